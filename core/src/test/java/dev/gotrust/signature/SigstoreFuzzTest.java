package dev.gotrust.signature;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.fixtures.SigstoreSamples;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.LogEntry;
import dev.gotrust.sigstore.Logged;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import dev.gotrust.sigstore.Witnesses;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a bundle, and as what stands in one in a form of its own. See {@code
 * specs/fuzzing.md} for how to fuzz for real.
 */
@Tag("fuzz")
class SigstoreFuzzTest {
  private static final TrustedRoot ROOT = TrustedRoot.publicGood();
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-27T00:00:00Z"));
  private static final SignedInput FILE = SignedInput.of("nothing", new byte[0]);
  private static final SigstoreCheck CHECK = new SigstoreCheck(ROOT, OptOuts.NONE, NOW);
  private static final TextMatcher ANY = TextMatcher.expression("");
  private static final OptOuts ALL = new OptOuts(true, true, true);
  private static final IdentityPolicy ANYBODY = new CertificateIdentity(ANY, ANY, Map.of());

  static Stream<byte[]> bundles() {
    return Stream.of(
            "npm-sigstore-1.3.0-provenance.json",
            "npm-sigstore-1.3.0-publish.json",
            "npm-sigstore-2.0.0-provenance.json",
            "sigstore-java-2.0.0.jar.json",
            "two-signatures.json",
            "other-name.json",
            "key-and-timestamp.json")
        .map(SigstoreSamples::bytes);
  }

  @MethodSource("bundles")
  @FuzzTest
  void bundle(byte[] bytes) throws IOException {
    for (OptOuts optOuts : new OptOuts[] {OptOuts.NONE, ALL}) {
      try {
        Bundle bundle = BundleReader.read("fuzzed", bytes).get(0);
        new KeylessVerifier(ANYBODY, ROOT, optOuts, NOW).verify(bundle, FILE);
      } catch (RefusedException refused) {
        check(refused);
      }
    }
  }

  private static void check(RefusedException refused) {
    if (refused.check().isEmpty() || refused.getMessage().isEmpty()) {
      throw new AssertionError("a refusal that says nothing");
    }
  }

  static Stream<byte[]> roots() {
    return Stream.of("other-name.root.json", "key-and-timestamp.root.json")
        .map(SigstoreSamples::bytes);
  }

  @MethodSource("roots")
  @FuzzTest
  void trustedRoot(byte[] bytes) {
    try {
      TrustedRoot.read("fuzzed", bytes);
    } catch (JsonException malformed) {
      if (!malformed.getMessage().startsWith("fuzzed")) {
        throw new AssertionError(
            "a message that does not name the file: " + malformed.getMessage());
      }
    }
  }

  static Stream<byte[]> certificates() throws RefusedException {
    return Stream.of("other-name.json", "sigstore-java-2.0.0.jar.json", "dsse.json")
        .map(SigstoreFuzzTest::read)
        .map(bundle -> bundle.certificates().get(0).toArray());
  }

  private static Bundle read(String name) {
    try {
      return BundleReader.read(name, SigstoreSamples.bytes(name)).get(0);
    } catch (RefusedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @MethodSource("certificates")
  @FuzzTest
  void certificate(byte[] der) {
    try {
      SigningCertificate certificate = SigningCertificate.parse(Bytes.of(der));
      if (certificate.identity() == null || !certificate.der().equals(Bytes.of(der))) {
        throw new AssertionError("not what was read");
      }
    } catch (RefusedException refused) {
      check(refused);
    }
  }

  static Stream<byte[]> timestamps() {
    return Stream.of(read("key-and-timestamp.json").timestamps().get(0).toArray());
  }

  @MethodSource("timestamps")
  @FuzzTest
  void timestamp(byte[] der) throws IOException {
    keyed(new Witnesses(List.of(), List.of(Bytes.of(der)), Witnesses.Need.PROOF));
  }

  static Stream<byte[]> bodies() {
    return Stream.of("other-name.json", "sigstore-java-2.0.0.jar.json", "dsse.json")
        .map(name -> read(name).logEntries().get(0).body().toArray());
  }

  @MethodSource("bodies")
  @FuzzTest
  void logBody(byte[] body) throws IOException {
    LogEntry real = read("dsse.json").logEntries().get(0);
    LogEntry entry = new LogEntry(1, real.logId(), "", "", 1, real.promise(), null, Bytes.of(body));
    keyed(new Witnesses(List.of(entry), List.of(), Witnesses.Need.PROMISE));
  }

  private static void keyed(Witnesses witnesses) throws IOException {
    Bundle signed = read("key-and-timestamp.json");
    Bytes signature = ((Bundle.MessageSignature) signed.content()).signature();
    Logged logged = new Logged(FILE, null, signature, null, ROOT.transparencyLogs().get(0).key());
    try {
      CHECK.keyed(logged, witnesses);
    } catch (RefusedException refused) {
      check(refused);
    }
  }
}
