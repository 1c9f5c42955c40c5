package dev.gotrust.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a go.mod or go.work with the comments that belong to them, blocks undone
 * (golang.org/x/mod/modfile, read.go). One pass over the lines.
 */
final class ModLines {
  private final String name;
  private final String text;
  private final @Nullable Set<String> blocks;
  private final Reader reader;
  private int number;

  /** What is told of each directive, in file order, so that no list of them is kept. */
  interface Reader {
    void read(ModLine line) throws ModuleFileException;
  }

  /** Comments that stand alone in front of what comes; null for an empty line in a block. */
  private List<@Nullable String> above = new ArrayList<>();

  /** The verb of the block that is open, null outside of blocks. */
  private @Nullable String block;

  private int blockStart;
  private String blockComment = "";
  private boolean isFirst;

  private ModLines(String name, String text, @Nullable Set<String> blocks, Reader reader) {
    this.name = name;
    this.text = text;
    this.blocks = blocks;
    this.reader = reader;
  }

  /**
   * Reads a file.
   *
   * @param name its name, for messages
   * @param text its text
   * @param blocks the verbs that may stand in front of a block; null for any words
   * @param reader what reads the directives
   */
  static void parse(String name, String text, @Nullable Set<String> blocks, Reader reader)
      throws ModuleFileException {
    new ModLines(name, text, blocks, reader).parse();
  }

  private void parse() throws ModuleFileException {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      number++;
      ModLexer line = new ModLexer(name, text.substring(at, end), number);
      if (line.words().isEmpty()) {
        readComment(line.comment());
      } else if (block == null) {
        readStatement(line.words(), line.comment());
      } else {
        readInBlock(block, line.words(), line.comment());
      }
      at = end + 1;
    }
    if (block != null) {
      throw ModuleText.malformed(
          name, blockStart, "the end of the block that starts here was expected, \")\"");
    }
  }

  private void readComment(@Nullable String comment) {
    if (comment != null) {
      above.add(comment);
    } else if (block == null) {
      above = new ArrayList<>();
    } else if (above.isEmpty() ? !isFirst : above.get(above.size() - 1) != null) {
      above.add(null);
    }
  }

  private void readStatement(List<String> words, @Nullable String comment)
      throws ModuleFileException {
    int size = words.size();
    boolean empty = size > 2 && words.get(size - 1).equals(")") && words.get(size - 2).equals("(");
    if (empty || size > 1 && words.get(size - 1).equals("(")) {
      startBlock(words.subList(0, size - (empty ? 2 : 1)));
      block = empty ? null : block;
    } else {
      add(words.get(0), words.subList(1, size), joined(above, comment), comment);
    }
    above = new ArrayList<>();
  }

  private void startBlock(List<String> words) throws ModuleFileException {
    String verb = String.join(" ", words);
    if (blocks != null && !blocks.contains(verb)) {
      throw malformed("a block of directives was expected, but there is none of " + shown(words));
    }
    block = verb;
    blockStart = number;
    blockComment = joined(above, null);
    isFirst = true;
  }

  private void readInBlock(String verb, List<String> words, @Nullable String comment)
      throws ModuleFileException {
    if (words.get(0).equals(")")) {
      if (words.size() > 1) {
        throw malformed("the end of the line was expected behind \")\"");
      }
      block = null;
    } else {
      boolean silent = above.isEmpty() && comment == null;
      add(verb, words, silent ? blockComment : joined(above, comment), comment);
      isFirst = false;
    }
    above = new ArrayList<>();
  }

  private void add(String verb, List<String> arguments, String said, @Nullable String suffix)
      throws ModuleFileException {
    reader.read(
        new ModLine(verb, List.copyOf(arguments), number, said, suffix == null ? "" : suffix));
  }

  private static String joined(List<@Nullable String> above, @Nullable String suffix) {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (int i = 0; i <= above.size(); i++) {
      String comment = i < above.size() ? above.get(i) : suffix;
      if (comment != null) {
        text.append(any ? "\n" : "").append(comment);
        any = true;
      }
    }
    return text.toString();
  }

  private static String shown(List<String> words) {
    return Words.quoted(String.join(" ", words));
  }

  private ModuleFileException malformed(String problem) {
    return ModuleText.malformed(name, number, problem);
  }
}
