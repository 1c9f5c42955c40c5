package dev.gotrust.policy;

import java.util.List;
import java.util.Map;

/** A value of a policy file, with the place that it stands at. */
sealed interface PolicyNode {
  /** Returns the line, counted from 1. */
  int line();

  /** Returns the column, counted from 1. */
  int column();

  /** Returns what it is, for messages. */
  String kind();

  /** A key, as it stands in the file. */
  record MappingKey(String name, int line, int column) {}

  /** Keys and values, in the file's order. */
  record Mapping(int line, int column, Map<String, MappingKey> keys, Map<String, PolicyNode> values)
      implements PolicyNode {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** Values. */
  record Sequence(int line, int column, List<PolicyNode> elements) implements PolicyNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A text; one without quotes may stand for a number, or for true and false. */
  record Scalar(int line, int column, String text, boolean isPlain) implements PolicyNode {
    private static final int SHOWN = 60;

    @Override
    public String kind() {
      if (text.isEmpty()) {
        return isPlain ? "nothing" : "an empty text";
      }
      return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
    }
  }
}
