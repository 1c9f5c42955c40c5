package dev.gotrust.report;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Refusal;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.policy.Exemption;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.report.ReportDocument.Artifact;
import dev.gotrust.report.ReportDocument.Asked;
import dev.gotrust.report.ReportDocument.Compared;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.ReportDocument.Used;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes of a judgement what its JSON document says, without the way over its text. */
public final class ReportDocuments {
  private ReportDocuments() {}

  /**
   * {@return what the document of a judged artifact says: equal to what is read from it}
   *
   * @param report what was judged
   */
  public static Judged of(TrustReport report) {
    PolicyOutcome outcome = report.outcome();
    return new Judged(
        outcome.verdict(),
        valid(outcome.line()),
        outcome.proven().stream().map(LinkId::id).toList(),
        outcome.outsideRoot(),
        artifact(report.facts()),
        report.chain().links().stream().map(link -> link(report, link)).toList(),
        asked(outcome),
        report.materials().stream()
            .map(m -> new Used(valid(m.kind()), valid(m.location()), m.sha256().hex(), m.origin()))
            .toList(),
        report.setAside().stream().map(ReportDocuments::valid).toList(),
        report.judgedAt() == null
            ? null
            : report.judgedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        valid(report.toolVersion()));
  }

  /**
   * {@return what the document of a file that could not be analysed says}
   *
   * @param refusal why it could not
   */
  public static Refused of(Refusal refusal) {
    return new Refused(
        valid(refusal.name()),
        optional(refusal.target()),
        refusal.sha256() == null ? null : refusal.sha256().hex(),
        refusal.size(),
        refusal.kind().id(),
        valid(refusal.message()),
        Math.max(-1, refusal.offset()));
  }

  private static Artifact artifact(Inspection facts) {
    GoBinary first = facts.first();
    BuildInfo info = first.buildInfo();
    return new Artifact(
        valid(facts.name()),
        optional(facts.target()),
        facts.sha256().hex(),
        facts.size(),
        facts.format().id(),
        valid(first.os()),
        valid(first.arch()),
        info == null ? null : valid(info.goVersion()),
        info == null ? null : valid(info.path()),
        info == null || info.main() == null ? null : valid(info.main().path()),
        info == null || info.main() == null ? null : valid(info.main().version()));
  }

  private static DocumentLink link(TrustReport report, Link link) {
    Change change = link.change();
    List<String> below =
        link.id().restsOn().stream()
            .filter(id -> report.chain().link(id) != null)
            .map(LinkId::id)
            .toList();
    return new DocumentLink(
        link.id().id(),
        link.state(),
        report.outcome().required().get(link.id()),
        valid(link.reason()),
        optional(link.remark()),
        optional(link.next()),
        change == null ? null : change.id(),
        below,
        report.chain().basis(link.id()),
        link.evidence().stream().map(ReportDocuments::compared).toList());
  }

  private static Compared compared(Evidence evidence) {
    return new Compared(
        valid(evidence.what()),
        optional(evidence.expected()),
        optional(evidence.actual()),
        valid(evidence.source()),
        Math.max(-1, evidence.offset()),
        Math.max(-1, evidence.length()),
        evidence.state());
  }

  private static Asked asked(PolicyOutcome outcome) {
    return new Asked(
        valid(outcome.policy()),
        outcome.sha256() == null ? null : outcome.sha256().hex(),
        outcome.accepted().stream().map(Change::id).toList(),
        outcome.violations().stream()
            .map(
                v ->
                    new Lack(
                        v.link().id(),
                        v.required(),
                        v.actual(),
                        valid(v.reason()),
                        v.unreachable(),
                        v.fails(),
                        v.rule().id(),
                        valid(v.subject())))
            .toList(),
        outcome.exemptions().stream().map(ReportDocuments::excused).toList());
  }

  private static Excused excused(Exemption.Use use) {
    Exemption exemption = use.exemption();
    return new Excused(
        exemption.rule().id(),
        valid(exemption.subject()),
        valid(exemption.reason()),
        exemption.until().toString(),
        valid(exemption.place()),
        use.standing().name().toLowerCase(Locale.ROOT),
        use.excused().stream().map(ReportDocuments::valid).toList());
  }

  private static String valid(String text) {
    return JsonOutput.valid(Objects.requireNonNull(text));
  }

  private static @Nullable String optional(@Nullable String text) {
    return text == null ? null : JsonOutput.valid(text);
  }
}
