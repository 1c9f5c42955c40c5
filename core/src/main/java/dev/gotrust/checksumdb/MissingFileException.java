package dev.gotrust.checksumdb;

import java.io.IOException;

/** Says that a source has answered: there is no such file (HTTP 404 or 410). */
public final class MissingFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message which file, where, and what the source said; may hold anything
   */
  public MissingFileException(String message) {
    super(message);
  }
}
