package dev.gotrust.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of {@code --output}.
 *
 * @param format what to write
 * @param path the file to write it to, null for standard output
 */
public record Output(Format format, @Nullable String path) {
  /** A form that reports can take. */
  public enum Format {
    /** For reading. */
    TEXT,
    /** For programs. */
    JSON
  }

  /**
   * Parses the values of a command line; none means text on standard output.
   *
   * @param values what stood behind each {@code --output}, such as {@code json=report.json}
   * @return where to write what, in the order of the command line; never empty
   * @throws UsageException if one names no format, or two would write to one place
   */
  public static List<Output> parse(List<String> values) throws UsageException {
    List<Output> outputs = new ArrayList<>();
    for (String value : values) {
      Output output = parse(value);
      for (Output other : outputs) {
        if (output.isSamePlace(other)) {
          throw new UsageException(
              "two reports can't go to one place: give --output " + value + " another path");
        }
      }
      outputs.add(output);
    }
    if (outputs.isEmpty()) {
      outputs.add(new Output(Format.TEXT, null));
    }
    return outputs;
  }

  private static Output parse(String value) throws UsageException {
    int equals = value.indexOf('=');
    String format = equals < 0 ? value : value.substring(0, equals);
    String path = equals < 0 ? null : value.substring(equals + 1);
    if (path != null && path.isEmpty()) {
      throw new UsageException("--output " + value + " names no file after the '='");
    }
    if (FileWalker.STANDARD_INPUT.equals(path)) {
      path = null; // as elsewhere, a file named - is the standard stream
    }
    return switch (format) {
      case "text" -> new Output(Format.TEXT, path);
      case "json" -> new Output(Format.JSON, path);
      default ->
          throw new UsageException("unknown format '" + format + "'; the formats: text, json");
    };
  }

  private boolean isSamePlace(Output other) {
    return path == null ? other.path == null : path.equals(other.path);
  }
}
