package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.policy.PolicyNode.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Reads the top of a policy file. See {@code specs/policy.md}. */
final class PolicyDocumentParser {
  static final List<String> TOP = List.of("schema", "name", "others", "private", "rules");
  private static final String NAME = "name";
  private static final String OTHERS = "others";
  private static final String PRIVATE = "private";
  private static final String RULES = "rules";

  private final String location;
  private final PolicyFields fields;

  PolicyDocumentParser(String location) {
    this.location = location;
    this.fields = new PolicyFields(location);
  }

  PolicyDocument parse(byte[] data) throws PolicyFileException {
    PolicyNode root = PolicyYaml.read(location, data);
    List<String> known = new ArrayList<>(TOP);
    known.addAll(PolicySectionParser.KEYS);
    Mapping top = fields.mapping(root, "a policy", known);
    PolicyNode schema = fields.get(top, "schema");
    if (!fields.text(schema, "the schema").equals(PolicyDocument.SCHEMA)) {
      throw fields.wrong(
          schema,
          "the schema "
              + PolicyDocument.SCHEMA
              + " was expected, but "
              + schema.kind()
              + " was found");
    }
    Bytes sha256 = Bytes.sha256(data);
    PolicySectionParser sections = new PolicySectionParser(location, sha256);
    PolicySection all = sections.parse(top, List.of());
    List<PolicySection> rules = rules(top, sections);
    return new PolicyDocument(
        location,
        sha256,
        name(top),
        all,
        rules,
        others(top, rules),
        top.values().containsKey(PRIVATE) ? fields.patterns(fields.get(top, PRIVATE)) : List.of(),
        false,
        List.of());
  }

  private String name(Mapping top) throws PolicyFileException {
    PolicyNode name = top.values().get(NAME);
    return name == null
        ? location.substring(location.replace('\\', '/').lastIndexOf('/') + 1)
        : fields.text(name, "the policy's name");
  }

  private List<PolicySection> rules(Mapping top, PolicySectionParser sections)
      throws PolicyFileException {
    List<PolicySection> rules = new ArrayList<>();
    PolicyNode list = top.values().get(RULES);
    if (list == null) {
      return rules;
    }
    List<String> known = new ArrayList<>(PolicySectionParser.KEYS);
    known.add(0, "for");
    for (PolicyNode element : fields.list(list, "rules")) {
      Mapping rule = fields.mapping(element, "a rule", known);
      rules.add(sections.parse(rule, fields.patterns(fields.get(rule, "for"))));
    }
    return rules;
  }

  private PolicyDocument.Others others(Mapping top, List<PolicySection> rules)
      throws PolicyFileException {
    PolicyNode node = top.values().get(OTHERS);
    if (node == null) {
      return PolicyDocument.Others.INCOMPLETE;
    }
    if (rules.isEmpty()) {
      throw fields.wrong(
          node, "\"others\" says what becomes of programs without a rule; add rules");
    }
    return switch (fields.word(node, List.of("allow", "incomplete", "deny"))) {
      case "allow" -> PolicyDocument.Others.ALLOW;
      case "deny" -> PolicyDocument.Others.DENY;
      default -> PolicyDocument.Others.INCOMPLETE;
    };
  }
}
