package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.TestFacts;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.codesign.CodeRoots;
import dev.gotrust.codesign.FatFile;
import dev.gotrust.codesign.JudgedSignatures;
import dev.gotrust.codesign.MintedSignatures;
import dev.gotrust.codesign.PlatformSignature;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.report.TrustReport;
import dev.gotrust.signature.Signers;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What platform signatures do to the link {@code signature}, and to {@code build-id}. */
final class PlatformCheckTest {
  private static final Link NONE =
      new Link(LinkId.SIGNATURE, State.ABSENT, "nothing given", null, null, null, List.of());

  @TempDir Path directory;

  private static PlatformSignature signature(
      Kind kind,
      @Nullable String problem,
      @Nullable Boolean chained,
      PlatformSignature... further) {
    return new PlatformSignature(
        kind,
        problem == null,
        problem,
        "SHA-256",
        "aa",
        problem == null ? "aa" : "bb",
        null,
        null,
        List.of(),
        kind == Kind.AD_HOC ? null : "CN=" + chained,
        null,
        chained,
        List.of(),
        List.of(further));
  }

  private static Link judge(
      Link others, boolean asked, @Nullable String uncovered, PlatformSignature... all)
      throws Exception {
    JudgedSignatures judged =
        new JudgedSignatures(MintedSignatures.roots(), List.of(all), uncovered);
    return PlatformCheck.add(others, new TestFacts().inspection(), judged, asked);
  }

  private static void assertState(State state, String words, PlatformSignature... all)
      throws Exception {
    Link link = judge(NONE, false, null, all);
    assertEquals(state, link.state(), link.reason());
    assertTrue(link.reason().contains(words), link.reason());
  }

  @Test
  void statesOfOneSignature() throws Exception {
    assertState(State.ABSENT, "carries no platform signature");
    assertState(State.ABSENT, "nobody signed", signature(Kind.AD_HOC, null, null));
    for (Kind kind : List.of(Kind.AUTHENTICODE, Kind.CMS)) {
      assertState(State.PROVEN, "signed by CN=true", signature(kind, null, true));
      assertState(State.CONTRADICTED, "not to the root of roots", signature(kind, null, false));
      assertState(State.CONTRADICTED, "changed", signature(kind, "changed", true));
    }
    assertState(State.CONTRADICTED, "changed", signature(Kind.AD_HOC, "changed", null));
  }

  @Test
  void expectedAndActualAreInTheEvidence() throws Exception {
    Link link = judge(NONE, false, null, signature(Kind.AUTHENTICODE, "changed", null));
    assertEquals("aa", link.evidence().get(0).expected());
    assertEquals("bb", link.evidence().get(0).actual());
  }

  @Test
  void everySignatureMustMatchAndOneMustLead() throws Exception {
    PlatformSignature good = signature(Kind.AUTHENTICODE, null, true);
    PlatformSignature elsewhere = signature(Kind.AUTHENTICODE, null, false);
    PlatformSignature broken = signature(Kind.AUTHENTICODE, "changed", null);
    assertState(State.PROVEN, "CN=true", signature(Kind.AUTHENTICODE, null, false, good));
    assertState(State.PROVEN, "CN=true", signature(Kind.AUTHENTICODE, null, true, elsewhere));
    assertState(
        State.CONTRADICTED, "CN=false and CN=false", signature(Kind.CMS, null, false, elsewhere));
    assertState(State.CONTRADICTED, "further", signature(Kind.AUTHENTICODE, null, true, broken));
  }

  @Test
  void everySliceCounts() throws Exception {
    PlatformSignature good = signature(Kind.CMS, null, true);
    assertState(State.PROVEN, "signed by CN=true (cms)", good, good);
    assertState(State.ABSENT, "nobody", good, signature(Kind.AD_HOC, null, null));
    assertState(State.CONTRADICTED, "changed", good, signature(Kind.CMS, "changed", null));
    assertState(State.CONTRADICTED, "CN=false", good, signature(Kind.CMS, null, false));
    Link link = judge(NONE, false, "no platform signature is of slice 2 of 2", good);
    assertEquals(State.UNDECIDED, link.state());
    assertEquals("no platform signature is of slice 2 of 2", link.reason());
  }

  @Test
  void otherSignaturesMustHoldTooWhereTheyWereAskedFor() throws Exception {
    PlatformSignature good = signature(Kind.CMS, null, true);
    PlatformSignature broken = signature(Kind.CMS, "changed", null);
    for (State state : List.of(State.ABSENT, State.UNDECIDED)) {
      assertEquals(State.PROVEN, judge(others(state), false, null, good).state());
      assertEquals(state, judge(others(state), true, null, good).state());
      assertEquals(State.CONTRADICTED, judge(others(state), true, null, broken).state());
    }
    Link both = judge(others(State.PROVEN), true, null, good);
    assertEquals(State.PROVEN, both.state());
    assertEquals("the others; signed by CN=true (cms)", both.reason());
    assertEquals(State.CONTRADICTED, judge(others(State.PROVEN), true, null, broken).state());
    assertEquals(State.ABSENT, judge(others(State.PROVEN), true, null).state());
    assertEquals(State.CONTRADICTED, judge(others(State.CONTRADICTED), false, null, good).state());
  }

  private static Link others(State state) {
    return new Link(LinkId.SIGNATURE, state, "the others", null, null, null, List.of());
  }

  private static TrustReport verify(byte[] file, @Nullable CodeRoots roots) throws Exception {
    SignatureRequest wanted =
        new SignatureRequest(
            Signers.NONE, List.of(), null, AttestationRequest.ANY, new PlatformRoots(roots, roots));
    VerificationRequest request =
        VerificationRequest.of(new ArraySource(file), "file").signatures(wanted).build();
    return ((Judgement.Judged) GoTrust.verify(request)).report();
  }

  private static void assertStates(
      byte[] file, @Nullable CodeRoots roots, State buildId, State signature) throws Exception {
    TrustReport report = verify(file, roots);
    Link link = report.chain().link(LinkId.BUILD_ID);
    assertEquals(buildId, link.state(), link.reason());
    link = report.chain().link(LinkId.SIGNATURE);
    assertEquals(signature, link.state(), link.reason());
  }

  private byte[][] signed() throws Exception {
    byte[] mac = Fixtures.bytes("macho-arm64-go1.26");
    return new byte[][] {
      MintedSignatures.authenticode(directory, Fixtures.bytes("pe-amd64-go1.26")),
      MintedSignatures.apple(mac),
      FatFile.of(MintedSignatures.apple(mac), MintedSignatures.apple(mac))
    };
  }

  @Test
  void aSignatureExplainsTheContentIdAndProvesTheFile() throws Exception {
    for (byte[] file : signed()) {
      assertStates(file, MintedSignatures.roots(), State.CORROBORATED, State.PROVEN);
      assertStates(file, null, State.CORROBORATED, State.ABSENT);
      assertStates(file, MintedSignatures.otherRoots(), State.CORROBORATED, State.CONTRADICTED);
    }
  }

  @Test
  void aChangeBesidesIsExplainedByNoSignature() throws Exception {
    for (byte[] file : signed()) {
      file[file.length / 3] ^= 1;
      assertStates(file, MintedSignatures.roots(), State.CONTRADICTED, State.CONTRADICTED);
      assertStates(file, null, State.CONTRADICTED, State.ABSENT);
    }
    for (String name : List.of("pe-amd64-go1.26-signed", "macho-arm64-go1.26-resigned")) {
      byte[] file = Fixtures.bytes(name);
      assertStates(file, null, State.CORROBORATED, State.ABSENT);
      file[file.length / 3] ^= 1;
      assertStates(file, null, State.CONTRADICTED, State.ABSENT);
    }
  }

  @Test
  void oneUnsignedSliceIsNotProvenByAnother() throws Exception {
    byte[] mac = MintedSignatures.apple(Fixtures.bytes("macho-arm64-go1.26"));
    byte[] old = Fixtures.bytes("macho-amd64-go1.15");
    assertStates(
        FatFile.of(mac, old), MintedSignatures.roots(), State.CORROBORATED, State.UNDECIDED);
    // Three slices, two of them signed, and the only program is the one that is not.
    byte[] empty = MintedSignatures.apple(Fixtures.bytes("macho-arm64-go1.26"));
    assertEquals(
        State.UNDECIDED,
        verify(FatFile.of(old, empty, mac), MintedSignatures.roots())
            .chain()
            .link(LinkId.SIGNATURE)
            .state());
  }
}
