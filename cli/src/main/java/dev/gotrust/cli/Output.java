package dev.gotrust.cli;

import dev.gotrust.GoTrust;
import dev.gotrust.facts.Inspection;
import dev.gotrust.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value of {@code --output}.
 *
 * @param format what to write: {@code text}, {@code json} or the name of a {@link ReportFormat}
 * @param path the file to write it to, null for standard output
 * @param target where that leads, null for standard output
 */
public record Output(String format, @Nullable String path, @Nullable Target target) {
  private static final List<String> MODULE_FILES =
      List.of("go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt");

  /** The format for reading. */
  static final String TEXT = "text";

  /** The format for programs. */
  static final String JSON = "json";

  /** The formats of a command that makes no trust reports. */
  public static final List<String> PLAIN = List.of(TEXT, JSON);

  /** Summaries of a verification, one a line. */
  static final String VSA = "vsa";

  /** The formats of stored trust reports. */
  public static final List<String> STORED =
      List.of(TEXT, JSON, "sarif", "junit", "markdown", "github", "html");

  /** The formats of trust reports: a summary also says when it was verified. */
  public static final List<String> TRUST =
      List.of(TEXT, JSON, "sarif", "junit", "markdown", "github", "html", VSA);

  /**
   * Parses the values of a command line; none means text on standard output.
   *
   * @param formats the names that the command takes
   * @param values what stood behind each {@code --output}, such as {@code json=report.json}
   * @return where to write what, in the order of the command line; never empty
   * @throws UsageException if one names no format or no place for a file, or two would write to one
   *     place
   */
  public static List<Output> parse(List<String> formats, List<String> values)
      throws UsageException {
    List<Output> outputs = new ArrayList<>();
    for (String value : values) {
      Output output = parse(formats, value);
      for (Output other : outputs) {
        if (Objects.equals(output.target, other.target)) {
          throw new UsageException(
              "two reports can't go to one place: give --output " + value + " another path");
        }
      }
      outputs.add(output);
    }
    if (outputs.isEmpty()) {
      outputs.add(new Output(TEXT, null, null));
    }
    return outputs;
  }

  private static Output parse(List<String> formats, String value) throws UsageException {
    int equals = value.indexOf('=');
    String format = equals < 0 ? value : value.substring(0, equals);
    String path = equals < 0 ? null : value.substring(equals + 1);
    if (path != null && path.isEmpty()) {
      throw new UsageException("--output " + value + " names no file after the '='");
    }
    if (FileWalker.STANDARD_INPUT.equals(path)) {
      path = null; // as elsewhere, a file named - is the standard stream
    }
    if (!formats.contains(format)) {
      String known = "; the formats: " + String.join(", ", formats);
      throw new UsageException("unknown format '" + format + '\'' + known);
    }
    return new Output(format, path, target(path));
  }

  private static @Nullable Target target(@Nullable String path) throws UsageException {
    try {
      return path == null ? null : Target.of(FileNames.path(path));
    } catch (IOException failed) {
      throw unwritable(path, Terminal.explain(failed));
    } catch (InvalidPathException failed) {
      throw unwritable(path, failed.getReason());
    }
  }

  /** Returns an exception about a place that no report can go to. */
  static UsageException unwritable(@Nullable String path, String reason) {
    return new UsageException("can't write " + path + ": " + reason);
  }

  /**
   * Keeps a report from the place of another file that the run makes.
   *
   * @param made such a file
   * @throws UsageException if both would be there
   */
  public void refuseToShare(NewFile made) throws UsageException {
    if (target != null && target.equals(target(made.path().toString()))) {
      throw new UsageException(
          FileNames.show(made.path()) + " can't be a report too; give one of them another path");
    }
  }

  /**
   * Keeps a report from being written over what it is about. A file in a directory is only kept if
   * it is a Go program: a report of an earlier run may lie there.
   *
   * @param input a file or directory that the run reads
   * @throws UsageException if this would replace it
   */
  void refuseToReplace(Path input) throws UsageException {
    if (target == null) {
      return;
    }
    if (target.replaces(input)) {
      throw refused(input, "which is to be read");
    }
    if (target.replacesIn(input) && GoTrust.inspect(target.path()) instanceof Inspection) {
      throw refused(target.path(), "which is to be read");
    }
  }

  /**
   * Keeps a report from being written over a file of a module, which may be found and read.
   *
   * @throws UsageException if this would replace one
   */
  void refuseToReplaceModuleFiles() throws UsageException {
    if (target != null && isModuleFile(target.path()) && Files.exists(target.path())) {
      throw refused(target.path(), "a file of a module");
    }
  }

  /** Returns whether a path has the name of a file of a module. */
  static boolean isModuleFile(Path path) {
    return MODULE_FILES.contains(String.valueOf(path.getFileName()));
  }

  private UsageException refused(Path replaced, String why) {
    return new UsageException(
        "--output "
            + format
            + '='
            + path
            + " would replace "
            + FileNames.show(replaced)
            + ", "
            + why
            + "; give it another path");
  }
}
