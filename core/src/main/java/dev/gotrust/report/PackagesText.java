package dev.gotrust.report;

import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildMarks;
import dev.gotrust.facts.BuilderHomes;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledModule;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.SettingTraces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the function table shows, for people: modules first, then packages. */
final class PackagesText {
  private PackagesText() {}

  static void write(
      TextBlock text, CompiledCode code, @Nullable BuildInfo info, @Nullable SettingTraces traces) {
    text.field(
        "code",
        counted(code.functions(), "function")
            + " in "
            + counted(code.packages().size(), "package")
            + size(code.bytes()));
    text.field("goroot", goroot(code.goroot()));
    for (String home : BuilderHomes.of(code)) {
      text.field("home", home + " is named in the paths of source files");
    }
    List<String> marks = BuildMarks.of(code, traces);
    if (!marks.isEmpty()) {
      text.field("marks", String.join(", ", marks));
    }
    if (code.newestApi() != null) {
      text.field("api", code.newestApi().function() + ", since go1." + code.newestApi().minor());
    }
    List<CompiledModule> modules = CompiledModule.of(code, info);
    for (int i = 0; i < Math.min(modules.size(), Limits.SHOWN_ENTRIES); i++) {
      CompiledModule module = modules.get(i);
      text.field("compiled", "module " + name(module) + counts(module.functions(), module.bytes()));
    }
    more(text, "module", modules.size());
    for (int i = 0; i < Math.min(code.packages().size(), Limits.SHOWN_ENTRIES); i++) {
      CompiledPackage compiled = code.packages().get(i);
      text.field(
          "compiled",
          "package " + compiled.path() + counts(compiled.functions(), compiled.bytes()));
    }
    more(text, "package", code.packages().size());
  }

  private static String goroot(@Nullable String goroot) {
    if (goroot == null) {
      return "unknown: no file of package runtime is named";
    }
    return goroot.isEmpty() ? "trimmed" : goroot;
  }

  private static String name(CompiledModule module) {
    return module.version().isEmpty()
        ? module.path() + " (no version shown)"
        : module.path() + '@' + module.version();
  }

  private static String counts(int functions, long bytes) {
    return ": " + counted(functions, "function") + size(bytes);
  }

  private static String size(long bytes) {
    return bytes == 0 ? "" : ", " + counted(bytes, "byte");
  }

  private static String counted(long count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + 's';
  }

  private static void more(TextBlock text, String what, int count) {
    if (count > Limits.SHOWN_ENTRIES) {
      String rest = counted(count - Limits.SHOWN_ENTRIES, "more " + what);
      text.field("compiled", "and " + rest + "; --output json shows all");
    }
  }
}
