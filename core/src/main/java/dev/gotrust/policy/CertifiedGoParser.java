package dev.gotrust.policy;

import dev.gotrust.bytes.Limits;
import dev.gotrust.policy.PolicyFileException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a certified list, line by line. See {@code specs/certified-go.md}. */
final class CertifiedGoParser {
  private static final String UNTIL = "until";
  private static final int SHOWN = 80;
  private static final int DATE = "2026-12-31".length();

  private final String name;
  private final byte[] data;
  private final List<CertifiedRule> rules = new ArrayList<>();
  private int number;

  CertifiedGoParser(String name, byte[] data) {
    this.name = name;
    this.data = data;
  }

  /**
   * Reads one entry of a list that stands in another file.
   *
   * @param name the file's name
   * @param line where it stands there
   * @param versions as a line of a list has them, without a date
   * @param until the last day, null for none
   */
  static CertifiedRule entry(String name, int line, String versions, @Nullable LocalDate until)
      throws PolicyFileException {
    CertifiedGoParser parser = new CertifiedGoParser(name, new byte[0]);
    parser.number = line;
    List<String> words = parser.words(versions);
    if (words.isEmpty() || words.contains(UNTIL) || versions.indexOf('#') >= 0) {
      throw parser.malformed(
          "a version such as 1.25.3+ or >=1.25.3 <1.26 was expected, but found " + shown(versions));
    }
    return parser.rule(words, until);
  }

  List<CertifiedRule> parse() throws PolicyFileException {
    if (data.length > Limits.CERTIFIED_GO) {
      throw new PolicyFileException(
          Kind.TOO_LARGE,
          name,
          0,
          "more than the " + Limits.CERTIFIED_GO + " bytes that are read of a certified list");
    }
    int at = 0;
    while (at < data.length) {
      int end = at;
      while (end < data.length && data[end] != '\n') {
        end++;
      }
      number++;
      boolean carriage = end > at && data[end - 1] == '\r' && end < data.length;
      readLine(text(at, carriage ? end - 1 : end));
      at = end + 1;
    }
    if (rules.isEmpty()) {
      throw new PolicyFileException(
          Kind.EMPTY, name, 0, "a certified list should hold a version, but no line of it does");
    }
    return rules;
  }

  private String text(int from, int to) throws PolicyFileException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, from, to - from)) + "";
    } catch (CharacterCodingException binary) {
      throw malformed("UTF-8 was expected, but other bytes were found");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) && text.charAt(i) != '\t') {
        throw malformed("text was expected, but a control character was found");
      }
    }
    return text;
  }

  private void readLine(String line) throws PolicyFileException {
    List<String> words = words(line);
    if (words.isEmpty()) {
      return;
    }
    if (rules.size() == Limits.CERTIFIED_GO_RULES) {
      throw new PolicyFileException(
          Kind.TOO_LARGE,
          name,
          number,
          "more than the " + Limits.CERTIFIED_GO_RULES + " rules that are read");
    }
    int until = words.indexOf(UNTIL);
    LocalDate date = until < 0 ? null : date(words.subList(until + 1, words.size()));
    List<String> versions = until < 0 ? words : words.subList(0, until);
    if (versions.isEmpty()) {
      throw malformed("a version should stand before \"until\", such as 1.25.x until 2026-12-31");
    }
    rules.add(rule(versions, date));
  }

  /** Splits at blanks but in quotes; {@code #} before a word begins a comment. */
  private List<String> words(String line) throws PolicyFileException {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length() && line.charAt(at) != '#') {
      if (isBlank(line, at)) {
        at++;
        continue;
      }
      int end = at + 1;
      if (line.charAt(at) == '"') {
        end = line.indexOf('"', end) + 1;
        if (end == 0 || !isBlank(line, end)) {
          throw malformed("a quoted version should end with a quote and a blank: " + shown(line));
        }
      }
      while (!isBlank(line, end)) {
        end++;
      }
      words.add(line.substring(at, end));
      at = end;
    }
    return words;
  }

  private static boolean isBlank(String line, int at) {
    return at >= line.length() || line.charAt(at) == ' ' || line.charAt(at) == '\t';
  }

  private LocalDate date(List<String> words) throws PolicyFileException {
    String text = String.join(" ", words);
    boolean shaped = text.length() == DATE && text.charAt(4) == '-' && text.charAt(7) == '-';
    int year = shaped ? digits(text, 0, 4) : -1;
    int month = shaped ? digits(text, 5, 7) : -1;
    int day = shaped ? digits(text, 8, DATE) : -1;
    try {
      if (year >= 0 && month >= 0 && day >= 0) {
        return LocalDate.of(year, month, day);
      }
    } catch (DateTimeException noSuchDay) {
      throw malformed("a day of the calendar was expected behind \"until\", but found " + text);
    }
    throw malformed(
        "one day such as 2026-12-31 was expected behind \"until\", but found " + shown(text));
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private CertifiedRule rule(List<String> words, @Nullable LocalDate until)
      throws PolicyFileException {
    String first = words.get(0);
    if (isBound(first)) {
      return range(words, until);
    }
    if (words.size() > 1) {
      throw malformed(
          "one version, or bounds such as >=1.25.3 <1.26, were expected on a line, but found "
              + shown(String.join(" ", words)));
    }
    if (first.startsWith("\"")) {
      return exact(first, until);
    }
    if (first.endsWith(".x")) {
      GoRelease line = release(first.substring(0, first.length() - 2), first);
      if (!line.isBare()) {
        throw unknown(first);
      }
      return new CertifiedRule(number, first, null, line.first(), line.last(), false, until);
    }
    return first.endsWith("+") ? orLater(first, until) : single(first, first, until);
  }

  private static boolean isBound(String word) {
    return word.startsWith("<") || word.startsWith(">") || word.startsWith("=");
  }

  private CertifiedRule exact(String word, @Nullable LocalDate until) throws PolicyFileException {
    String text = word.substring(1, word.length() - 1);
    if (text.isBlank()) {
      throw malformed("a version should stand in the quotes, but they are empty");
    }
    GoRelease leading = GoRelease.leading(text);
    long position = leading == null ? 0 : leading.position();
    return new CertifiedRule(number, word, text, position, position, true, until);
  }

  private CertifiedRule orLater(String word, @Nullable LocalDate until) throws PolicyFileException {
    GoRelease release = release(word.substring(0, word.length() - 1), word);
    if (release.isBare()) {
      throw malformed(
          word + " is unclear: write 1.25.x for all releases of a line, or >=1.25 for all lines");
    }
    boolean prerelease = release.isPrerelease();
    return new CertifiedRule(
        number, word, null, release.position(), release.last(), prerelease, until);
  }

  private CertifiedRule single(String version, String word, @Nullable LocalDate until)
      throws PolicyFileException {
    GoRelease release = named(version, word);
    long position = release.position();
    return new CertifiedRule(number, word, null, position, position, release.isPrerelease(), until);
  }

  /** Since Go 1.21 a line's name is none of a release, so that a list of it would allow nothing. */
  private GoRelease named(String version, String word) throws PolicyFileException {
    GoRelease release = release(version, word);
    if (!release.isNamed()) {
      String bare = release.text().substring(2);
      throw malformed(
          word
              + " names no release: write "
              + bare
              + ".0 for the first one or "
              + bare
              + ".x for all of that line");
    }
    return release;
  }

  private CertifiedRule range(List<String> words, @Nullable LocalDate until)
      throws PolicyFileException {
    String text = String.join(" ", words);
    long low = 0;
    long high = Long.MAX_VALUE;
    boolean prerelease = false;
    for (String word : words) {
      int length = word.startsWith(">=") || word.startsWith("<=") ? 2 : 1;
      if (!isBound(word) || word.length() == length) {
        throw malformed(
            "bounds such as >=1.25.3 <1.26, without a blank in a bound, were expected, but found "
                + shown(text));
      }
      GoRelease bound = bound(word, length);
      prerelease |= bound.isPrerelease();
      long position = bound.position();
      boolean inclusive = length == 2;
      char sign = word.charAt(0);
      if (sign != '<') {
        low = Math.max(low, sign == '=' || inclusive ? position : bound.after());
      }
      if (sign != '>') {
        high = Math.min(high, sign == '=' || inclusive ? position : bound.before());
      }
    }
    if (low > high) {
      throw malformed(shown(text) + " allows no version");
    }
    return new CertifiedRule(number, text, null, low, high, prerelease, until);
  }

  /** {@code >1.25} and {@code <=1.25} mean one thing to Go's order and another to most readers. */
  private GoRelease bound(String word, int length) throws PolicyFileException {
    String version = word.substring(length);
    if (word.startsWith("=")) {
      return named(version, word);
    }
    GoRelease release = release(version, word);
    boolean above = word.startsWith(">");
    if (release.isBare() && above != (length == 2)) {
      throw malformed(
          word + " is unclear: a version without a patch number stands behind >= or < only");
    }
    return release;
  }

  private GoRelease release(String version, String word) throws PolicyFileException {
    GoRelease release = GoRelease.parse(version);
    if (release == null) {
      throw unknown(word);
    }
    return release;
  }

  private PolicyFileException unknown(String word) {
    return malformed(
        "a version such as 1.25.3, 1.25.3+, 1.25.x, >=1.25.3 or \"go1.25.3 X:boringcrypto\" was"
            + " expected, but found "
            + shown(word));
  }

  /** Cut, because it goes into a message. */
  private static String shown(String text) {
    if (text.isEmpty()) {
      return "nothing";
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private PolicyFileException malformed(String problem) {
    return new PolicyFileException(Kind.MALFORMED, name, number, problem);
  }
}
