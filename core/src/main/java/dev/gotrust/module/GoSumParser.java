package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.ModuleFileException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads a go.sum in one pass over its bytes. */
final class GoSumParser {
  private static final int FIELDS = 3;
  private static final byte[] SUFFIX = GoSum.GO_MOD.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DROPPED = GoSum.EMPTY_GO_MOD.getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final byte[] data;
  private final Map<SumLine, SumLine> index = new HashMap<>();
  private final int[] fields = new int[2 * FIELDS];
  private int number;
  private int lines;

  GoSumParser(String name, byte[] data) {
    this.name = name;
    this.data = data;
  }

  GoSum parse() throws ModuleFileException {
    if (data.length > Limits.GO_SUM) {
      throw tooLarge(data.length + " bytes, more than the " + Limits.GO_SUM + " that are read");
    }
    int at = 0;
    while (at < data.length) {
      int end = at;
      while (end < data.length && data[end] != '\n') {
        end++;
      }
      number++;
      readLine(at, end);
      at = end + 1;
    }
    return new GoSum(name, lines, index);
  }

  private void readLine(int from, int to) throws ModuleFileException {
    int found = split(from, to);
    if (found == 0) {
      return;
    }
    if (found != FIELDS) {
      throw malformed(
          "a line should have 3 fields, \"module version hash\", but this one has " + found);
    }
    checkHash(fields[4], fields[5]);
    if (!is(DROPPED, fields[4], fields[5])) {
      add();
    }
  }

  /** Notes where the first three fields of a line stand; returns how many there are. */
  private int split(int from, int to) throws ModuleFileException {
    int found = 0;
    int at = from;
    while (at < to) {
      if (isSpace(data[at])) {
        at++;
        continue;
      }
      int start = at;
      while (at < to && !isSpace(data[at])) {
        checkByte(data[at]);
        at++;
      }
      if (found < FIELDS) {
        fields[2 * found] = start;
        fields[2 * found + 1] = at;
      }
      found++;
    }
    return found;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  /** Module paths, versions and hashes are printable ASCII (golang.org/x/mod/module). */
  private void checkByte(byte b) throws ModuleFileException {
    if (b <= ' ' || b == 0x7f) {
      throw malformed(
          "printable ASCII was expected, but byte 0x"
              + Character.forDigit(b >> 4 & 0xf, 16)
              + Character.forDigit(b & 0xf, 16)
              + " was found");
    }
  }

  private void checkHash(int from, int to) throws ModuleFileException {
    int colon = from;
    while (colon < to && data[colon] != ':') {
      colon++;
    }
    boolean h1 = colon - from == 2 && data[from] == 'h' && data[from + 1] == '1';
    if (h1 && !(to - from == H1.LENGTH && H1.isCanonical(text(from, to)))) {
      throw malformed(
          "an h1 hash should be \"h1:\" and the base64 of 32 bytes, 44 signs, but \""
              + text(from, to)
              + "\" was found");
    }
    if (colon == from || colon >= to - 1) {
      throw malformed(
          "a hash such as \"h1:...\" was expected, but \"" + text(from, to) + "\" was found");
    }
  }

  private void add() throws ModuleFileException {
    if (++lines > Limits.GO_SUM_LINES) {
      throw tooLarge("more than the " + Limits.GO_SUM_LINES + " lines that are read");
    }
    boolean goMod =
        fields[3] - fields[2] > SUFFIX.length && is(SUFFIX, fields[3] - SUFFIX.length, fields[3]);
    SumLine line = new SumLine(data, fields, goMod, number);
    SumLine last = index.get(line);
    int distinct = 0;
    for (SumLine before = last; before != null; before = before.earlier) {
      if (before.sameHash(line)) {
        return;
      }
      distinct++;
    }
    if (distinct >= Limits.GO_SUM_HASHES) {
      throw tooLarge("more than " + Limits.GO_SUM_HASHES + " hashes for one module at one version");
    }
    line.earlier = last;
    index.put(line, line);
  }

  private boolean is(byte[] expected, int from, int to) {
    return Arrays.equals(data, from, to, expected, 0, expected.length);
  }

  /** Cut, because it goes into a message. */
  private String text(int from, int to) {
    int shown = Math.min(to - from, 80);
    return new String(data, from, shown, StandardCharsets.US_ASCII)
        + (shown < to - from ? "..." : "");
  }

  private ModuleFileException malformed(String problem) {
    return new ModuleFileException(Kind.MALFORMED, name, number, problem);
  }

  private ModuleFileException tooLarge(String problem) {
    return new ModuleFileException(Kind.TOO_LARGE, name, number, problem);
  }
}
