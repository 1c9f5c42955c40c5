package dev.gotrust;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.FileSource;
import dev.gotrust.facts.Inspector;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The façade of the library. Stateless, safe for use by any number of threads. */
public final class GoTrust {
  private GoTrust() {}

  /**
   * The version of this library.
   *
   * @return the version that the build was given, such as {@code 1.2.0} or {@code 1.3.0-SNAPSHOT}
   */
  public static String version() {
    return BuildVersion.VALUE;
  }

  /**
   * Reads the facts of a file. Never throws for what the file is: a file that is missing,
   * unreadable, malformed or no Go binary is a {@link Refusal}.
   *
   * @param file a regular file, or a symbolic link to one
   * @param threads how many threads may work on it: 1, or 2 where the file is large and cores are
   *     idle
   * @return the facts, or why there are none
   */
  public static Reading inspect(Path file, int threads) {
    String name = file.toString();
    try (FileSource source = FileSource.open(file)) {
      return Inspector.inspect(source, name, target(file), threads);
    } catch (IOException unreadable) {
      return new Refusal(name, null, null, null, "unreadable", explain(unreadable), -1);
    }
  }

  /**
   * Reads the facts of bytes from anywhere.
   *
   * @param source the bytes; stays open
   * @param name what reports call them
   * @param threads as in {@link #inspect(Path, int)}
   * @return the facts, or why there are none
   */
  public static Reading inspect(ByteSource source, String name, int threads) {
    return Inspector.inspect(source, name, null, threads);
  }

  private static @Nullable String target(Path file) throws IOException {
    return Files.isSymbolicLink(file) ? file.toRealPath().toString() : null;
  }

  private static String explain(IOException unreadable) {
    if (unreadable instanceof NoSuchFileException) {
      return "no such file; check the path";
    }
    if (unreadable instanceof AccessDeniedException) {
      return "permission denied; read permission on the file is needed";
    }
    return String.valueOf(unreadable.getMessage());
  }
}
