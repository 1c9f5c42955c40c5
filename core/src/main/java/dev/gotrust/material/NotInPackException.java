package dev.gotrust.material;

import java.io.IOException;

/** Says that a pack lacks a file: it was made by a run that did not ask for it. */
public final class NotInPackException extends IOException {
  private static final long serialVersionUID = 1;

  /** The file, a path below the database's root. */
  private final String path;

  NotInPackException(String pack, String database, String path) {
    super(
        pack
            + " lacks "
            + path
            + " of the checksum database "
            + database
            + "; make a pack anew for these modules");
    this.path = path;
  }

  /** {@return the file that is not there, a path below the database's root} */
  public String path() {
    return path;
  }
}
