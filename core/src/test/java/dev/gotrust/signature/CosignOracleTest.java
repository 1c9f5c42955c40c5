package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where cosign is installed, or {@code GOTRUST_COSIGN} names it, it has a say on what the virtual
 * Sigstore mints: what it takes, we take, and what is off in one respect neither of us does.
 */
class CosignOracleTest {
  private static final String STATEMENT =
      "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"file\",\"digest\":"
          + "{\"sha256\":\""
          + Bytes.sha256(Keylessly.FILE).hex()
          + "\"}}],\"predicateType\":\"https://slsa.dev/provenance/v1\",\"predicate\":{}}";

  @TempDir Path directory;

  private static String cosign() {
    String named = System.getenv("GOTRUST_COSIGN");
    return named == null ? "cosign" : named;
  }

  private static boolean isThere() {
    try {
      return new ProcessBuilder(cosign(), "version").redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void cosignAgrees() throws Exception {
    if (!isThere()) {
      System.out.println("left out, no cosign here: what it says of minted bundles");
    }
    Assumptions.assumeTrue(isThere());
    VirtualSigstore sigstore = new VirtualSigstore();
    Keylessly user = Keylessly.of(sigstore);
    sigstore.writeTrustedRoot(directory);
    Files.write(directory.resolve("file"), Keylessly.FILE);
    Map<String, String> other = new TreeMap<>();
    for (Map.Entry<String, ObjectNode> each : bundles(sigstore).entrySet()) {
      boolean ours = accepts(user, each.getValue());
      boolean theirs = cosignAccepts(each.getValue());
      if (ours != theirs || ours == each.getKey().startsWith("wrong")) {
        other.put(each.getKey(), "we: " + ours + ", cosign: " + theirs);
      }
    }
    assertEquals(Map.of(), other);
  }

  private static Map<String, ObjectNode> bundles(VirtualSigstore sigstore) throws Exception {
    Map<String, ObjectNode> bundles = new LinkedHashMap<>();
    for (String key : List.of("P-256", "P-384", "P-521", "RSA", "Ed25519")) {
      for (String logged : List.of("hashedrekord 0.0.1", "hashedrekord 0.0.2")) {
        VirtualBundle file = sigstore.ofFile(Keylessly.FILE).key(key).logged(logged);
        bundles.put(key + ' ' + logged, file.mint());
      }
    }
    for (String logged : List.of("dsse 0.0.1", "intoto 0.0.2", "hashedrekord 0.0.2")) {
      bundles.put("statement " + logged, sigstore.ofStatement(STATEMENT).logged(logged).mint());
    }
    for (String version : List.of("0.1", "0.2")) {
      bundles.put(version, file(sigstore).version(version).mint());
    }
    bundles.put("stamped", file(sigstore).stampedAt(VirtualSigstore.SIGNED_AT).mint());
    addWrong(sigstore, bundles);
    return bundles;
  }

  private static VirtualBundle file(VirtualSigstore sigstore) {
    return sigstore.ofFile(Keylessly.FILE);
  }

  private static void addWrong(VirtualSigstore sigstore, Map<String, ObjectNode> bundles)
      throws Exception {
    VirtualSigstore stranger = new VirtualSigstore();
    bundles.put("wrong issuer", file(sigstore).issuedBy(stranger).mint());
    bundles.put("wrong instance", file(stranger).mint());
    bundles.put("wrong: not logged", file(sigstore).certificateLog(null).mint());
    bundles.put(
        "wrong certificate log", file(sigstore).certificateLog(stranger.certificateLog()).mint());
    bundles.put("wrong identity", file(sigstore).identity("https://example.com").mint());
    // Without any purpose cosign takes a certificate for all of them; the specification does not.
    bundles.put("wrong purpose", file(sigstore).purpose(KeyPurposeId.id_kp_serverAuth).mint());
    for (int seconds : new int[] {-31, 571}) {
      bundles.put(
          "wrong time " + seconds,
          file(sigstore).integratedAt(VirtualSigstore.SIGNED_AT.plusSeconds(seconds)).mint());
    }
    bundles.put("wrong: no time", file(sigstore).promised(false).mint());
    bundles.put("wrong file", sigstore.ofFile(new byte[] {1}).mint());
    for (VirtualStamps.Kind kind :
        List.of(
            VirtualStamps.Kind.BY_ANOTHER_KEY,
            VirtualStamps.Kind.NOT_GRANTED,
            VirtualStamps.Kind.OF_CODE_SIGNER,
            VirtualStamps.Kind.OF_SHA1)) {
      bundles.put(
          "wrong stamp " + kind, file(sigstore).logged("hashedrekord 0.0.2").stamped(kind).mint());
    }
    ObjectNode swapped = file(sigstore).mint();
    ArrayNode entries = (ArrayNode) swapped.at("/verificationMaterial/tlogEntries");
    entries.set(0, file(sigstore).mint().at("/verificationMaterial/tlogEntries/0"));
    bundles.put("wrong entry", swapped);
    ObjectNode twice = file(sigstore).mint();
    entries = (ArrayNode) twice.at("/verificationMaterial/tlogEntries");
    entries.add(entries.get(0).deepCopy());
    bundles.put("wrong: twice", twice);
  }

  private static boolean accepts(Keylessly user, ObjectNode bundle) {
    try {
      user.verify(Keylessly.bytes(bundle));
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private boolean cosignAccepts(ObjectNode bundle) throws Exception {
    Files.writeString(directory.resolve("bundle.json"), bundle.toString(), StandardCharsets.UTF_8);
    List<String> line = new ArrayList<>(List.of(cosign()));
    boolean attestation = bundle.has("dsseEnvelope");
    line.add(attestation ? "verify-blob-attestation" : "verify-blob");
    line.addAll(attestation ? List.of("--type", "slsaprovenance1") : List.of());
    line.addAll(List.of("--trusted-root", "trusted_root.json", "--bundle", "bundle.json"));
    line.addAll(List.of("--certificate-identity", VirtualSigstore.IDENTITY));
    line.addAll(List.of("--certificate-oidc-issuer", VirtualSigstore.ISSUER, "file"));
    Process process =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    return process.waitFor() == 0;
  }
}
