package dev.gotrust.check;

/** Words that the reasons of several links share. */
final class Words {
  /** The next step where the file contradicts itself. */
  static final String GET_AGAIN =
      "do not run it; get the file again and compare its SHA-256 with the publisher's";

  private Words() {}

  /** Returns how many there are of what has a plain plural. */
  static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + 's';
  }

  /** Returns the number behind "the other". */
  static String others(int count) {
    return count == 1 ? "one" : String.valueOf(count);
  }
}
