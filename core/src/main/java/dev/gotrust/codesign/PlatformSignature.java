package dev.gotrust.codesign;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A platform signature, held against the bytes of its image.
 *
 * @param kind what it is
 * @param matches whether every digest that it states is that of the bytes, and its CMS message, if
 *     it has one, holds by the certificate that it brings
 * @param problem the first thing that does not match, or is malformed; null where all matches
 * @param algorithm the hash function of the digest
 * @param recorded the digest that it states, in hexadecimal digits; of a code signature that of the
 *     code directory
 * @param computed the same of the bytes that are there: of a code directory with their hashes in
 *     the place of those that it states; null where that can't be told
 * @param identifier what a code signature calls the program, null where it has no name
 * @param team the team that a code signature names, null where it names none
 * @param flags what a code signature says of itself, in the words of Apple's codesign(1)
 * @param signer the subject of the signer's certificate, null where nobody signed
 * @param signedAt a time that a timestamp authority states, null where none does; a claim, until
 *     the authority is led to a root
 * @param chained whether the signer was led to a root that the user gave, at that time or else now;
 *     null where none was given
 * @param remarks what was not checked
 * @param further more signatures of the same image, which have none themselves; every one must
 *     match, but one that leads to a root suffices
 */
public record PlatformSignature(
    Kind kind,
    boolean matches,
    @Nullable String problem,
    String algorithm,
    String recorded,
    @Nullable String computed,
    @Nullable String identifier,
    @Nullable String team,
    List<String> flags,
    @Nullable String signer,
    @Nullable Instant signedAt,
    @Nullable Boolean chained,
    List<String> remarks,
    List<PlatformSignature> further) {
  /**
   * Copies the lists.
   *
   * @param kind what it is
   * @param matches whether every digest that it states is that of the bytes
   * @param problem the first thing that does not match, or is malformed; null where all matches
   * @param algorithm the hash function of the digest
   * @param recorded the digest that it states
   * @param computed the same of the bytes that are there; null where that can't be told
   * @param identifier what a code signature calls the program, null where it has no name
   * @param team the team that a code signature names, null where it names none
   * @param flags what a code signature says of itself, in the words of Apple's codesign(1)
   * @param signer the subject of the signer's certificate, null where nobody signed
   * @param signedAt a time that a timestamp authority states, null where none does
   * @param chained whether the signer was led to a root that the user gave; null where none was
   * @param remarks what was not checked; copied
   * @param further more signatures of the same image; copied
   */
  public PlatformSignature {
    flags = List.copyOf(flags);
    remarks = List.copyOf(remarks);
    further = List.copyOf(further);
  }

  /** {@return the first problem of it and of the further ones, null where all match} */
  public @Nullable String firstProblem() {
    if (problem != null) {
      return problem;
    }
    for (PlatformSignature one : further) {
      if (one.problem != null) {
        return "a further signature: " + one.problem;
      }
    }
    return null;
  }

  /** {@return whether a digest that it or a further one states is not that of the bytes} */
  public boolean isOfOtherBytes() {
    for (PlatformSignature one : further) {
      if (one.isOfOtherBytes()) {
        return true;
      }
    }
    return computed != null && !computed.equals(recorded);
  }

  /**
   * {@return the first of it and of the further ones that leads to a root, null where none does}
   */
  public @Nullable PlatformSignature leading() {
    if (Boolean.TRUE.equals(chained)) {
      return this;
    }
    for (PlatformSignature one : further) {
      if (Boolean.TRUE.equals(one.chained)) {
        return one;
      }
    }
    return null;
  }

  PlatformSignature with(List<PlatformSignature> others) {
    return new PlatformSignature(
        kind,
        matches,
        problem,
        algorithm,
        recorded,
        computed,
        identifier,
        team,
        flags,
        signer,
        signedAt,
        chained,
        remarks,
        others);
  }

  /** What signs. */
  public enum Kind {
    /** Authenticode, in PE. */
    AUTHENTICODE("authenticode"),
    /** A code signature of nobody, in Mach-O: it names the bytes alone. */
    AD_HOC("ad-hoc"),
    /** A code signature by a certificate, in Mach-O. */
    CMS("cms");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** {@return the name that reports use} */
    public String id() {
      return id;
    }
  }

  static PlatformSignature malformed(Kind kind, String problem) {
    return new PlatformSignature(
        kind, false, problem, "", "", null, null, null, List.of(), null, null, null, List.of(),
        List.of());
  }
}
