package dev.gotrust.bytes;

import dev.gotrust.bytes.FileSource.NotRegularFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in words why a file can't be read: what the JDK says is the name of a class. */
public final class Unreadable {
  private Unreadable() {}

  /**
   * {@return why it can't be read and what to do about it, without its name}
   *
   * @param file the file
   * @param failure what came of the attempt
   */
  public static String explain(Path file, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return Files.isSymbolicLink(file)
          ? "a symbolic link to a file that is missing; check where it leads"
          : "no such file; check the path";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied; read permission on the file is needed";
    }
    if (failure instanceof NotRegularFileException) {
      return failure.getMessage() + "; write its bytes to a file";
    }
    String reason =
        failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
