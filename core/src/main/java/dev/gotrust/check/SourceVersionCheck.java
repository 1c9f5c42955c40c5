package dev.gotrust.check;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.module.PseudoVersion;
import dev.gotrust.source.SourceFacts;
import dev.gotrust.source.SourceFacts.Commit;
import dev.gotrust.source.SourceFacts.Version;
import java.util.Objects;

/**
 * Is the main module's version that of the commit: a tag at it, or a pseudo-version of it? From Go
 * 1.24 on the go command records one; tags that came later change what it would record now.
 */
final class SourceVersionCheck {
  private static final String DEVEL = "(devel)";
  private static final String VERSION = "main module's version";
  private static final String FETCH = "fetch the tags: git fetch --tags";

  private final BuildInfo info;
  private final SourceFacts facts;
  private final Commit commit;
  private final SourceFindings findings;

  SourceVersionCheck(BuildInfo info, SourceFacts facts, Commit commit, SourceFindings findings) {
    this.info = info;
    this.facts = facts;
    this.commit = commit;
    this.findings = findings;
  }

  void judge() {
    String claimed = info.main() == null ? "" : info.main().version();
    Version version = facts.version();
    if (claimed.isEmpty() || claimed.equals(DEVEL) || version == null) {
      return;
    }
    String plain = SourceFacts.withoutDirty(claimed);
    boolean dirty = !plain.equals(claimed);
    String modified = info.setting(SourceCheck.MODIFIED);
    if (modified != null && dirty != modified.equals("true")) {
      findings.wrong(
          "the version " + claimed + " does not fit " + SourceCheck.MODIFIED + '=' + modified,
          Words.GET_AGAIN);
    }
    findings.compare(VERSION, version.recomputed(), plain, facts.location());
    if (version.recomputed().equals(plain)) {
      findings.shown("as is its version " + plain);
      return;
    }
    PseudoVersion pseudo = PseudoVersion.parse(plain);
    if (pseudo == null) {
      tagged(plain, version);
    } else {
      pseudo(pseudo, version);
    }
  }

  private void tagged(String plain, Version version) {
    if (version.claimedTag().isEmpty()) {
      findings.open(
          "its version " + plain + " can't be held against tags: " + unfit(version), FETCH);
    } else if (version.claimedCommit().isEmpty()) {
      findings.open("the checkout has no tag " + version.claimedTag(), FETCH);
    } else if (!version.claimedCommit().equals(commit.id())) {
      findings.compare(
          "tag " + version.claimedTag(), commit.id(), version.claimedCommit(), facts.location());
      findings.wrong(
          "the tag "
              + version.claimedTag()
              + " names commit "
              + SourceCheck.cut(version.claimedCommit())
              + ", it was built from "
              + SourceCheck.cut(commit.id()),
          "find out whether the tag was moved; a tag is not to be moved once it is published");
    } else {
      findings.shown("tagged " + version.claimedTag());
      now(version);
    }
  }

  private static String unfit(Version version) {
    return version.problem().isEmpty() ? "it is no version of a module" : version.problem();
  }

  private void pseudo(PseudoVersion pseudo, Version version) {
    boolean sameTime = commit.time().equals(pseudo.time());
    if (!sameTime || !commit.id().startsWith(pseudo.revision())) {
      findings.wrong(
          "the version "
              + pseudo.version()
              + " is not one of commit "
              + SourceCheck.cut(commit.id())
              + " of "
              + commit.time(),
          Words.GET_AGAIN);
      return;
    }
    String base = Objects.requireNonNullElse(pseudo.base(), "");
    if (base.isEmpty()) {
      findings.shown("as its version says");
      now(version);
    } else if (version.claimedTag().isEmpty() || version.claimedCommit().isEmpty()) {
      String tag = version.claimedTag().isEmpty() ? base : version.claimedTag();
      findings.open("the checkout has no tag " + tag + ", which its version counts from", FETCH);
    } else if (!version.claimedIsAncestor()) {
      String reason =
          "the tag "
              + version.claimedTag()
              + ", which its version counts from, is not in its history";
      if (facts.shallow() || !version.problem().isEmpty()) {
        findings.open(reason + " as far as this is there", FETCH);
      } else {
        findings.wrong(reason, Words.GET_AGAIN);
      }
    } else {
      findings.shown("as its version says");
      now(version);
    }
  }

  private void now(Version version) {
    if (!version.recomputed().isEmpty()) {
      findings.remark(
          "by the tags of now its version would be "
              + version.recomputed()
              + ": some were set or taken back since");
    }
  }
}
