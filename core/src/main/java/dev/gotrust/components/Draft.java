package dev.gotrust.components;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import dev.gotrust.components.Sbom.Program;
import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.RefusedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An SBOM while it is read. */
final class Draft {
  /**
   * Tools that write the h1 of a module as its SHA-256. What others write there may be the hash of
   * anything.
   */
  private static final Set<String> H1_TOOLS = Set.of("cyclonedx-gomod", "syft");

  final Set<String> tools = new LinkedHashSet<>();
  final Set<Program> programs = new LinkedHashSet<>();
  final Set<Bytes> containers = new LinkedHashSet<>();
  final List<Component> components = new ArrayList<>();
  Scope scope = Scope.PROGRAM;
  @Nullable Component subject;
  int others;

  /** Only a wider scope counts: what is of an image is not of source alone. */
  void describes(Scope described) {
    if (described.compareTo(scope) > 0) {
      scope = described;
    }
  }

  void add(Component component) throws RefusedException {
    if (components.size() >= Limits.SBOM_COMPONENTS) {
      throw tooLarge("more than the " + Limits.SBOM_COMPONENTS + " Go modules that are read");
    }
    checkLength(component.name());
    checkLength(component.location());
    checkLength(component.mainModule());
    for (String path : component.paths()) {
      checkLength(path);
    }
    for (String version : component.versions()) {
      checkLength(version);
    }
    components.add(component);
  }

  /** Messages and reports repeat them. */
  private static void checkLength(String text) throws RefusedException {
    if (text.length() > Limits.SBOM_NAME) {
      throw tooLarge(
          "a name of "
              + text.length()
              + " characters, more than the "
              + Limits.SBOM_NAME
              + " that are read");
    }
  }

  private static RefusedException tooLarge(String what) {
    return RefusedException.undecided(
        "SBOM", what + " of an SBOM", "name an SBOM of this program alone");
  }

  boolean writesH1() {
    for (String tool : tools) {
      if (H1_TOOLS.contains(tool)) {
        return true;
      }
    }
    return false;
  }

  /** {@return a SHA-256 in hexadecimal digits as go.sum writes an h1; empty where it is none} */
  static String h1(String hex) {
    Digest digest = Digest.parse(DigestAlgorithm.SHA256, hex);
    return digest == null
        ? ""
        : "h1:" + Base64.getEncoder().encodeToString(digest.value().toArray());
  }

  void addProgram(String location, String hex) {
    Digest digest = Digest.parse(DigestAlgorithm.SHA256, hex);
    if (digest != null) {
      programs.add(new Program(location, digest.value()));
    }
  }

  /**
   * Adds the digest of the file that the document was made of: that of a program, if all Go modules
   * were found in a file of its name; else it may be an archive.
   *
   * @param file its name
   * @param hex its SHA-256
   */
  void addRoot(String file, String hex) {
    boolean program = !components.isEmpty();
    for (Component component : components) {
      program &= base(component.location()).equals(base(file));
    }
    if (program) {
      addProgram("", hex);
      return;
    }
    Digest digest = Digest.parse(DigestAlgorithm.SHA256, hex);
    if (digest != null) {
      containers.add(digest.value());
    }
  }

  Sbom build(String format) {
    return new Sbom(
        format,
        new ArrayList<>(tools),
        scope,
        subject,
        new ArrayList<>(programs),
        new ArrayList<>(containers),
        components,
        others);
  }

  /** {@return a text of a member, empty where it is missing} */
  static String text(JsonNode node, String field) throws JsonException {
    String text = node.findText(field);
    return text == null ? "" : text;
  }

  /** {@return what stands behind the last slash} */
  static String base(String path) {
    String slashed = path.replace('\\', '/');
    return slashed.substring(slashed.lastIndexOf('/') + 1);
  }

  /**
   * {@return whether a name without a package URL is a module path: its first element has a dot, as
   * that of every path that can be published}
   *
   * @param name of a library or an application
   */
  static boolean isModulePath(String name) {
    int slash = name.indexOf('/');
    int dot = name.indexOf('.');
    if (slash < 0 || dot <= 0 || dot > slash) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && "-._~/".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
