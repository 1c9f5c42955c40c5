package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a file of the go command's settings: {@code NAME=value}, one a line, nothing unquoted, and
 * nothing cut off, not even a carriage return. As there, a line without {@code =} or that does not
 * begin with a capital letter says nothing, and of several lines for one name the last holds.
 */
final class GoEnvFile {
  private GoEnvFile() {}

  /**
   * Returns the settings of a file; none if there is no such file. One that is there and can't be
   * read is an error, unlike in the go command: it may say which modules are private.
   */
  static Map<String, String> read(Path file) throws IOException {
    byte[] data;
    try (InputStream in = Files.newInputStream(file)) {
      data = in.readNBytes(Limits.GO_ENV + 1);
    } catch (NoSuchFileException none) {
      return Map.of();
    } catch (IOException unreadable) {
      throw new IOException(
          file + " can't be read: " + Unreadable.explain(file, unreadable) + HINT, unreadable);
    }
    if (data.length > Limits.GO_ENV) {
      throw new IOException(
          file + " has more than the " + Limits.GO_ENV + " bytes that are read of it" + HINT);
    }
    return parse(data);
  }

  private static final String HINT = "; it may say which modules are private. Set GOENV=off";

  /** Parses the bytes of a file. */
  static Map<String, String> parse(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Map<String, String> settings = new LinkedHashMap<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      int equals = text.indexOf('=', start);
      if (equals >= 0 && equals < end && isCapital(text.charAt(start))) {
        settings.put(text.substring(start, equals), text.substring(equals + 1, end));
      }
      start = end + 1;
    }
    return settings;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
