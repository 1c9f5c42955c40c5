package dev.gotrust.check;

/** How many there are of a kind, and what is to be said of the first. */
final class Tally {
  private int count;
  private String first = "";

  void add(String words) {
    first = count == 0 ? words : first;
    count++;
  }

  int count() {
    return count;
  }

  /** Says what there is of this kind behind a reason, if there is any. */
  void appendTo(StringBuilder reason, String what) {
    if (count > 0) {
      reason.append("; ").append(what).append(": ").append(words());
    }
  }

  String words() {
    return count > 1 ? first + " and " + (count - 1) + " more" : first;
  }
}
