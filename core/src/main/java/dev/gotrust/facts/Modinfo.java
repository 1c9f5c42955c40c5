package dev.gotrust.facts;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.GoText;
import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.BuildInfo.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text form of build info (Go's {@code runtime/debug.ParseBuildInfo}). Where Go gives up on a
 * line, or drops it, the line is kept as not understood and the rest is read.
 */
final class Modinfo {
  private final List<Module> deps = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private String path = "";
  private @Nullable Module main;
  private Replaceable last = Replaceable.NONE;

  /** Which module a replacement line belongs to. */
  private enum Replaceable {
    NONE,
    MAIN,
    DEP
  }

  private Modinfo() {}

  static BuildInfo parse(String goVersion, String text) throws FormatException {
    Modinfo parser = new Modinfo();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        parser.keep(text.substring(at));
        break;
      }
      parser.line(text.substring(at, end));
      at = end + 1;
    }
    return new BuildInfo(
        goVersion, parser.path, parser.main, parser.deps, parser.settings, parser.unknown, text);
  }

  private void line(String line) throws FormatException {
    boolean understood;
    if (line.startsWith("path\t")) {
      path = line.substring(5);
      understood = true;
    } else if (line.startsWith("mod\t")) {
      understood = main(line.substring(4));
    } else if (line.startsWith("dep\t")) {
      understood = dep(line.substring(4));
    } else if (line.startsWith("=>\t")) {
      understood = replacement(line.substring(3));
    } else if (line.startsWith("build\t")) {
      understood = setting(line.substring(6));
    } else {
      understood = line.isEmpty();
    }
    if (!understood) {
      keep(line);
    }
  }

  private void keep(String line) throws FormatException {
    if (unknown.size() == Limits.SETTINGS) {
      throw tooMany("lines that are not understood", Limits.SETTINGS);
    }
    unknown.add(line);
  }

  private boolean main(String columns) {
    Module module = module(columns, 2);
    if (module == null) {
      return false;
    }
    main = module;
    last = Replaceable.MAIN;
    return true;
  }

  private boolean dep(String columns) throws FormatException {
    Module module = module(columns, 2);
    if (module == null) {
      return false;
    }
    if (deps.size() == Limits.MODULES) {
      throw tooMany("modules", Limits.MODULES);
    }
    deps.add(module);
    last = Replaceable.DEP;
    return true;
  }

  private boolean replacement(String columns) {
    Module module = module(columns, 3);
    if (module == null || last == Replaceable.NONE) {
      return false;
    }
    if (last == Replaceable.DEP) {
      int index = deps.size() - 1;
      deps.set(index, replaced(deps.get(index), module));
    } else if (main != null) {
      main = replaced(main, module);
    }
    last = Replaceable.NONE;
    return true;
  }

  private static Module replaced(Module module, Module by) {
    return new Module(module.path(), module.version(), module.sum(), by);
  }

  private static @Nullable Module module(String columns, int least) {
    int first = columns.indexOf('\t');
    if (first < 0) {
      return null;
    }
    int second = columns.indexOf('\t', first + 1);
    if (second < 0) {
      return least > 2
          ? null
          : new Module(columns.substring(0, first), columns.substring(first + 1), "", null);
    }
    if (columns.indexOf('\t', second + 1) >= 0) {
      return null;
    }
    return new Module(
        columns.substring(0, first),
        columns.substring(first + 1, second),
        columns.substring(second + 1),
        null);
  }

  private boolean setting(String pair) throws FormatException {
    int equals;
    String key;
    if (!pair.isEmpty() && (pair.charAt(0) == '"' || pair.charAt(0) == '`')) {
      equals = GoText.quotedPrefix(pair);
      if (equals < 0 || equals >= pair.length() || pair.charAt(equals) != '=') {
        return false;
      }
      key = String.valueOf(GoText.unquote(pair.substring(0, equals)));
    } else {
      equals = pair.indexOf('=');
      if (equals <= 0) {
        return false;
      }
      key = pair.substring(0, equals);
      if (needsQuotes(key, true)) {
        return false;
      }
    }
    String value = value(pair.substring(equals + 1));
    return value != null && add(new Setting(key, value));
  }

  private static @Nullable String value(String raw) {
    if (!raw.isEmpty() && (raw.charAt(0) == '"' || raw.charAt(0) == '`')) {
      return GoText.unquote(raw);
    }
    return needsQuotes(raw, false) ? null : raw;
  }

  private boolean add(Setting setting) throws FormatException {
    if (settings.size() == Limits.SETTINGS) {
      throw tooMany("settings", Limits.SETTINGS);
    }
    settings.add(setting);
    return true;
  }

  private static boolean needsQuotes(String text, boolean key) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == '`') {
        return true;
      }
      if (key && c == '=') {
        return true;
      }
    }
    return false;
  }

  private static FormatException tooMany(String what, int limit) {
    return FormatException.tooLarge(
        -1, "the build info holds more than " + limit + " " + what + ", the most that are read");
  }
}
