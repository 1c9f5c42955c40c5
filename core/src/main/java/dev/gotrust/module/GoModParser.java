package dev.gotrust.module;

import dev.gotrust.module.GoMod.Require;
import dev.gotrust.module.GoMod.Retract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the directives of a go.mod (golang.org/x/mod/modfile, rule.go). */
final class GoModParser {
  private static final Set<String> BLOCKS =
      Set.of("module", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore");

  private static final String DEPRECATED = "Deprecated:";
  private static final String PARAGRAPH = "\n\n";

  private final String name;
  private final ModDirectives shared;
  private final List<Require> require = new ArrayList<>();
  private final List<ModuleVersion> exclude = new ArrayList<>();
  private final List<Retract> retract = new ArrayList<>();
  private final List<String> tool = new ArrayList<>();
  private final List<String> ignore = new ArrayList<>();
  private String modulePath = "";
  private String deprecated = "";

  GoModParser(String name) {
    this.name = name;
    this.shared = new ModDirectives(name);
  }

  GoMod parse(String text) throws ModuleFileException {
    ModLines.parse(name, text, BLOCKS, this::read);
    if (modulePath.isEmpty()) {
      throw ModuleText.malformed(name, 0, "a line \"module PATH\" was expected, but there is none");
    }
    return new GoMod(
        name,
        modulePath,
        deprecated,
        shared.goVersion(),
        shared.toolchain(),
        shared.godebug(),
        require,
        exclude,
        shared.replace(),
        retract,
        tool,
        ignore);
  }

  private void read(ModLine line) throws ModuleFileException {
    switch (line.verb()) {
      case "module" -> readModule(line);
      case "require" -> require.add(new Require(module(line), isIndirect(line), line.line()));
      case "exclude" -> exclude.add(module(line));
      case "retract" -> readRetract(line);
      case "tool" -> tool.add(shared.path(line, shared.only(line, "tool import/path")));
      case "ignore" -> ignore.add(shared.string(line, shared.only(line, "ignore directory")));
      default -> shared.read(line);
    }
  }

  private void readModule(ModLine line) throws ModuleFileException {
    shared.once(line, modulePath);
    modulePath = shared.path(line, shared.only(line, "module PATH"));
    deprecated = deprecation(line.comment());
  }

  /** The first paragraph of a comment that starts with the word, without it. */
  private static String deprecation(String comment) {
    int from = comment.startsWith(DEPRECATED) ? 0 : comment.indexOf(PARAGRAPH + DEPRECATED);
    if (from < 0) {
      return "";
    }
    from += DEPRECATED.length() + (comment.startsWith(DEPRECATED) ? 0 : PARAGRAPH.length());
    while (from < comment.length() && comment.charAt(from) == ' ') {
      from++;
    }
    int end = comment.indexOf(PARAGRAPH, from);
    return comment.substring(from, end < 0 ? comment.length() : end);
  }

  private ModuleVersion module(ModLine line) throws ModuleFileException {
    if (line.arguments().size() != 2) {
      throw shared.malformed(
          line,
          "\"path version\" was expected, but found " + line.arguments().size() + " arguments");
    }
    String path = shared.path(line, line.arguments().get(0));
    String version = shared.version(line, line.arguments().get(1));
    shared.checkMajor(line, path, shared.major(line, path), version);
    return new ModuleVersion(path, version);
  }

  /** Returns whether a comment says that no package of the main module imports the required. */
  static boolean isIndirect(ModLine line) {
    String word = "indirect";
    String comment = line.suffix();
    if (!comment.startsWith(word)) {
      return false;
    }
    // Either the whole comment, or in front of more of it.
    return comment.length() == word.length()
        || comment.length() > word.length() + 1
            && comment.charAt(word.length()) == ';'
            && Words.isSpace(comment.charAt(word.length() + 1));
  }

  /** One version, or {@code [ low , high ]}. */
  private void readRetract(ModLine line) throws ModuleFileException {
    List<String> words = line.arguments();
    if (words.size() == 1) {
      String version = retracted(line, 0);
      retract.add(new Retract(version, version, line.comment()));
      return;
    }
    if (words.size() != 5
        || !words.get(0).equals("[")
        || !words.get(2).equals(",")
        || !words.get(4).equals("]")) {
      throw shared.malformed(line, "\"version\" or \"[low, high]\" was expected");
    }
    retract.add(new Retract(retracted(line, 1), retracted(line, 3), line.comment()));
  }

  /** The go command takes any word here, and finds out later whether it is a version. */
  private String retracted(ModLine line, int index) throws ModuleFileException {
    String version = shared.string(line, line.arguments().get(index));
    String canonical = ModuleVersion.canonical(version);
    if (canonical.isEmpty()) {
      throw shared.malformed(
          line,
          "a retracted version such as v1.2.3 was expected, but found " + Words.quoted(version));
    }
    return canonical;
  }
}
