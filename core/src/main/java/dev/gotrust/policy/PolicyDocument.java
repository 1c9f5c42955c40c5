package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.LinkId;
import dev.gotrust.module.PrefixPatterns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A policy file, in YAML or JSON: what is asked of all programs, and of those of some main modules.
 * Everything that is for a program adds up. Immutable, thread-safe. See {@code specs/policy.md}.
 */
public final class PolicyDocument {
  /** Names the layout of the file. */
  public static final String SCHEMA = "gotrust.dev/policy/v1";

  /** The kind of a policy among the materials of a report. */
  public static final String KIND = "policy";

  /** The name of the file that is looked for in a repository. */
  public static final String FOUND_NAME = ".gotrust.yaml";

  private final String location;
  private final Bytes sha256;
  private final String name;
  private final PolicySection all;
  private final List<PolicySection> rules;
  private final Others others;
  private final List<String> privateModules;
  private final boolean found;
  private final List<String> setAside;

  /** What becomes of a program for whose main module there is no rule. */
  public enum Others {
    /** What is asked of all programs is asked of it. */
    ALLOW,
    /** Its verdict is INCOMPLETE at best. */
    INCOMPLETE,
    /** Its verdict is FAIL. */
    DENY
  }

  PolicyDocument(
      String location,
      Bytes sha256,
      String name,
      PolicySection all,
      List<PolicySection> rules,
      Others others,
      List<String> privateModules,
      boolean found,
      List<String> setAside) {
    this.location = location;
    this.sha256 = sha256;
    this.name = name;
    this.all = all;
    this.rules = List.copyOf(rules);
    this.others = others;
    this.privateModules = List.copyOf(privateModules);
    this.found = found;
    this.setAside = List.copyOf(setAside);
  }

  /**
   * Reads a policy that the user named.
   *
   * @param location the file's name, for messages and reports
   * @param data all its bytes
   * @return the policy
   * @throws PolicyFileException if it breaks the format, or is above a cap; names line and column
   */
  public static PolicyDocument parse(String location, byte[] data) throws PolicyFileException {
    return new PolicyDocumentParser(location).parse(data);
  }

  /**
   * {@return the bytes of a policy file, and not many more than are read of one}
   *
   * @param file the path that the user named; a pipe is read too, once
   * @throws IOException if it can't be read
   */
  public static Bytes bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a policy was expected, but this is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Bytes.of(in.readNBytes(Limits.POLICY + 1));
    }
  }

  /**
   * {@return this policy as one that nobody named: keys, identities, builders, sources, accepted
   * changes and exceptions don't count, so that it can only ask for more}
   */
  public PolicyDocument asFound() {
    List<PolicySection> plain = new ArrayList<>();
    boolean grants = all.grants();
    for (PolicySection rule : rules) {
      plain.add(rule.withoutGrants());
      grants |= rule.grants();
    }
    String aside =
        location
            + " was found, not named: its signers, accepted changes and exceptions don't count;"
            + " name it with --policy if they shall";
    return new PolicyDocument(
        location,
        sha256,
        name,
        all.withoutGrants(),
        plain,
        others,
        privateModules,
        true,
        grants ? List.of(aside) : List.of());
  }

  /** {@return sentences on what does not count because nobody named the file; may be empty} */
  public List<String> setAside() {
    return setAside;
  }

  /** {@return where it was read} */
  public String location() {
    return location;
  }

  /** {@return the SHA-256 of the file} */
  public Bytes sha256() {
    return sha256;
  }

  /** {@return the name that reports show} */
  public String name() {
    return name;
  }

  /** {@return what is asked of all programs} */
  public PolicySection all() {
    return all;
  }

  /** {@return what is asked of programs of some main modules, in the file's order} */
  public List<PolicySection> rules() {
    return rules;
  }

  /** {@return what becomes of programs for which there is no rule} */
  public Others others() {
    return others;
  }

  /** {@return patterns of modules that nobody outside is to hear of} */
  public List<String> privateModules() {
    return privateModules;
  }

  /** {@return whether nobody named it: it was found in a repository} */
  public boolean isFound() {
    return found;
  }

  /**
   * {@return whether any part of it asks for a state of that link}
   *
   * @param link which link
   */
  public boolean mayRequire(LinkId link) {
    for (PolicySection section : sections()) {
      if (section.required().containsKey(link) || section.profile().required().containsKey(link)) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether any part of it trusts certificates, so that a trusted root is needed} */
  public boolean needsRoot() {
    for (PolicySection section : sections()) {
      if (section.trust().needsRoot()) {
        return true;
      }
    }
    return false;
  }

  private List<PolicySection> sections() {
    List<PolicySection> sections = new ArrayList<>(rules);
    sections.add(0, all);
    return sections;
  }

  /**
   * Adds what this policy asks of a program.
   *
   * @param policy takes it; what it asks already stays
   * @param mainModules the paths of the main modules of the program, one for each image in it; an
   *     empty one where none is recorded
   */
  public void addTo(Policy.Builder policy, Collection<String> mainModules) {
    policy.document(name, location, sha256);
    all.addTo(policy);
    boolean covered = true;
    for (String mainModule : mainModules) {
      covered &= isCovered(mainModule);
    }
    for (PolicySection rule : rules) {
      if (mainModules.stream().anyMatch(main -> isFor(rule, main))) {
        rule.addTo(policy);
      }
    }
    if (!covered && others != Others.ALLOW) {
      policy.unmatched(String.join(", ", mainModules), others == Others.DENY);
    }
  }

  private boolean isCovered(String mainModule) {
    return rules.isEmpty() || rules.stream().anyMatch(rule -> isFor(rule, mainModule));
  }

  private static boolean isFor(PolicySection rule, String mainModule) {
    for (String pattern : rule.modules()) {
      if (PrefixPatterns.of(pattern).matches(mainModule)) {
        return true;
      }
    }
    return false;
  }
}
