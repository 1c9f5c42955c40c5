package dev.gotrust.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.bytes.GoText;
import dev.gotrust.fixtures.Fixtures;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Questions about modules and Go's answers to them, as {@code module-vectors.go} writes them, and
 * the answers of this library in the same words.
 */
final class ModuleVectors {
  static final String ERROR = "error";
  static final ObjectMapper JSON = new ObjectMapper();

  /** What a refusal of a file that Go takes may be about; {@code specs/go-mod.md} says why. */
  private static final List<String> STRICTER =
      List.of(
          "a line \"module PATH\" was expected",
          "a path was expected, but of",
          "a retracted version such as",
          "UTF-8 was expected");

  private ModuleVectors() {}

  /** A question, and the answers that Go gives. */
  record Vector(String kind, List<String> arguments, List<String> answers) {
    static Vector parse(String line) {
      List<String> fields = List.of(line.split("\t", -1));
      int arity = List.of("compare", "check", "match").contains(fields.get(0)) ? 2 : 1;
      List<String> texts = new ArrayList<>();
      for (String field : fields.subList(1, fields.size())) {
        String text = GoText.unquote(field);
        if (text == null) {
          throw new AssertionError("no quoted string: " + line);
        }
        texts.add(text);
      }
      return new Vector(fields.get(0), texts.subList(0, arity), texts.subList(arity, texts.size()));
    }

    /** What differs between Go's answers and this library's; empty if nothing does. */
    String difference() {
      List<String> ours = ModuleVectors.answers(kind, arguments);
      if (ours.equals(answers)) {
        return "";
      }
      if (kind.equals("gomod") && ours.equals(List.of(canonicalRetracts(answers.get(0))))) {
        return "";
      }
      // Whether a directory of Windows is taken depends on where Go runs; answers are of Linux.
      if (File.separatorChar != '/' && arguments.get(0).indexOf('\\') >= 0) {
        return "";
      }
      boolean file = kind.equals("gomod") || kind.equals("gowork");
      boolean bothRefuse = answers.get(0).equals(ERROR) && ours.get(0).equals(ERROR);
      if (file && (bothRefuse || isStricter(ours))) {
        return "";
      }
      return kind + ' ' + arguments + ": Go says " + answers + ", but here it is " + ours + '\n';
    }

    /** Go's parser leaves retracted versions as they are spelled; the go command does not. */
    private static String canonicalRetracts(String answer) {
      try {
        JsonNode node = JSON.readTree(answer);
        for (JsonNode line : node.path("Lines")) {
          if (line.path(0).asText().equals("retract")) {
            ArrayNode words = (ArrayNode) line;
            words.set(
                1, JSON.getNodeFactory().textNode(ModuleVersion.canonical(line.path(1).asText())));
            words.set(
                2, JSON.getNodeFactory().textNode(ModuleVersion.canonical(line.path(2).asText())));
          }
        }
        return escaped(node.toString());
      } catch (JsonProcessingException noJson) {
        return answer;
      }
    }

    private static boolean isStricter(List<String> ours) {
      return ours.get(0).equals(ERROR) && STRICTER.stream().anyMatch(ours.get(1)::contains);
    }
  }

  static List<Vector> recorded() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    for (String line : resource("module-vectors.txt").split("\n")) {
      if (!line.startsWith("#")) {
        vectors.add(Vector.parse(line));
      }
    }
    return vectors;
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no such fixture: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static List<String> answers(String kind, List<String> arguments) {
    String a = arguments.get(0);
    return switch (kind) {
      case "semver" ->
          List.of(
              String.valueOf(Semver.isValid(a)),
              Semver.canonical(a),
              Semver.major(a),
              Semver.majorMinor(a),
              Semver.prerelease(a),
              Semver.build(a),
              ModuleVersion.canonical(a));
      case "compare" -> List.of(String.valueOf(Semver.compare(a, arguments.get(1))));
      case "pseudo" -> pseudo(a);
      case "path" ->
          List.of(
              ok(ModulePath.problem(a)),
              ok(ModulePath.importProblem(a)),
              ok(ModulePath.fileProblem(a)),
              orError(ModuleEscape.escapePath(a)),
              orError(ModuleEscape.unescapePath(a)));
      case "version" ->
          List.of(orError(ModuleEscape.escapeVersion(a)), orError(ModuleEscape.unescapeVersion(a)));
      case "major" -> major(a);
      case "check" -> List.of(ok(ModulePath.problem(new ModuleVersion(a, arguments.get(1)))));
      case "match" -> List.of(String.valueOf(PrefixPatterns.of(a).matches(arguments.get(1))));
      case "gomod" -> goMod(a);
      case "gowork" -> goWork(a);
      default -> throw new AssertionError(kind);
    };
  }

  private static String ok(String problem) {
    return String.valueOf(problem == null);
  }

  private static String orError(String text) {
    return text == null ? ERROR : text;
  }

  private static List<String> pseudo(String version) {
    PseudoVersion pseudo = PseudoVersion.parse(version);
    if (pseudo == null) {
      return List.of("false", ERROR, ERROR, ERROR);
    }
    Instant time = pseudo.time();
    return List.of(
        "true", orError(pseudo.base()), time == null ? ERROR : time.toString(), pseudo.revision());
  }

  private static List<String> major(String path) {
    PathMajor major = PathMajor.of(path);
    return major == null
        ? List.of(path, "", "false")
        : List.of(major.prefix(), major.suffix(), "true");
  }

  private static List<String> goMod(String text) {
    try {
      GoMod mod = GoMod.parse("go.mod", text.getBytes(StandardCharsets.UTF_8));
      ObjectNode node = head(mod.modulePath(), mod.deprecated(), mod.goVersion(), mod.toolchain());
      List<List<String>> lines = new ArrayList<>();
      mod.godebug().forEach(g -> lines.add(List.of("godebug", g.key(), g.value())));
      mod.require()
          .forEach(
              r ->
                  lines.add(
                      List.of(
                          "require",
                          r.module().path(),
                          r.module().version(),
                          String.valueOf(r.indirect()))));
      mod.exclude().forEach(x -> lines.add(List.of("exclude", x.path(), x.version())));
      addReplaces(lines, mod.replace());
      mod.retract().forEach(r -> lines.add(List.of("retract", r.low(), r.high(), r.rationale())));
      mod.tool().forEach(t -> lines.add(List.of("tool", t)));
      mod.ignore().forEach(i -> lines.add(List.of("ignore", i)));
      return List.of(json(node, lines));
    } catch (ModuleFileException refused) {
      return List.of(ERROR, refused.getMessage());
    }
  }

  private static List<String> goWork(String text) {
    try {
      GoWork work = GoWork.parse("go.work", text.getBytes(StandardCharsets.UTF_8));
      List<List<String>> lines = new ArrayList<>();
      work.godebug().forEach(g -> lines.add(List.of("godebug", g.key(), g.value())));
      work.use().forEach(u -> lines.add(List.of("use", u.directory())));
      addReplaces(lines, work.replace());
      return List.of(json(head("", "", work.goVersion(), work.toolchain()), lines));
    } catch (ModuleFileException refused) {
      return List.of(ERROR, refused.getMessage());
    }
  }

  private static void addReplaces(List<List<String>> lines, List<Replace> replaces) {
    for (Replace r : replaces) {
      ModuleVersion by = r.replacement();
      lines.add(List.of("replace", r.old().path(), r.old().version(), by.path(), by.version()));
    }
  }

  private static ObjectNode head(String path, String deprecated, String go, String toolchain) {
    return JSON.createObjectNode()
        .put("Module", path)
        .put("Deprecated", deprecated)
        .put("Go", go)
        .put("Toolchain", toolchain);
  }

  /** As Go's encoding/json writes it, which escapes more than Jackson does. */
  private static String json(ObjectNode node, List<List<String>> lines) {
    JsonNode list = lines.isEmpty() ? JSON.nullNode() : JSON.<ArrayNode>valueToTree(lines);
    node.set("Lines", list);
    return escaped(node.toString());
  }

  private static String escaped(String plain) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString().replace("\\u001B", "\\u001b");
  }

  /** A Go string of any text. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '"' && b != '\\' || b == ' ') {
        quoted.append((char) b);
      } else {
        quoted.append("\\x").append(Character.forDigit(b >> 4 & 0xf, 16));
        quoted.append(Character.forDigit(b & 0xf, 16));
      }
    }
    return quoted.append('"').toString();
  }
}
