package dev.gotrust.sbom;

/** Says why no bill of materials can be made of a program. */
public final class SbomException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why there is no document. */
  private final Kind kind;

  /** What is wrong. */
  public enum Kind {
    /** The file does not record of what it was built. */
    NO_BUILD_INFO,
    /** A version was given for a module that has another one, or can't have that one. */
    VERSION
  }

  SbomException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** {@return what is wrong} */
  public Kind kind() {
    return kind;
  }
}
