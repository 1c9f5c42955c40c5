package dev.gotrust.codesign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authenticode as another tool writes it, nested too, and what that tool says of a change. */
class OsslsigncodeTest {
  private static final CodeSigner SIGNER =
      CodeSigner.mint("signer", CodeSigner.CODE_SIGNING, CodeSigner.EVER, CodeSigner.NEVER);

  @TempDir Path directory;

  private boolean isThere() {
    try {
      run("--version");
      return true;
    } catch (IOException missing) {
      System.out.println("left out, no osslsigncode here: signatures that it nests");
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("osslsigncode"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("out.txt").toFile());
    return builder.start().waitFor();
  }

  private void pem(String name, String label, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    Files.write(directory.resolve(name), text.getBytes(StandardCharsets.US_ASCII));
  }

  private void sign(String from, String to, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("sign"));
    line.addAll(List.of(options));
    line.addAll(List.of("-certs", "cert.pem", "-key", "key.pem", "-in", from, "-out", to));
    int code = run(line.toArray(new String[0]));
    assertEquals(0, code, Files.readString(directory.resolve("out.txt")));
  }

  private PlatformSignature judged(String name) throws Exception {
    CodeRoots roots = CodeRoots.read("roots.pem", SIGNER.rootPem());
    byte[] bytes = Files.readAllBytes(directory.resolve(name));
    return PlatformSignatures.judge(new ArraySource(bytes), roots, InstantSource.system())
        .signatures()
        .get(0);
  }

  @Test
  void bothSayTheSame() throws Exception {
    if (!isThere()) {
      return;
    }
    Files.write(directory.resolve("plain.exe"), Fixtures.bytes("pe-amd64-go1.26"));
    Files.write(directory.resolve("root.pem"), SIGNER.rootPem());
    pem("cert.pem", "CERTIFICATE", SIGNER.chain()[0].getEncoded());
    pem("key.pem", "PRIVATE KEY", SIGNER.key().getEncoded());
    sign("plain.exe", "one.exe", "-h", "sha256", "-ph");
    sign("one.exe", "two.exe", "-h", "sha384", "-nest");
    sign("two.exe", "three.exe", "-h", "sha512", "-nest");
    PlatformSignature three = judged("three.exe");
    assertNull(three.firstProblem());
    assertEquals(true, three.chained());
    assertEquals(2, three.further().size());
    assertEquals("SHA-512", three.further().get(1).algorithm());
    assertEquals(0, run("verify", "-CAfile", "root.pem", "-in", "three.exe"));
    byte[] changed = Files.readAllBytes(directory.resolve("three.exe"));
    changed[changed.length / 2] ^= 1;
    Files.write(directory.resolve("changed.exe"), changed);
    assertNotNull(judged("changed.exe").firstProblem());
    assertEquals(1, run("verify", "-CAfile", "root.pem", "-in", "changed.exe"));
  }
}
