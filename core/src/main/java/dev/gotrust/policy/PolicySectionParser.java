package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.policy.PolicyNode.Mapping;
import dev.gotrust.policy.PolicyNode.MappingKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a policy file asks of all programs, or of some. */
final class PolicySectionParser {
  static final List<String> KEYS =
      List.of(
          "profile",
          "require",
          "signed",
          "go",
          "settings",
          "signers",
          "modules",
          "tree",
          "max-age",
          "accept",
          "exceptions");

  private static final List<String> LINKS = links();
  private static final List<String> STATES =
      List.of("PROVEN", "ATTESTED", "CORROBORATED", "CLAIMED");
  private static final String REASON = "reason";
  private static final String UNTIL = "until";

  private final String location;
  private final Bytes sha256;
  private final PolicyFields fields;
  private final PolicyTrustParser trust;

  PolicySectionParser(String location, Bytes sha256) {
    this.location = location;
    this.sha256 = sha256;
    this.fields = new PolicyFields(location);
    this.trust = new PolicyTrustParser(location);
  }

  PolicySection parse(Mapping section, List<String> modules) throws PolicyFileException {
    Mapping settings = part(section, "settings", List.of("required", "allowed", "forbidden"));
    Mapping lists = part(section, "modules", List.of("allow", "deny"));
    Mapping ages = part(section, "max-age", List.of("commit", "signature"));
    List<SettingRule> rules = new ArrayList<>();
    if (settings != null) {
      settingRules(settings.values().get("allowed"), true, rules);
      settingRules(settings.values().get("forbidden"), false, rules);
    }
    PolicyNode signers = section.values().get("signers");
    return new PolicySection(
        modules,
        place(section),
        profile(section),
        required(section.values().get("require")),
        isTrue(section, "signed"),
        certified(section.values().get("go")),
        settings == null ? List.of() : settings(settings.values().get("required")),
        rules,
        signers == null ? PolicyTrust.NOBODY : trust.parse(signers),
        lists == null || !lists.values().containsKey("allow")
            ? null
            : modules(fields.get(lists, "allow"), false),
        lists == null || !lists.values().containsKey("deny")
            ? List.of()
            : modules(fields.get(lists, "deny"), true),
        isClean(section),
        days(ages, "commit"),
        days(ages, "signature"),
        accepted(section.values().get("accept")),
        exemptions(section.values().get("exceptions")));
  }

  private static List<String> links() {
    List<String> links = new ArrayList<>();
    for (LinkId link : LinkId.values()) {
      links.add(link.id());
    }
    return links;
  }

  private String place(PolicyNode node) {
    return "line " + node.line() + " of " + location;
  }

  private @Nullable Mapping part(Mapping section, String key, List<String> known)
      throws PolicyFileException {
    PolicyNode node = section.values().get(key);
    return node == null ? null : fields.mapping(node, "what \"" + key + "\" says", known);
  }

  private Profile profile(Mapping section) throws PolicyFileException {
    PolicyNode node = section.values().get("profile");
    Profile profile =
        node == null
            ? Profile.BASIC
            : Profile.of(fields.word(node, List.of("basic", "release", "strict")));
    if (profile == null) {
      throw new IllegalStateException("every word names a profile");
    }
    return profile;
  }

  private boolean isTrue(Mapping section, String key) throws PolicyFileException {
    PolicyNode node = section.values().get(key);
    return node != null && fields.isTrue(node);
  }

  private boolean isClean(Mapping section) throws PolicyFileException {
    PolicyNode node = section.values().get("tree");
    return node != null && !fields.word(node, List.of("clean")).isEmpty();
  }

  private int days(@Nullable Mapping ages, String key) throws PolicyFileException {
    PolicyNode node = ages == null ? null : ages.values().get(key);
    return node == null ? 0 : fields.days(node);
  }

  private Map<LinkId, State> required(@Nullable PolicyNode node) throws PolicyFileException {
    Map<LinkId, State> required = new EnumMap<>(LinkId.class);
    if (node == null) {
      return required;
    }
    Mapping states = fields.mapping(node, "states of links", LINKS);
    for (MappingKey key : states.keys().values()) {
      LinkId link = LinkId.of(key.name());
      PolicyNode value = fields.get(states, key.name());
      State state = State.valueOf(fields.word(value, STATES));
      if (link == null || !link.reaches().meets(state)) {
        throw fields.wrong(
            value,
            key.name()
                + " reaches "
                + (link == null ? "nothing" : link.reaches())
                + " at most, never "
                + state);
      }
      required.put(link, state);
    }
    return required;
  }

  private @Nullable CertifiedGo certified(@Nullable PolicyNode node) throws PolicyFileException {
    if (node == null) {
      return null;
    }
    List<CertifiedRule> rules = new ArrayList<>();
    for (PolicyNode element : fields.list(node, "Go versions")) {
      LocalDate until = null;
      PolicyNode version = element;
      if (element instanceof Mapping entry) {
        fields.mapping(entry, "a Go version", List.of("version", UNTIL, REASON));
        version = fields.get(entry, "version");
        until = date(entry, UNTIL);
        optional(entry, REASON);
      }
      rules.add(release(version, until));
    }
    return CertifiedGo.of(location, sha256, rules);
  }

  private CertifiedRule release(PolicyNode version, @Nullable LocalDate until)
      throws PolicyFileException {
    String text = fields.text(version, "a Go version");
    try {
      return CertifiedGoParser.entry(location, version.line(), text, until);
    } catch (PolicyFileException wrong) {
      String prefix = location + ':' + version.line() + ": ";
      throw fields.wrong(version, wrong.getMessage().substring(prefix.length()));
    }
  }

  private List<RequiredSetting> settings(@Nullable PolicyNode node) throws PolicyFileException {
    List<RequiredSetting> settings = new ArrayList<>();
    if (node != null) {
      Mapping values = fields.mapping(node, "settings");
      for (MappingKey key : values.keys().values()) {
        settings.add(setting(key, fields.get(values, key.name())));
      }
    }
    return settings;
  }

  private RequiredSetting setting(MappingKey key, PolicyNode value) throws PolicyFileException {
    String text = fields.anyText(value, "the value of " + key.name());
    try {
      return new RequiredSetting(key.name(), text);
    } catch (IllegalArgumentException wrong) {
      throw fields.wrong(key.line(), key.column(), String.valueOf(wrong.getMessage()));
    }
  }

  private void settingRules(@Nullable PolicyNode node, boolean isAllowed, List<SettingRule> rules)
      throws PolicyFileException {
    if (node == null) {
      return;
    }
    Mapping values = fields.mapping(node, "settings");
    for (MappingKey key : values.keys().values()) {
      List<RequiredSetting> settings = new ArrayList<>();
      for (PolicyNode value : fields.list(fields.get(values, key.name()), "values")) {
        settings.add(setting(key, value));
      }
      rules.add(new SettingRule(key.name(), settings, isAllowed));
    }
  }

  private List<ModuleRule> modules(PolicyNode list, boolean needsReason)
      throws PolicyFileException {
    List<ModuleRule> rules = new ArrayList<>();
    for (PolicyNode element : fields.list(list, "modules")) {
      if (!(element instanceof Mapping) && !needsReason) {
        rules.add(
            new ModuleRule(fields.pattern(element), List.of(), "", Period.ALWAYS, place(element)));
        continue;
      }
      Mapping entry =
          fields.mapping(element, "a module", List.of("module", "versions", REASON, "from", UNTIL));
      String pattern = fields.pattern(fields.get(entry, "module"));
      String reason =
          needsReason
              ? fields.text(fields.get(entry, REASON), "a reason")
              : optional(entry, REASON);
      Period period = new Period(date(entry, "from"), date(entry, UNTIL));
      if (period.from() != null
          && period.until() != null
          && period.until().isBefore(period.from())) {
        throw fields.wrong(fields.get(entry, UNTIL), "it ends before it begins");
      }
      rules.add(new ModuleRule(pattern, versions(entry), reason, period, place(entry)));
    }
    return rules;
  }

  private List<VersionSet> versions(Mapping entry) throws PolicyFileException {
    List<VersionSet> sets = new ArrayList<>();
    PolicyNode list = entry.values().get("versions");
    if (list == null) {
      return sets;
    }
    for (PolicyNode element : fields.list(list, "versions")) {
      try {
        sets.add(VersionSet.parse(fields.text(element, "a version")));
      } catch (IllegalArgumentException wrong) {
        throw fields.wrong(element, String.valueOf(wrong.getMessage()));
      }
    }
    return sets;
  }

  private @Nullable LocalDate date(Mapping entry, String key) throws PolicyFileException {
    PolicyNode node = entry.values().get(key);
    return node == null ? null : fields.date(node);
  }

  private String optional(Mapping entry, String key) throws PolicyFileException {
    PolicyNode node = entry.values().get(key);
    return node == null ? "" : fields.text(node, "a " + key);
  }

  private Set<Change> accepted(@Nullable PolicyNode node) throws PolicyFileException {
    Set<Change> accepted = EnumSet.noneOf(Change.class);
    if (node != null) {
      for (PolicyNode element : fields.list(node, "changes")) {
        Change change = Change.of(fields.word(element, List.of("stripped", "signed", "appended")));
        if (change != null) {
          accepted.add(change);
        }
      }
    }
    return accepted;
  }

  private List<Exemption> exemptions(@Nullable PolicyNode node) throws PolicyFileException {
    List<Exemption> exemptions = new ArrayList<>();
    if (node != null) {
      for (PolicyNode element : fields.list(node, "exceptions")) {
        exemptions.add(
            exemption(
                fields.mapping(element, "an exception", List.of("excuse", "of", REASON, UNTIL))));
      }
    }
    return exemptions;
  }

  private Exemption exemption(Mapping entry) throws PolicyFileException {
    List<String> excusable = new ArrayList<>();
    for (Rule each : Rule.values()) {
      if (each.isExcusable()) {
        excusable.add(each.id());
      }
    }
    Rule rule = Rule.of(fields.word(fields.get(entry, "excuse"), excusable));
    if (rule == null) {
      throw new IllegalStateException("every word names a rule");
    }
    PolicyNode subject = entry.values().get("of");
    if (!rule.isOfSubjects() && subject != null) {
      throw fields.wrong(subject, rule.id() + " is about one thing; leave out \"of\"");
    }
    return new Exemption(
        rule,
        rule.isOfSubjects() ? subject(rule, fields.get(entry, "of")) : "",
        fields.text(fields.get(entry, REASON), "a reason"),
        fields.date(fields.get(entry, UNTIL)),
        place(entry));
  }

  private String subject(Rule rule, PolicyNode node) throws PolicyFileException {
    return switch (rule) {
      case REQUIRED -> fields.word(node, LINKS);
      case MODULE_DENIED, MODULE_NOT_ALLOWED -> fields.pattern(node);
      default -> key(node);
    };
  }

  private String key(PolicyNode node) throws PolicyFileException {
    String key = fields.text(node, "the key of a setting");
    if (!RequiredSetting.isKey(key)) {
      throw fields.wrong(node, "no Go release records a setting " + PolicyFields.shown(key));
    }
    return key;
  }
}
