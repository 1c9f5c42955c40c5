package dev.gotrust.report;

import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document of {@code verify --output json} says of one file: every other format is rendered
 * from it, whether the file was judged just now or the document was stored. Texts are as the
 * document has them: valid Unicode, not yet escaped for any format.
 */
public sealed interface ReportDocument {
  /** {@return the file as the caller named it} */
  String file();

  /** {@return the SHA-256 of all its bytes in hexadecimal, null where they could not be read} */
  @Nullable String sha256();

  /** {@return the size of the file in bytes, null where it could not be read} */
  @Nullable Long size();

  /**
   * A judged artifact.
   *
   * @param verdict what the policy makes of the chain
   * @param summary the last line of the text report: what the verdict rests on
   * @param proven ids of the links that are PROVEN from outside the artifact
   * @param outsideRoot whether any link is PROVEN or ATTESTED from outside the artifact
   * @param artifact what was judged
   * @param links in report order; an id need not be one that this version judges
   * @param policy what was asked for, and what of it is lacking
   * @param materials what was given or found
   * @param setAside what was found and could not be used, as sentences
   * @param judgedAt when it was judged, in UTC, null where the report does not depend on the time
   * @param toolVersion the version of gotrust that judged
   */
  record Judged(
      Verdict verdict,
      String summary,
      List<String> proven,
      boolean outsideRoot,
      Artifact artifact,
      List<DocumentLink> links,
      Asked policy,
      List<Used> materials,
      List<String> setAside,
      @Nullable String judgedAt,
      String toolVersion)
      implements ReportDocument {
    /**
     * Copies the lists.
     *
     * @param verdict what the policy makes of the chain
     * @param summary the last line of the text report
     * @param proven ids of the links that are PROVEN from outside; copied
     * @param outsideRoot whether any link is PROVEN or ATTESTED from outside the artifact
     * @param artifact what was judged
     * @param links in report order; copied
     * @param policy what was asked for, and what of it is lacking
     * @param materials what was given or found; copied
     * @param setAside what was found and could not be used; copied
     * @param judgedAt when it was judged, or null
     * @param toolVersion the version of gotrust that judged
     */
    public Judged {
      proven = List.copyOf(proven);
      links = List.copyOf(links);
      materials = List.copyOf(materials);
      setAside = List.copyOf(setAside);
    }

    @Override
    public String file() {
      return artifact.file();
    }

    @Override
    public String sha256() {
      return artifact.sha256();
    }

    @Override
    public Long size() {
      return artifact.size();
    }

    /** {@return whether something that was asked for is lacking because it was out of reach} */
    public boolean isUnreachable() {
      return policy.violations().stream().anyMatch(Lack::unreachable);
    }
  }

  /**
   * A file that could not be analysed.
   *
   * @param file as the caller named it
   * @param target where it leads if the name is a symbolic link, else null
   * @param sha256 of all its bytes, null where they could not be read
   * @param size in bytes, null where it could not be read
   * @param kind such as {@code not-go}
   * @param message why
   * @param offset where in the file, -1 where no place can be named
   */
  record Refused(
      String file,
      @Nullable String target,
      @Nullable String sha256,
      @Nullable Long size,
      String kind,
      String message,
      long offset)
      implements ReportDocument {}

  /**
   * What was judged; what is null stands in no build info of it.
   *
   * @param file as the caller named it
   * @param target where it leads if the name is a symbolic link, else null
   * @param sha256 of all its bytes, in hexadecimal
   * @param size in bytes
   * @param format such as {@code elf}
   * @param os GOOS as the headers show it; may be empty
   * @param arch GOARCH as the headers show it; may be empty
   * @param goVersion as the file claims it
   * @param path of the main package, as the file claims it
   * @param module path of the main module, as the file claims it; null in older documents too
   * @param version of the main module, as the file claims it
   */
  record Artifact(
      String file,
      @Nullable String target,
      String sha256,
      long size,
      String format,
      String os,
      String arch,
      @Nullable String goVersion,
      @Nullable String path,
      @Nullable String module,
      @Nullable String version) {}

  /**
   * A link of the chain.
   *
   * @param id such as {@code go-sum}
   * @param state how far it holds
   * @param required the state that was asked for, or null
   * @param reason why it has its state
   * @param remark what the state does not cover, or null
   * @param next what to do, or null
   * @param change what explains an UNDECIDED build ID, or null
   * @param restsOn ids of the links below that stand in the same document
   * @param basis the gravest state among all that it rests on
   * @param evidence what was compared
   */
  record DocumentLink(
      String id,
      State state,
      @Nullable State required,
      String reason,
      @Nullable String remark,
      @Nullable String next,
      @Nullable String change,
      List<String> restsOn,
      State basis,
      List<Compared> evidence) {
    /**
     * Copies the lists.
     *
     * @param id such as {@code go-sum}
     * @param state how far it holds
     * @param required the state that was asked for, or null
     * @param reason why it has its state
     * @param remark what the state does not cover, or null
     * @param next what to do, or null
     * @param change what explains an UNDECIDED build ID, or null
     * @param restsOn ids of the links below; copied
     * @param basis the gravest state among all that it rests on
     * @param evidence what was compared; copied
     */
    public DocumentLink {
      restsOn = List.copyOf(restsOn);
      evidence = List.copyOf(evidence);
    }

    /** {@return whether the state is stronger than what it rests on} */
    public boolean isOnWeakBasis() {
      return state.isStrength() && basis != state && basis.graver(state) == basis;
    }
  }

  /**
   * A piece of evidence.
   *
   * @param what the thing compared
   * @param expected the value asked for, or null
   * @param actual the value found, or null
   * @param source where it came from
   * @param offset of the bytes in the file, -1 where no range applies
   * @param length of that range in bytes, -1 where no range applies
   * @param state what this piece alone comes to, or null
   */
  record Compared(
      String what,
      @Nullable String expected,
      @Nullable String actual,
      String source,
      long offset,
      long length,
      @Nullable State state) {}

  /**
   * What was asked for.
   *
   * @param name of the policy
   * @param sha256 of its file, null for the built-in one
   * @param accepted changes that were accepted by name
   * @param violations what is lacking
   * @param exceptions exceptions of the policy, and what came of each
   */
  record Asked(
      String name,
      @Nullable String sha256,
      List<String> accepted,
      List<Lack> violations,
      List<Excused> exceptions) {
    /**
     * Copies the lists.
     *
     * @param name of the policy
     * @param sha256 of its file, null for the built-in one
     * @param accepted changes that were accepted by name; copied
     * @param violations what is lacking; copied
     * @param exceptions exceptions of the policy, and what came of each; copied
     */
    public Asked {
      accepted = List.copyOf(accepted);
      violations = List.copyOf(violations);
      exceptions = List.copyOf(exceptions);
    }
  }

  /**
   * An exception of the policy.
   *
   * @param rule which demand may be broken, such as {@code module-denied}
   * @param subject by what; may be empty
   * @param reason why
   * @param until the last day
   * @param place where it stands in the policy
   * @param standing {@code used}, {@code unused} or {@code expired}
   * @param excused phrases of what it excused; of one that expired, what it would have
   */
  record Excused(
      String rule,
      String subject,
      String reason,
      String until,
      String place,
      String standing,
      List<String> excused) {
    /**
     * Copies the list.
     *
     * @param rule which demand may be broken
     * @param subject by what; may be empty
     * @param reason why
     * @param until the last day
     * @param place where it stands in the policy
     * @param standing {@code used}, {@code unused} or {@code expired}
     * @param excused phrases of what it excused; copied
     */
    public Excused {
      excused = List.copyOf(excused);
    }

    /** {@return the exception in one sentence} */
    public String sentence() {
      String title = subject.isEmpty() ? rule : rule + " of " + subject;
      return title
          + switch (standing) {
            case "expired" -> ", expired after " + until + " and counts no more: ";
            case "used" -> " until " + until + ", in use: ";
            default -> " until " + until + ", not needed: ";
          }
          + reason;
    }
  }

  /**
   * What a link lacks of what was asked for.
   *
   * @param link its id
   * @param required the state that was asked for, null where a rule asks for none
   * @param actual the state that it has
   * @param reason why that does not do
   * @param unreachable whether evidence was out of reach
   * @param fails whether it alone makes the verdict FAIL
   * @param rule which demand is broken, such as {@code module-denied}; empty in older documents
   * @param subject which of the things that the demand is about; may be empty
   */
  record Lack(
      String link,
      @Nullable State required,
      State actual,
      String reason,
      boolean unreachable,
      boolean fails,
      String rule,
      String subject) {}

  /**
   * A file that the judgement rests on, beside the artifact.
   *
   * @param kind what it is, such as {@code go.sum}
   * @param location where it was read
   * @param sha256 of all its bytes, in hexadecimal
   * @param origin {@code given} or {@code found}
   */
  record Used(String kind, String location, String sha256, String origin) {}
}
