package dev.gotrust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.codesign.MintedSignatures;
import dev.gotrust.fixtures.CosignSamples;
import dev.gotrust.fixtures.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What checks certificates is loaded only where there is one, and what reads YAML only where there
 * is a policy: it would cost each cold start.
 */
final class LoadedClassesTest {
  @TempDir Path directory;

  /** Runs {@link Verifying} in a JVM of its own, and returns the foreign classes that it loads. */
  private List<String> foreign(String... arguments) throws Exception {
    Path log = directory.resolve("classes.log");
    Path out = directory.resolve("out.txt");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Verifying.class.getName()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    int code = builder.redirectOutput(out.toFile()).start().waitFor();
    assertEquals(0, code, Files.readString(out));
    List<String> foreign = new ArrayList<>();
    boolean own = false;
    for (String loaded : Files.readAllLines(log)) {
      own |= loaded.contains(" dev.gotrust.GoTrust ");
      if (loaded.contains(" org.bouncycastle.")
          || loaded.contains(" dev.sigstore.")
          || loaded.contains(" org.eclipse.jgit.")
          || loaded.contains(" org.snakeyaml.")) {
        foreign.add(loaded);
      }
    }
    assertTrue(own, "the log lists classes");
    return foreign;
  }

  private String write(String name, byte[] bytes) throws Exception {
    return Files.write(directory.resolve(name), bytes).toString();
  }

  @Test
  void anUnsignedFileNeedsNone() throws Exception {
    for (String name :
        List.of(
            "elf-arm64-go1.20", "pe-amd64-go1.26", "macho-amd64-go1.15", "macho-arm64-go1.26")) {
      assertEquals(List.of(), foreign("file", write(name, Fixtures.bytes(name))), name);
    }
  }

  @Test
  void aSignatureByKeyNeedsNone() throws Exception {
    for (String key : List.of("ecdsa", "rsa2048")) {
      String pem = write("key.pub", CosignSamples.bytes("keys/" + key + ".pub"));
      for (String name : List.of("v3legacy.sig", "v3.bundle.sigstore.json")) {
        String signature = write(name, CosignSamples.bytes(key + '/' + name));
        assertEquals(List.of(), foreign("key", pem, signature), key + ' ' + name);
      }
    }
  }

  /** Only a policy file has YAML read, and nothing but that: no certificate is checked for it. */
  @Test
  void aPolicyNeedsYamlAlone() throws Exception {
    String file = write("hello", Fixtures.bytes("hello"));
    String policy = write("p.yaml", "schema: gotrust.dev/policy/v1\n".getBytes(UTF_8));
    List<String> foreign = foreign("file", file, policy);
    assertFalse(foreign.isEmpty());
    assertTrue(foreign.stream().allMatch(line -> line.contains(" org.snakeyaml.")), "" + foreign);
  }

  /** So that the tests above can fail. */
  @Test
  void aCertificateNeedsThem() throws Exception {
    byte[] image = Fixtures.bytes("pe-amd64-go1.26");
    byte[] signed = MintedSignatures.authenticode(directory, image);
    assertFalse(foreign("file", write("signed.exe", signed)).isEmpty());
  }
}
