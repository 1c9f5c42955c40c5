package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildId;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.HostIdCheck;
import dev.gotrust.image.HostId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Do the bytes still hash to the content ID in the Go build ID? A match is CORROBORATED and never
 * more: whoever changes a file can write the ID anew.
 */
final class BuildIdCheck {
  private static final String JUDGE_THE_PROGRAM =
      "judge the program itself; this file serves debuggers alone";

  private final String file;
  private final GoBinary binary;
  private final ContentId id;

  private BuildIdCheck(String file, GoBinary binary) {
    this.file = file;
    this.binary = binary;
    this.id = binary.contentId();
  }

  static Link judge(String file, GoBinary binary) {
    BuildIdCheck check = new BuildIdCheck(file, binary);
    return switch (check.id.state()) {
      case MATCH -> check.match();
      case NOT_APPLICABLE -> check.notApplicable();
      case MISMATCH -> check.mismatch();
    };
  }

  private Link match() {
    return id.cause() == ContentId.Cause.HIDDEN_CHANGE
        ? link(State.CONTRADICTED, id.reason(), Words.GET_AGAIN, null)
        : link(State.CORROBORATED, id.reason() + host(), null, null);
  }

  private Link notApplicable() {
    boolean none = binary.buildId() == null || binary.buildId().text().isEmpty();
    return link(
        none ? State.ABSENT : State.NOT_APPLICABLE,
        id.reason(),
        none ? "build it without -ldflags=-buildid= to have its bytes held against an ID" : null,
        null);
  }

  private Link mismatch() {
    return switch (id.cause()) {
      case SIGNED -> link(State.CORROBORATED, id.reason() + host(), null, null);
      case APPENDED -> changed(Change.APPENDED);
      case REWRITTEN, RELINKED, EDITED, PACKED, UNKNOWN_WRITER -> changed(Change.STRIPPED);
      case DEBUG_FILE -> link(State.UNDECIDED, id.reason(), JUDGE_THE_PROGRAM, null);
      case SIGNED_AND_CHANGED -> changed(Change.SIGNED);
      case CHANGED_IN_PLACE, CHANGED_SINCE_SIGNED, HIDDEN_CHANGE, NONE ->
          link(State.CONTRADICTED, id.reason(), Words.GET_AGAIN, null);
    };
  }

  private Link changed(Change change) {
    String next =
        "get the file as it was linked or cover it with a signature; --accept "
            + change.id()
            + " takes it as it is";
    return link(State.UNDECIDED, id.reason(), next, change);
  }

  private String host() {
    if (binary.hostIdCheck().outcome() != HostIdCheck.Outcome.DERIVED || binary.hostId() == null) {
      return "";
    }
    return "; the " + kind(binary.hostId()) + " derives from the Go build ID";
  }

  private static String kind(HostId host) {
    return host.kind() == HostId.Kind.LC_UUID ? "LC_UUID" : "GNU build-id";
  }

  private Link link(State state, String reason, @Nullable String next, @Nullable Change change) {
    return new Link(LinkId.BUILD_ID, state, reason, next, change, evidence());
  }

  private List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    BuildId buildId = binary.buildId();
    if (buildId != null) {
      evidence.add(
          new Evidence(
              "Go build ID",
              null,
              buildId.text(),
              file,
              binary.span().offset() + buildId.offset(),
              buildId.length()));
    }
    if (id.recorded() != null) {
      evidence.add(
          new Evidence(
              "content ID",
              id.recorded(),
              id.computed(),
              file,
              binary.span().offset(),
              binary.span().length()));
    }
    HostId host = binary.hostId();
    if (host != null) {
      evidence.add(
          new Evidence(
              kind(host) + ": " + binary.hostIdCheck().reason(),
              null,
              host.value().hex(),
              file,
              binary.span().offset() + host.offset(),
              host.value().length()));
    }
    return evidence;
  }
}
