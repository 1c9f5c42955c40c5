package dev.gotrust.facts;

import dev.gotrust.facts.CompiledCode.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a program shows of the way it was built. Each of these is code that only such a
 * build links; that a mark is missing shows less, as the linker leaves out what nothing calls.
 */
public final class BuildMarks {
  private static final String FIPS = "crypto/internal/fips140/v";
  private static final String MAIN = "main";

  /** The file that the go command writes for {@code go test} (cmd/go/internal/load/test.go). */
  private static final String TEST_MAIN = "_testmain.go";

  private BuildMarks() {}

  /**
   * {@return the marks: {@code race}, {@code asan}, {@code msan}, {@code cgo}, {@code cover},
   * {@code fips140} for a frozen module, {@code test} for a test binary, {@code plugin} where no
   * function is of a main package, {@code amd64-v2} to {@code amd64-v4}}
   *
   * @param code what the function table shows
   * @param traces what constants show, null if unknown
   */
  public static List<String> of(CompiledCode code, @Nullable SettingTraces traces) {
    List<String> marks = new ArrayList<>();
    for (Mark mark : code.marks()) {
      marks.add(mark.name().toLowerCase(Locale.ROOT));
    }
    add(marks, "cgo", code.find("runtime/cgo") != null);
    add(marks, "cover", isCovered(code));
    add(marks, "fips140", fipsSnapshot(code) != null);
    add(marks, "test", isTest(code));
    add(marks, "plugin", code.find(MAIN) == null);
    int level = traces == null ? 0 : traces.amd64Level();
    add(marks, "amd64-v" + level, level > 0);
    return marks;
  }

  private static void add(List<String> marks, String mark, boolean there) {
    if (there) {
      marks.add(mark);
    }
  }

  /**
   * {@return whether the code that writes coverage profiles is linked}
   *
   * @param code what the function table shows
   */
  public static boolean isCovered(CompiledCode code) {
    return code.find("internal/coverage/cfile") != null || code.find("runtime/coverage") != null;
  }

  /**
   * {@return the path of the frozen FIPS 140 module, such as {@code
   * crypto/internal/fips140/v1.0.0-...}, null if none is linked}
   *
   * @param code what the function table shows
   */
  public static @Nullable String fipsSnapshot(CompiledCode code) {
    for (CompiledPackage compiled : code.packages()) {
      String path = compiled.path();
      if (path.startsWith(FIPS)
          && path.length() > FIPS.length()
          && Character.isDigit(path.charAt(FIPS.length()))) {
        int slash = path.indexOf('/', FIPS.length());
        return slash < 0 ? path : path.substring(0, slash);
      }
    }
    return null;
  }

  /**
   * {@return whether it is a test binary: {@code go test} records no modules in them}
   *
   * @param code what the function table shows
   */
  public static boolean isTest(CompiledCode code) {
    CompiledPackage testing = code.find("testing");
    CompiledPackage main = code.find(MAIN);
    if (testing == null || !testing.standard() || main == null) {
      return false;
    }
    for (SourcePlace place : main.places()) {
      if (place.file().equals(TEST_MAIN)) {
        return true;
      }
    }
    return false;
  }
}
