package dev.gotrust.policy;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.PrefixPatterns;
import dev.gotrust.policy.PolicyFileException.Kind;
import dev.gotrust.policy.PolicyNode.Mapping;
import dev.gotrust.policy.PolicyNode.MappingKey;
import dev.gotrust.policy.PolicyNode.Scalar;
import dev.gotrust.policy.PolicyNode.Sequence;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes values of a policy file for what they must be; everything else is told with its place. */
final class PolicyFields {
  /**
   * What readers of YAML 1.1 or 1.2 take for something else than a text where it has no quotes. No
   * group in it is repeated: each time would take a frame of the stack.
   */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "~|<<|=|(?i:null|true|false|yes|no|on|off|y|n)"
              + "|[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.[0-9_]+([eE][-+]?[0-9]+)?"
              + "|[-+]?0[xXoObB][0-9a-fA-F_]+"
              + "|[-+]?[0-9][0-9_]*:[0-9:]*[0-9](\\.[0-9_]*)?"
              + "|[-+]?\\.(?i:inf|nan)"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([tT \\t].*)?");

  private static final int DATE = "2026-12-31".length();
  private static final int LONGEST_DAYS = 5;
  private static final int LONGEST_TEXT = 4096;

  private final String name;

  PolicyFields(String name) {
    this.name = name;
  }

  /** Returns a mapping all of whose keys are known. */
  Mapping mapping(PolicyNode node, String what, List<String> known) throws PolicyFileException {
    if (!(node instanceof Mapping mapping)) {
      throw wrong(node, what + " was expected, a mapping, but " + node.kind() + " was found");
    }
    for (MappingKey key : mapping.keys().values()) {
      if (!known.contains(key.name())) {
        throw unknown(key, known);
      }
    }
    return mapping;
  }

  /** Returns a mapping of any keys. */
  Mapping mapping(PolicyNode node, String what) throws PolicyFileException {
    if (!(node instanceof Mapping mapping)) {
      throw wrong(node, what + " was expected, a mapping, but " + node.kind() + " was found");
    }
    return mapping;
  }

  private PolicyFileException unknown(MappingKey key, List<String> known) {
    return wrong(
        key.line(),
        key.column(),
        "unknown key " + shown(key.name()) + "; the keys here: " + String.join(", ", known));
  }

  /** Returns the value of a key that must be there. */
  PolicyNode get(Mapping mapping, String key) throws PolicyFileException {
    PolicyNode value = mapping.values().get(key);
    if (value == null) {
      throw wrong(mapping, "the key \"" + key + "\" was expected, but is missing");
    }
    return value;
  }

  /** Returns a list with an element at least. */
  List<PolicyNode> list(PolicyNode node, String what) throws PolicyFileException {
    if (!(node instanceof Sequence sequence)) {
      throw wrong(node, what + " were expected, a list, but " + node.kind() + " was found");
    }
    if (sequence.elements().isEmpty()) {
      throw wrong(node, what + " were expected, but the list is empty; leave it out");
    }
    return sequence.elements();
  }

  /** Returns a text, which may be empty. */
  String anyText(PolicyNode node, String what) throws PolicyFileException {
    if (!(node instanceof Scalar scalar)) {
      throw wrong(node, what + " was expected, a text, but " + node.kind() + " was found");
    }
    String text = scalar.text();
    if (scalar.isPlain() && (text.isEmpty() || AMBIGUOUS.matcher(text).matches())) {
      throw wrong(
          node,
          text.isEmpty()
              ? what + " was expected, but nothing was found; an empty text is \"\""
              : what + " was expected, a text; put it in quotes: " + shown(text));
    }
    return text;
  }

  /** Returns a text on one line that is not empty. */
  String text(PolicyNode node, String what) throws PolicyFileException {
    String text = anyText(node, what);
    if (text.isBlank() || text.indexOf('\n') >= 0) {
      throw wrong(
          node, what + " was expected, a text on one line, but " + node.kind() + " was found");
    }
    if (text.length() > LONGEST_TEXT) {
      throw wrong(
          node, what + " of " + text.length() + " characters is longer than " + LONGEST_TEXT);
    }
    return text;
  }

  /** Returns a pattern of module paths. */
  String pattern(PolicyNode node) throws PolicyFileException {
    String pattern = text(node, "a pattern of module paths");
    if (pattern.length() > Limits.POLICY_PATTERN) {
      throw wrong(
          node,
          "a pattern of "
              + pattern.length()
              + " characters, more than the "
              + Limits.POLICY_PATTERN
              + " that are read");
    }
    if (pattern.contains("...")) {
      throw wrong(
          node,
          shown(pattern)
              + " is a pattern of packages; example.com/acme means that module and all below it");
    }
    if (pattern.indexOf(' ') >= 0 || !PrefixPatterns.isPattern(pattern)) {
      throw wrong(
          node,
          "a pattern of module paths such as example.com/acme or *.example.com was expected, but "
              + shown(pattern)
              + " was found");
    }
    return pattern;
  }

  List<String> patterns(PolicyNode node) throws PolicyFileException {
    List<String> patterns = new ArrayList<>();
    for (PolicyNode element : list(node, "patterns of module paths")) {
      patterns.add(pattern(element));
    }
    return patterns;
  }

  /** Returns a day; it needs no quotes. */
  LocalDate date(PolicyNode node) throws PolicyFileException {
    String text = node instanceof Scalar scalar ? scalar.text() : "";
    try {
      if (text.length() == DATE && text.charAt(0) != '+' && text.charAt(0) != '-') {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException noSuchDay) {
      throw wrong(node, "a day of the calendar was expected, but " + node.kind() + " was found");
    }
    throw wrong(node, "a day such as 2026-12-31 was expected, but " + node.kind() + " was found");
  }

  /** Returns a whole number of days above 0. */
  int days(PolicyNode node) throws PolicyFileException {
    String text = node instanceof Scalar scalar && scalar.isPlain() ? scalar.text() : "";
    boolean digits = !text.isEmpty() && text.length() <= LONGEST_DAYS && text.charAt(0) != '0';
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw wrong(
          node, "a number of days from 1 to 99999 was expected, but " + node.kind() + " was found");
    }
    return Integer.parseInt(text);
  }

  /** Returns one of some words. */
  String word(PolicyNode node, List<String> words) throws PolicyFileException {
    String text = node instanceof Scalar scalar ? scalar.text() : "";
    if (!words.contains(text)) {
      throw wrong(
          node, String.join(" or ", words) + " was expected, but " + node.kind() + " was found");
    }
    return text;
  }

  /** Returns {@code true}; what is false by itself is not said. */
  boolean isTrue(PolicyNode node) throws PolicyFileException {
    boolean plain = node instanceof Scalar scalar && scalar.isPlain();
    if (!plain) {
      throw wrong(node, "true was expected, but " + node.kind() + " was found");
    }
    return word(node, List.of("true", "false")).equals("true");
  }

  static String shown(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + '"';
  }

  PolicyFileException wrong(PolicyNode node, String problem) {
    return wrong(node.line(), node.column(), problem);
  }

  PolicyFileException wrong(int line, int column, String problem) {
    return new PolicyFileException(Kind.MALFORMED, name, line, column, problem);
  }
}
