package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of settings, addresses and packs on any bytes: content or a refusal. */
@Tag("fuzz")
class MaterialFuzzTest {
  static Stream<byte[]> settings() {
    return Stream.of("# x\nGOPROXY=a,direct\nGOSUMDB=\n", "A=1\r\n=b\nB\nGOFLAGS=-a=b", "\n\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("settings")
  @FuzzTest
  void goEnv(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    for (Map.Entry<String, String> setting : GoEnvFile.parse(bytes).entrySet()) {
      String line = setting.getKey() + "=" + setting.getValue();
      if (!text.contains(line) || line.indexOf('\n') >= 0 || setting.getKey().indexOf('=') >= 0) {
        throw new AssertionError("no line of the file: " + line);
      }
    }
  }

  static Stream<byte[]> lists() {
    return Stream.of(
            "https://u:p@a.example/x?y#z,direct", "a.example|file:///b%20c|off", "http://[::1]:80")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("lists")
  @FuzzTest
  void goProxy(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    try {
      ProxyList list = ProxyList.parse(text);
      for (ProxyList.Entry entry : list.entries()) {
        if (entry.proxy() instanceof ProxyList.Server server) {
          server.address().join("sumdb/x/latest").uri();
          server.address().redirect("https://other.example/");
        }
      }
      if (list.entries().isEmpty() != text.isEmpty()) {
        throw new AssertionError("lost: " + text);
      }
    } catch (IOException refused) {
      if (refused.getMessage() == null || refused.getMessage().isEmpty()) {
        throw new AssertionError("no reason", refused);
      }
    }
  }

  static Stream<byte[]> packs() throws IOException {
    return Stream.of(
        pack(ZipEntry.DEFLATED, "sumdb/d/latest", "missing/d/lookup/x@v1"),
        pack(ZipEntry.DEFLATED, "sumdb/", "../x"),
        pack(ZipEntry.DEFLATED));
  }

  private static byte[] pack(int method, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(method);
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  @MethodSource("packs")
  @FuzzTest
  void pack(byte[] bytes) {
    try {
      byte[] latest = DatabasePack.parse("p", bytes).files("d").read("latest", 1000);
      if (latest.length > Math.min(1000, Limits.PACK_ENTRY)) {
        throw new AssertionError("more than the cap");
      }
    } catch (IOException refused) {
      if (!refused.getMessage().startsWith("p")) {
        throw new AssertionError("names no pack", refused);
      }
    }
  }
}
