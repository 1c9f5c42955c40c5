package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.jsonout.JsonOutput;

/** Text that is valid Unicode, as JSON demands it, and in which nothing commands a terminal. */
final class JsonText {
  private JsonText() {}

  /** Makes a generator write ASCII only, whatever it was told before. */
  static void guard(JsonGenerator out) {
    JsonOutput.guard(out);
  }

  /** Returns the text with U+FFFD in place of every unpaired surrogate, such as file names hold. */
  static String valid(String text) {
    return JsonOutput.valid(text);
  }
}
