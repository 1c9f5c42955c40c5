package dev.gotrust.facts;

/** What was done to a program so that it does not show what it is. */
public enum Disguise {
  /** Nothing that shows. */
  NONE(""),
  /** Its names and versions were taken out while it was built. */
  OBFUSCATED("obfuscated, as by garble"),
  /** Its code is compressed and a loader of another maker stands before it. */
  PACKED("packed, as by UPX");

  private final String words;

  Disguise(String words) {
    this.words = words;
  }

  /** {@return what reports call it; empty for {@link #NONE}} */
  public String words() {
    return words;
  }
}
