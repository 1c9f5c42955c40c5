package dev.gotrust.module;

import dev.gotrust.module.VendorModules.VendoredModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a vendor/modules.txt in one pass over its lines. */
final class VendorModulesParser {
  private static final String ARROW = "=>";

  private final String name;
  private final String text;
  private final List<VendoredModule> modules = new ArrayList<>();
  private final Set<String> seenModules = new HashSet<>();
  private final Set<String> seenPackages = new HashSet<>();
  private boolean workspace;
  private int line;

  /** The module whose lines are being read. */
  private @Nullable ModuleVersion module;

  private @Nullable ModuleVersion replacement;
  private boolean explicit;
  private String goVersion = "";
  private List<String> packages = new ArrayList<>();
  private int moduleLine;

  VendorModulesParser(String name, String text) {
    this.name = name;
    this.text = text;
  }

  VendorModules parse() throws ModuleFileException {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      line++;
      readLine(text.substring(at, end));
      at = end + 1;
    }
    endModule();
    return new VendorModules(name, workspace, modules);
  }

  private void readLine(String content) throws ModuleFileException {
    if (content.startsWith("# ")) {
      readModule(Words.of(content));
    } else if (content.startsWith("## ")) {
      readAnnotations(content.substring(3));
    } else if (!Words.trim(content).isEmpty()) {
      readPackage(Words.trim(content));
    }
  }

  /** {@code # path version}, {@code # path version => path [version]}, {@code # path => ...}. */
  private void readModule(List<String> words) throws ModuleFileException {
    endModule();
    int arrow = words.size() > 2 && words.get(2).equals(ARROW) ? 2 : 3;
    if (words.size() < 3
        || words.size() > arrow
            && (!words.get(arrow).equals(ARROW)
                || words.size() < arrow + 2
                || words.size() > arrow + 3)) {
      throw malformed(
          "\"# path version\", \"=> replacement\" or both were expected, but this line has "
              + words.size()
              + " words in another order");
    }
    String version = arrow == 2 ? "" : version(words.get(2));
    module = new ModuleVersion(path(words.get(1)), version);
    if (words.size() > arrow) {
      replacement = replacement(words, arrow);
    }
    moduleLine = line;
    if (!seenModules.add(words.get(1) + ' ' + version)) {
      throw malformed("the module " + Words.quoted(words.get(1)) + " stands here again");
    }
  }

  private ModuleVersion replacement(List<String> words, int arrow) throws ModuleFileException {
    String path = words.get(arrow + 1);
    if (words.size() == arrow + 2) {
      return new ModuleVersion(path, "");
    }
    return new ModuleVersion(path(path), version(words.get(arrow + 2)));
  }

  private String path(String found) throws ModuleFileException {
    String problem = ModulePath.importProblem(found);
    if (problem != null) {
      throw malformed("a module path was expected, but of " + Words.quoted(found) + ": " + problem);
    }
    return found;
  }

  private String version(String found) throws ModuleFileException {
    if (!Semver.isValid(found)) {
      throw malformed("a version such as v1.2.3 was expected, but found " + Words.quoted(found));
    }
    return found;
  }

  /** What the go command does not know here it leaves to its later versions; so is it done here. */
  private void readAnnotations(String annotations) throws ModuleFileException {
    int at = 0;
    while (at <= annotations.length()) {
      int end = annotations.indexOf(';', at);
      end = end < 0 ? annotations.length() : end;
      readAnnotation(Words.trim(annotations.substring(at, end)));
      at = end + 1;
    }
  }

  private void readAnnotation(String annotation) throws ModuleFileException {
    if (module == null) {
      if (line != 1 || !annotation.equals("workspace")) {
        throw malformed(
            "a line \"# path version\" or, as the first, \"## workspace\" was expected,"
                + " but found \"## \" and "
                + Words.quoted(annotation));
      }
      workspace = true;
      return;
    }
    if (module.version().isEmpty()) {
      throw malformed("no annotation was expected below a replacement of all versions");
    }
    if (annotation.equals("explicit")) {
      explicit = true;
    } else if (annotation.startsWith("go ")) {
      goVersion = goVersion(annotation.substring(3));
    }
  }

  private String goVersion(String found) throws ModuleFileException {
    if (!GoDirective.isGoVersion(found)) {
      throw malformed("\"go 1.N\" was expected, but found \"go\" and " + Words.quoted(found));
    }
    if (!goVersion.isEmpty() && !goVersion.equals(found)) {
      throw malformed("one go version was expected, but found another, " + Words.quoted(found));
    }
    return found;
  }

  private void readPackage(String path) throws ModuleFileException {
    String problem = ModulePath.importProblem(path);
    if (problem != null) {
      throw malformed(
          "a line \"# path version\", \"## annotation\" or an import path was expected, but of "
              + Words.quoted(path)
              + ": "
              + problem);
    }
    if (module == null || module.version().isEmpty()) {
      throw malformed(
          "a line \"# path version\" was expected before the package " + Words.quoted(path));
    }
    if (!seenPackages.add(path)) {
      throw malformed("the package " + Words.quoted(path) + " stands here again");
    }
    packages.add(path);
  }

  private void endModule() {
    if (module != null) {
      modules.add(
          new VendoredModule(module, replacement, explicit, goVersion, packages, moduleLine));
    }
    module = null;
    replacement = null;
    explicit = false;
    goVersion = "";
    packages = new ArrayList<>();
  }

  private ModuleFileException malformed(String problem) {
    return ModuleText.malformed(name, line, problem);
  }
}
