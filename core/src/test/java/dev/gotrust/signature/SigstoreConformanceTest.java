package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.attestation.Statement;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every case of sigstore-conformance, where a copy of it lies on this machine: {@code
 * GOTRUST_SIGSTORE_CONFORMANCE} names its directory {@code test/assets/bundle-verify}. What a case
 * uses is chosen as the suite's own {@code test/client.py} does.
 */
class SigstoreConformanceTest {
  private static final String DIRECTORY = "GOTRUST_SIGSTORE_CONFORMANCE";
  private static final String IDENTITY =
      "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/"
          + "workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
  private static final String ISSUER = "https://token.actions.githubusercontent.com";

  @Test
  void everyCaseComesOutAsTheSuiteSays() throws Exception {
    String place = System.getenv(DIRECTORY);
    if (place == null) {
      System.out.println(
          "left out, " + DIRECTORY + " names none: the cases of sigstore-conformance");
    }
    Assumptions.assumeTrue(place != null);
    Map<String, String> wrong = new TreeMap<>();
    int count = 0;
    for (Path directory : cases(Path.of(String.valueOf(place)))) {
      String name = String.valueOf(directory.getFileName());
      for (boolean digest : new boolean[] {false, true}) {
        String refused = refusal(directory, digest);
        System.out.println(name + (digest ? " (digest)" : "") + ": " + refused);
        if (name.endsWith("_fail") == (refused == null)) {
          wrong.put(name, String.valueOf(refused));
        }
        count++;
      }
    }
    assertTrue(count > 0, "no case in " + place);
    assertEquals(Map.of(), wrong);
  }

  private static List<Path> cases(Path place) throws IOException {
    try (Stream<Path> entries = Files.list(place)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Returns why a case is refused, null if it is accepted. */
  private static @Nullable String refusal(Path directory, boolean digest) throws IOException {
    try {
      TrustedRoot root = root(directory.resolve("trusted_root.json"));
      byte[] data = Files.readAllBytes(directory.resolve("bundle.sigstore.json"));
      Bundle bundle = BundleReader.read("bundle", data).get(0);
      SignedInput input = input(directory, digest);
      Verified verified = signers(directory, root).verify(bundle, input);
      VerifiedEnvelope envelope = verified.envelope();
      return envelope == null || Statement.read(envelope).subject(input) != null
          ? null
          : "subject: it is of another file";
    } catch (RefusedException refused) {
      return refused.check() + ": " + refused.getMessage();
    } catch (JsonException malformed) {
      return malformed.getMessage();
    }
  }

  private static TrustedRoot root(Path file) throws IOException, JsonException {
    return Files.exists(file)
        ? TrustedRoot.read("trusted_root.json", Files.readAllBytes(file))
        : TrustedRoot.publicGood();
  }

  private static Signers signers(Path directory, TrustedRoot root)
      throws IOException, RefusedException {
    Path key = directory.resolve("key.pub");
    if (Files.exists(key)) {
      boolean own = Files.exists(directory.resolve("trusted_root.json"));
      SigstoreCheck witnesses =
          own ? new SigstoreCheck(root, OptOuts.NONE, InstantSource.system()) : null;
      return Signers.of(
          new KeyVerifier(KeyFile.read("key.pub", Files.readAllBytes(key)), witnesses), null);
    }
    CertificateIdentity identity =
        new CertificateIdentity(
            TextMatcher.exact(text(directory.resolve("identity"), IDENTITY)),
            TextMatcher.exact(text(directory.resolve("issuer"), ISSUER)),
            Map.of());
    return Signers.of(
        null, new KeylessVerifier(identity, root, OptOuts.NONE, InstantSource.system()));
  }

  private static String text(Path file, String other) throws IOException {
    return Files.exists(file) ? Files.readString(file).strip() : other;
  }

  private static SignedInput input(Path directory, boolean digest) throws IOException {
    Path own = directory.resolve("artifact");
    Path file = Files.exists(own) ? own : directory.resolveSibling("a.txt");
    byte[] data = Files.readAllBytes(file);
    return digest
        ? SignedInput.of(Digest.of(DigestAlgorithm.SHA256, data))
        : SignedInput.of("the file", data);
  }
}
