package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import dev.gotrust.material.StateAccess;
import dev.gotrust.rollback.Acceptance;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.History;
import dev.gotrust.rollback.History.Comparison;
import dev.gotrust.rollback.History.Relation;
import dev.gotrust.rollback.StateReading;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Intact;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Is it not older than what was accepted before, and no other file of the same version? */
final class RollbackCheck {
  private static final String CLAIM =
      "module, version and commit time are what the program says of itself: nobody's signature"
          + " covers them";

  private final StateAccess access;
  private final TrustChain chain;
  private final Acceptance program;
  private final List<Evidence> evidence = new ArrayList<>();

  private RollbackCheck(StateAccess access, TrustChain chain, Acceptance program) {
    this.access = access;
    this.chain = chain;
    this.program = program;
  }

  static RollbackJudgement judge(
      Inspection facts,
      TrustChain chain,
      Materials materials,
      StateAccess access,
      StateReading reading) {
    if (reading instanceof Broken broken) {
      return undecided(broken.reason(), broken.next());
    }
    AcceptedProgram program = AcceptedProgram.of(facts, materials, access.channel());
    Acceptance acceptance = program.acceptance();
    if (acceptance == null) {
      return undecided(program.missing(), null);
    }
    List<Entry> entries = ((Intact) reading).entries();
    return new RollbackCheck(access, chain, acceptance).judge(History.compare(acceptance, entries));
  }

  /** The judgement where nothing can be compared, or written. */
  static RollbackJudgement undecided(String reason, @Nullable String next) {
    Link link = new Link(LinkId.ROLLBACK, State.UNDECIDED, reason, next, null, List.of());
    return new RollbackJudgement(link, false, null, null);
  }

  private RollbackJudgement judge(Comparison comparison) {
    Entry with = comparison.with();
    if (with == null) {
      String first = "nothing of this program was accepted before in channel " + access.channel();
      return holds(first + ", so nothing is newer", first, program);
    }
    addEvidence(with, comparison);
    String line = "line " + with.line();
    return switch (comparison.relation()) {
      case FIRST -> throw new IllegalStateException("compared with nothing");
      case SAME ->
          holds(
              "these very bytes were accepted before, on " + line + ", and nothing newer",
              null,
              null);
      case NOT_OLDER ->
          holds(
              told(comparison, with, " is not older than ") + ", accepted on " + line,
              null,
              program);
      case OLDER ->
          falls(
              State.CONTRADICTED,
              told(comparison, with, " is older than ") + ", which was accepted on " + line);
      case OTHER_BYTES ->
          falls(
              State.CONTRADICTED,
              program.version()
                  + " was accepted on "
                  + line
                  + " with other bytes: a release is built once");
      case UNTOLD ->
          falls(
              State.UNDECIDED,
              "neither a version nor a time tells whether it is older than "
                  + named(with.program())
                  + ", accepted on "
                  + line);
    };
  }

  private String told(Comparison comparison, Entry with, String relation) {
    String by = Objects.requireNonNullElse(comparison.by(), "");
    return switch (by) {
      case History.COMMIT_TIME ->
          "the commit of "
              + program.commitTime()
              + relation
              + "that of "
              + with.program().commitTime();
      case History.LOG_TIME ->
          "the signature of "
              + program.logTime()
              + relation
              + "that of "
              + with.program().logTime();
      default -> named(program) + relation + named(with.program());
    };
  }

  private static String named(Acceptance accepted) {
    return accepted.version().isEmpty() ? "a program without a version" : accepted.version();
  }

  private void addEvidence(Entry with, Comparison comparison) {
    Acceptance accepted = with.program();
    String source = access.file().name() + ", line " + with.line();
    boolean falls =
        comparison.relation() == Relation.OLDER || comparison.relation() == Relation.OTHER_BYTES;
    String by = comparison.by();
    add("version", accepted.version(), program.version(), source, falls && "version".equals(by));
    add(
        History.COMMIT_TIME,
        text(accepted.commitTime()),
        text(program.commitTime()),
        source,
        falls && History.COMMIT_TIME.equals(by));
    add(
        History.LOG_TIME,
        text(accepted.logTime()),
        text(program.logTime()),
        source,
        falls && History.LOG_TIME.equals(by));
    add(
        "SHA-256",
        accepted.sha256().hex(),
        program.sha256().hex(),
        source,
        comparison.relation() == Relation.OTHER_BYTES);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private void add(
      String what, @Nullable String before, @Nullable String now, String source, boolean falls) {
    if (before != null || now != null) {
      evidence.add(
          new Evidence(
              what + ", accepted before and now",
              before,
              now,
              source,
              -1,
              -1,
              falls ? State.CONTRADICTED : null));
    }
  }

  private RollbackJudgement holds(
      String reason, @Nullable String first, @Nullable Acceptance toRecord) {
    boolean signed =
        chain.state(LinkId.SIGNATURE) == State.PROVEN
            || chain.state(LinkId.PROVENANCE).meets(State.ATTESTED);
    String remark = signed ? first : first == null ? CLAIM : first + "; " + CLAIM;
    Link link = new Link(LinkId.ROLLBACK, State.PROVEN, reason, remark, null, null, evidence);
    return new RollbackJudgement(link, false, toRecord, null);
  }

  private RollbackJudgement falls(State state, String reason) {
    String allowed = access.allowed();
    if (allowed == null) {
      String next =
          "get the newest release, keep lines of releases apart with --channel, or let this one"
              + " pass with --allow-rollback REASON";
      Link link = new Link(LinkId.ROLLBACK, state, reason, next, null, evidence);
      return new RollbackJudgement(link, false, null, null);
    }
    Link link =
        new Link(
            LinkId.ROLLBACK,
            State.UNDECIDED,
            reason + "; allowed: " + allowed,
            null,
            null,
            evidence);
    return new RollbackJudgement(link, true, program, allowed);
  }
}
