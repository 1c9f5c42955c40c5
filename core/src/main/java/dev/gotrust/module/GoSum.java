package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A go.sum file: for each module@version the hash of its zip and the hash of its go.mod. Immutable,
 * thread-safe. Read as the go command does (cmd/go/internal/modfetch, {@code readGoSum}), but every
 * line that the go command would not have written is an error. See {@code specs/go-sum.md}.
 */
public final class GoSum {
  /**
   * What an old go command wrote for a go.mod that it had failed to read; the go command drops it.
   */
  static final String EMPTY_GO_MOD = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

  static final String GO_MOD = "/go.mod";

  private final String name;
  private final int lines;
  private final Map<SumLine, SumLine> index;

  GoSum(String name, int lines, Map<SumLine, SumLine> index) {
    this.name = name;
    this.lines = lines;
    this.index = index;
  }

  /**
   * A hash that the file holds.
   *
   * @param hash as it stands in the file, such as {@code h1:...}
   * @param line where, counted from 1
   */
  public record Entry(String hash, int line) {
    /** {@return whether it is an h1, the one kind of hash that is known; others match nothing} */
    public boolean isH1() {
      return H1.isCanonical(hash);
    }
  }

  /**
   * A line of the file.
   *
   * @param module which version of which module; any printable ASCII
   * @param isGoMod whether the hash is that of its go.mod, not of its zip
   * @param entry the hash
   */
  public record Line(ModuleVersion module, boolean isGoMod, Entry entry) {}

  /** {@return all lines, in file order, each hash of a module once} */
  public List<Line> all() {
    List<Line> all = new ArrayList<>(lines);
    for (SumLine last : index.values()) {
      for (SumLine line = last; line != null; line = line.earlier) {
        all.add(new Line(line.module(), line.isGoMod(), new Entry(line.hash(), line.number)));
      }
    }
    all.sort(Comparator.comparingInt(line -> line.entry().line()));
    return Collections.unmodifiableList(all);
  }

  /**
   * Reads a file.
   *
   * @param name the file's name, for messages
   * @param data all its bytes; kept and not to be changed
   * @return its content
   * @throws ModuleFileException if a line is malformed, or the file is above {@link Limits#GO_SUM}
   *     bytes or {@link Limits#GO_SUM_LINES} lines
   */
  public static GoSum parse(String name, byte[] data) throws ModuleFileException {
    return new GoSumParser(name, data).parse();
  }

  /** {@return the file's name} */
  public String name() {
    return name;
  }

  /** {@return the number of lines that hold a hash} */
  public int lines() {
    return lines;
  }

  /**
   * {@return the distinct hashes of a module's zip, in file order; empty if it is not listed}
   *
   * @param module which version of which module
   */
  public List<Entry> zip(ModuleVersion module) {
    return entries(module, false);
  }

  /**
   * {@return the distinct hashes of a module's go.mod, in file order; empty if it is not listed}
   *
   * @param module which version of which module
   */
  public List<Entry> goMod(ModuleVersion module) {
    return entries(module, true);
  }

  private List<Entry> entries(ModuleVersion module, boolean goMod) {
    SumLine line = index.get(SumLine.key(module, goMod));
    if (line == null) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    for (; line != null; line = line.earlier) {
      entries.add(new Entry(line.hash(), line.number));
    }
    Collections.reverse(entries);
    return Collections.unmodifiableList(entries);
  }
}
