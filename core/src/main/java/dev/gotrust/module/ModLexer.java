package dev.gotrust.module;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of one line of a go.mod or go.work, and its comment (golang.org/x/mod/modfile,
 * read.go). No word goes over the end of a line: Go lets a quoted string do so behind a backslash,
 * but then takes no such string.
 */
final class ModLexer {
  /** Words that the longest directive has: {@code retract [ v1.0.0 , v1.1.0 ]} with its block. */
  private static final int MOST_WORDS = 16;

  private static final String PUNCTUATION = "()[]{},";

  private final String name;
  private final String text;
  private final int number;
  private final List<String> words = new ArrayList<>();
  private @Nullable String comment;

  /**
   * Reads a line.
   *
   * @param name the file's name, for messages
   * @param text the line without its end
   * @param number which line it is, counted from 1
   */
  ModLexer(String name, String text, int number) throws ModuleFileException {
    this.name = name;
    this.text = text;
    this.number = number;
    int at = 0;
    while (at < text.length()) {
      at = next(at);
    }
  }

  List<String> words() {
    return words;
  }

  /** The comment without its slashes and the blanks around it, null if there is none. */
  @Nullable String comment() {
    return comment;
  }

  /** Reads what stands at {@code at}; returns the index behind it. */
  private int next(int at) throws ModuleFileException {
    char c = text.charAt(at);
    if (c == ' ' || c == '\t' || c == '\r') {
      return at + 1;
    }
    if (text.startsWith("//", at)) {
      comment = Words.trim(text.substring(at + 2));
      return text.length();
    }
    int end = PUNCTUATION.indexOf(c) >= 0 ? at + 1 : isQuote(c) ? quoted(at) : word(at);
    words.add(text.substring(at, end));
    if (words.size() > MOST_WORDS) {
      throw malformed("a directive was expected, but found more words than any of them has");
    }
    return end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '`';
  }

  /** The end of the quoted string at {@code from}. */
  private int quoted(int from) throws ModuleFileException {
    char quote = text.charAt(from);
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      if (c == '\\' && quote == '"') {
        at++;
      }
    }
    throw malformed("the end of a quoted string was expected on its line");
  }

  /** The end of the plain word at {@code from}. */
  private int word(int from) throws ModuleFileException {
    int at = from;
    while (at < text.length() && !text.startsWith("//", at)) {
      int c = text.codePointAt(at);
      if (text.startsWith("/*", at)) {
        throw malformed("a comment should start with //, but found /*");
      }
      if (!isWord(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    if (at == from) {
      throw malformed(
          "a word was expected, but found U+"
              + Integer.toHexString(0x1000000 | text.codePointAt(at)).substring(1));
    }
    return at;
  }

  /** Whether it is of a word: printable and no blank. */
  private static boolean isWord(int c) {
    if (c < 0x7f) {
      return c > ' ' && PUNCTUATION.indexOf(c) < 0;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private ModuleFileException malformed(String problem) {
    return ModuleText.malformed(name, number, problem);
  }
}
