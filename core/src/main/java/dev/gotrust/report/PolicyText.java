package dev.gotrust.report;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Demand;
import dev.gotrust.policy.Exemption;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.policy.PolicySection;
import dev.gotrust.policy.Rule;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import dev.gotrust.report.Style.Tone;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks for, in words, and why a stored report meets it or does not; 80 columns.
 * Stateless, thread-safe.
 */
public final class PolicyText {
  private static final String ALWAYS =
      "nothing may be contradicted, all bytes must have been judged, what is given must hold, and a"
          + " change after linking must be accepted by name";

  private final TextBlock text;

  private PolicyText(Style style) {
    this.text = new TextBlock(style);
  }

  /**
   * {@return what a policy without a file asks of every program}
   *
   * @param policy the policy
   * @param style paints the words
   */
  public static String explain(Policy policy, Style style) {
    PolicyText page = new PolicyText(style);
    FactsText.title(page.text, "policy " + policy.name());
    page.section("Of every program:", policy);
    page.always();
    return page.text.toString();
  }

  /**
   * {@return what a policy file asks of programs}
   *
   * @param document the file
   * @param base what is asked beside it
   * @param style paints the words
   */
  public static String explain(PolicyDocument document, Policy base, Style style) {
    PolicyText page = new PolicyText(style);
    FactsText.title(page.text, "policy " + document.name());
    page.text.field("file", document.location());
    page.text.field("sha256", document.sha256().hex());
    page.section("Of every program:", Policy.of(document.all(), base));
    for (PolicySection rule : document.rules()) {
      page.section(
          "Of programs whose main module is " + String.join(" or ", rule.modules()) + ":",
          Policy.of(rule, Policy.basic()));
    }
    page.others(document);
    page.always();
    return page.text.toString();
  }

  private void others(PolicyDocument document) {
    if (!document.rules().isEmpty()) {
      heading("Of programs of other main modules:");
      item(
          switch (document.others()) {
            case ALLOW -> "nothing more";
            case INCOMPLETE -> "they can't pass: the verdict is INCOMPLETE at best";
            case DENY -> "they fail";
          });
    }
    if (!document.privateModules().isEmpty()) {
      heading("Private modules, of which no database or proxy is asked:");
      document.privateModules().forEach(this::item);
    }
  }

  private void always() {
    heading("Always:");
    item(ALWAYS);
  }

  private void section(String title, Policy policy) {
    heading(title);
    List<Demand> demands = Demand.of(policy);
    demands.forEach(demand -> item(demand.words()));
    List<String> grants = Demand.grants(policy);
    grants.forEach(this::item);
    if (demands.isEmpty() && grants.isEmpty()) {
      item("nothing beyond what is always asked");
    }
  }

  private void heading(String title) {
    text.blank();
    text.paragraph(0, 2, Tone.LABEL, title);
  }

  private void item(String words) {
    text.paragraph(2, 4, Tone.NEUTRAL, "- " + words);
  }

  /**
   * {@return why a stored report meets what it was asked, or does not}
   *
   * @param report the report
   * @param style paints the words
   */
  public static String explain(Judged report, Style style) {
    PolicyText page = new PolicyText(style);
    page.title(report);
    page.text.field("policy", report.policy().name());
    if (report.policy().sha256() != null) {
      page.text.field("", report.policy().sha256());
    }
    page.heading("What was asked of links:");
    boolean any = false;
    for (DocumentLink link : report.links()) {
      if (link.required() != null) {
        any = true;
        page.verdict(
            link.state().meets(link.required()) ? Answer.HOLDS : page.lack(report, link),
            link.id() + " must be " + link.required(),
            "it is " + link.state() + ": " + link.reason());
      }
    }
    if (!any) {
      page.item("nothing");
    }
    page.rest(report, Set.of());
    return page.text.toString();
  }

  private Answer lack(Judged report, DocumentLink link) {
    for (Lack lack : report.policy().violations()) {
      if (lack.link().equals(link.id())) {
        return lack.fails() ? Answer.FAILS : Answer.OPEN;
      }
    }
    return Answer.HOLDS; // where a link has no meaning, or an exception excuses it
  }

  /**
   * {@return why a stored report meets a policy, or does not; where it was judged by another one,
   * what the report tells of it}
   *
   * @param report the report
   * @param document the policy's file, null for none
   * @param base what is asked beside it
   * @param clock tells the time for dates
   * @param style paints the words
   */
  public static String explain(
      Judged report,
      @Nullable PolicyDocument document,
      Policy base,
      InstantSource clock,
      Style style) {
    PolicyText page = new PolicyText(style);
    Policy.Builder builder = base.toBuilder().clock(clock);
    String main = report.artifact().module();
    if (document != null) {
      document.addTo(builder, Set.of(main == null ? "" : main));
    }
    Policy policy = builder.build();
    page.title(report);
    page.text.field("policy", policy.name());
    boolean same = isSame(report, document);
    if (document != null) {
      page.text.field("", document.sha256().hex());
    }
    if (!same) {
      page.text.field("judged by", report.policy().name() + ", another policy");
    }
    page.demands(report, policy, same);
    return page.text.toString();
  }

  /**
   * {@return that a file of a stored report was not judged}
   *
   * @param refused what the report says of it
   * @param style paints the words
   */
  public static String explain(ReportDocument.Refused refused, Style style) {
    PolicyText page = new PolicyText(style);
    FactsText.title(page.text, refused.file());
    page.item("it could not be analysed, so no policy was applied: " + refused.message());
    return page.text.toString();
  }

  private static boolean isSame(Judged report, @Nullable PolicyDocument document) {
    return document != null && document.sha256().hex().equals(report.policy().sha256());
  }

  private void title(Judged report) {
    FactsText.title(text, report.artifact().file());
    text.field("sha256", report.artifact().sha256());
  }

  private enum Answer {
    HOLDS("+ holds  "),
    EXCUSED("- excused "),
    OPEN("? open   "),
    FAILS("! fails  "),
    UNTOLD("? untold ");

    private final String words;

    Answer(String words) {
      this.words = words;
    }
  }

  private void verdict(Answer answer, String demand, String why) {
    Tone tone =
        switch (answer) {
          case HOLDS -> Tone.GOOD;
          case FAILS -> Tone.BAD;
          case EXCUSED -> Tone.NEUTRAL;
          case OPEN, UNTOLD -> Tone.WARNING;
        };
    text.paragraph(0, 9, tone, answer.words + demand);
    if (!why.isEmpty()) {
      text.paragraph(9, 9, Tone.NEUTRAL, why);
    }
  }

  private void demands(Judged report, Policy policy, boolean same) {
    heading("What the policy asks:");
    PolicyOutcome outcome = policy.evaluate(chain(report), Map.of());
    Set<String> told = new LinkedHashSet<>();
    List<Demand> demands = Demand.of(policy);
    for (Demand demand : demands) {
      switch (demand.rule()) {
        case REQUIRED, SIGNED -> ofLink(report, outcome, demand, told);
        case CERTIFIED_GO -> ofGo(report, policy, demand, told);
        default -> ofReport(report, demand, same, told);
      }
    }
    if (demands.isEmpty()) {
      item("nothing beyond what is always asked");
    }
    Policy.Unmatched unmatched = policy.unmatched();
    if (unmatched != null) {
      told.add(Rule.OTHERS.id());
      verdict(
          unmatched.fails() ? Answer.FAILS : Answer.OPEN,
          "a rule must be for the main module",
          "there is none for "
              + (unmatched.mainModules().isEmpty() ? "none" : unmatched.mainModules()));
    }
    rest(report, told);
  }

  private void ofLink(Judged report, PolicyOutcome outcome, Demand demand, Set<String> told) {
    told.add(key(demand.rule(), demand.subject()));
    for (PolicyOutcome.Violation violation : outcome.violations()) {
      boolean contradicted =
          demand.rule() == Rule.REQUIRED
              && violation.rule() == Rule.CONTRADICTED
              && violation.link().id().equals(demand.subject());
      boolean wanting =
          violation.rule() == demand.rule() && violation.subject().equals(demand.subject());
      if (contradicted || wanting) {
        DocumentLink link = link(report, violation.link().id());
        String why = link == null ? "it was not judged" : link.reason();
        String next = link == null || link.next() == null ? "" : "; next: " + link.next();
        verdict(violation.fails() ? Answer.FAILS : Answer.OPEN, demand.words(), why + next);
        return;
      }
    }
    for (Exemption.Use use : outcome.exemptions()) {
      Exemption exemption = use.exemption();
      if (use.standing() == Exemption.Standing.USED
          && exemption.covers(demand.rule(), demand.subject())) {
        verdict(
            Answer.EXCUSED,
            demand.words(),
            until(exemption.until().toString(), exemption.reason()));
        return;
      }
    }
    DocumentLink link = link(report, demand.subject());
    verdict(Answer.HOLDS, demand.words(), link == null ? "" : "it is " + link.state());
  }

  private static String until(String day, String reason) {
    return "an exception counts until " + day + ": " + reason;
  }

  private static @Nullable DocumentLink link(Judged report, String id) {
    for (DocumentLink link : report.links()) {
      if (link.id().equals(id)) {
        return link;
      }
    }
    return null;
  }

  private void ofGo(Judged report, Policy policy, Demand demand, Set<String> told) {
    told.add(key(Rule.CERTIFIED_GO, ""));
    String version = report.artifact().goVersion();
    if (version == null || version.isEmpty()) {
      verdict(Answer.OPEN, demand.words(), "no Go version is claimed");
      return;
    }
    for (Policy.Certification certification : policy.certifications()) {
      if (demand.words().endsWith(": " + String.join(", ", certification.list().words()))) {
        CertifiedGo.Ruling ruling = certification.list().judge(version, policy.clock().instant());
        verdict(ruling.allowed() ? Answer.HOLDS : Answer.FAILS, demand.words(), ruling.reason());
        return;
      }
    }
  }

  /** What the report does not hold can only be told where this very policy was applied. */
  private void ofReport(Judged report, Demand demand, boolean same, Set<String> told) {
    if (!same) {
      verdict(
          Answer.UNTOLD,
          demand.words(),
          "the report was judged by another policy and does not tell; verify again with --policy");
      return;
    }
    List<String> reasons = new ArrayList<>();
    boolean fails = false;
    for (Lack lack : report.policy().violations()) {
      if (lack.rule().equals(demand.rule().id()) && isOf(lack, demand)) {
        told.add(lack.rule() + ' ' + lack.subject());
        reasons.add(lack.link() + ' ' + lack.reason());
        fails |= lack.fails();
      }
    }
    if (reasons.isEmpty()) {
      excusedOrHeld(report, demand);
      return;
    }
    verdict(fails ? Answer.FAILS : Answer.OPEN, demand.words(), String.join("; ", reasons));
  }

  private void excusedOrHeld(Judged report, Demand demand) {
    for (Excused exception : report.policy().exceptions()) {
      boolean sameThing =
          demand.rule() == Rule.MODULE_NOT_ALLOWED || exception.subject().equals(demand.subject());
      if (exception.standing().equals("used")
          && exception.rule().equals(demand.rule().id())
          && sameThing) {
        verdict(Answer.EXCUSED, demand.words(), until(exception.until(), exception.reason()));
        return;
      }
    }
    verdict(Answer.HOLDS, demand.words(), "");
  }

  private static boolean isOf(Lack lack, Demand demand) {
    return switch (demand.rule()) {
      case MODULE_DENIED -> lack.reason().contains(demand.subject());
      case MODULE_NOT_ALLOWED -> true;
      default -> lack.subject().equals(demand.subject());
    };
  }

  private static String key(Rule rule, String subject) {
    return rule.id() + ' ' + subject;
  }

  /** What else the report lacks, its exceptions, and its verdict. */
  private void rest(Judged report, Set<String> told) {
    boolean headed = false;
    for (Lack lack : report.policy().violations()) {
      boolean known =
          told.contains(lack.rule() + ' ' + lack.subject()) || told.contains(lack.rule());
      if (!known) {
        if (!headed) {
          heading("What the report lacks beside that:");
          headed = true;
        }
        verdict(lack.fails() ? Answer.FAILS : Answer.OPEN, lack.link() + ' ' + lack.reason(), "");
      }
    }
    if (!report.policy().exceptions().isEmpty()) {
      heading("Exceptions:");
      for (Excused exception : report.policy().exceptions()) {
        item(exception.sentence());
      }
    }
    text.blank();
    text.paragraph(0, 2, Tone.NEUTRAL, "the report says: " + report.summary());
  }

  /** The links of a stored report that this version knows; a policy asks of no others. */
  private static TrustChain chain(Judged report) {
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      DocumentLink link = link(report, id.id());
      if (link != null) {
        Link.Change change = link.change() == null ? null : Link.Change.of(link.change());
        links.add(
            new Link(
                id, link.state(), link.reason(), link.remark(), link.next(), change, List.of()));
      }
    }
    return new TrustChain(links);
  }
}
