package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where cosign is installed, or {@code GOTRUST_COSIGN} names it: what it signs holds here, under
 * its own words, and what was changed afterwards holds in neither.
 */
class CosignTest {
  private static final List<String> KEYS = List.of("P-256", "P-384", "P-521", "RSA", "Ed25519");

  @TempDir Path directory;

  private static String cosign() {
    String named = System.getenv("GOTRUST_COSIGN");
    return named == null ? "cosign" : named;
  }

  @BeforeEach
  void needsCosign() throws Exception {
    boolean there;
    try {
      there = cosign("version");
    } catch (IOException missing) {
      there = false;
    }
    if (!there) {
      System.out.println("left out, no cosign here: what it signs by keys");
    }
    Assumptions.assumeTrue(there);
  }

  private boolean cosign(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(cosign()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().put("COSIGN_PASSWORD", "x");
    builder.environment().put("TUF_ROOT", directory.resolve("tuf").toString());
    return builder.start().waitFor() == 0;
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void key(String kind) throws Exception {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            kind.equals("RSA") ? "RSA" : kind.startsWith("P") ? "EC" : kind);
    if (kind.equals("RSA")) {
      generator.initialize(2048);
    } else if (kind.startsWith("P")) {
      generator.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
    }
    PrivateKey key = generator.generateKeyPair().getPrivate();
    Files.writeString(
        directory.resolve("plain.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Files.deleteIfExists(directory.resolve("k.key"));
    Files.deleteIfExists(directory.resolve("k.pub"));
    need(cosign("import-key-pair", "--key", "plain.pem", "--output-key-prefix", "k"));
  }

  private void need(boolean done) throws IOException {
    assertEquals(true, done, Files.readString(directory.resolve("output")));
  }

  @Test
  void whatCosignSignsByKeysHolds() throws Exception {
    byte[] content = "bytes that are signed\n".getBytes(StandardCharsets.UTF_8);
    Files.write(directory.resolve("file"), content);
    Files.write(directory.resolve("changed"), "other bytes\n".getBytes(StandardCharsets.UTF_8));
    Files.writeString(directory.resolve("predicate.json"), "{}");
    need(cosign("signing-config", "create", "--out", "none.json"));
    Map<String, String> other = new TreeMap<>();
    for (String kind : KEYS) {
      key(kind);
      for (String[] form : sign(kind)) {
        String name = kind + ' ' + form[0];
        expect(other, name, 0, ours(form, "file"));
        expect(other, name + " of a changed file", 1, ours(form, "changed"));
        // cosign can't verify what it signs with Ed25519, and with longer curves only if told how.
        boolean able = kind.equals("P-256") || kind.equals("RSA");
        if (able && !theirs(form, "file")) {
          other.put(name, "cosign does not take it");
        }
        if (theirs(form, "changed")) {
          other.put(name, "cosign takes it for a changed file");
        }
      }
    }
    assertEquals(Map.of(), other);
  }

  private static void expect(Map<String, String> other, String name, int code, Run run) {
    if (run.code() != code) {
      other.put(name, run.code() + ": " + run.out() + run.err());
    }
  }

  /** Signs in every form; each names the command that verifies it, and the option of the file. */
  private List<String[]> sign(String kind) throws IOException, InterruptedException {
    String[] legacy = {"--use-signing-config=false", "--tlog-upload=false"};
    List<String[]> forms = new ArrayList<>();
    need(signBlob("--signing-config", "none.json", "--bundle", "v3.json"));
    forms.add(new String[] {"bundle", "verify-blob", "--bundle", "v3.json"});
    need(
        signBlob(
            legacy[0],
            legacy[1],
            "--new-bundle-format=false",
            "--output-signature",
            "s.sig",
            "--bundle",
            "legacy.json"));
    forms.add(new String[] {"signature", "verify-blob", "--signature", "s.sig"});
    forms.add(new String[] {"legacy bundle", "verify-blob", "--bundle", "legacy.json"});
    need(
        cosign(
            "attest-blob",
            "--yes",
            "--key",
            "k.key",
            "--signing-config",
            "none.json",
            "--type",
            "slsaprovenance1",
            "--predicate",
            "predicate.json",
            "--bundle",
            "att.json",
            "file"));
    forms.add(new String[] {"attestation", "verify-blob-attestation", "--bundle", "att.json"});
    return forms;
  }

  private boolean signBlob(String... options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("sign-blob", "--yes", "--key", "k.key"));
    line.addAll(List.of(options));
    line.add("file");
    return cosign(line.toArray(String[]::new));
  }

  private Run ours(String[] form, String file) {
    return Run.of(form[1], "--key", path("k.pub"), form[2], path(form[3]), path(file));
  }

  private boolean theirs(String[] form, String file) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(form[1], "--key", "k.pub", form[2], form[3]));
    line.add("--insecure-ignore-tlog");
    if (form[1].endsWith("attestation")) {
      line.addAll(List.of("--type", "slsaprovenance1"));
    }
    line.add(file);
    return cosign(line.toArray(String[]::new));
  }
}
