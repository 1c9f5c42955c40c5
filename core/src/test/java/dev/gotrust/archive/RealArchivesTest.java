package dev.gotrust.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as the tools of the machine make them; a tool that is missing is passed over. */
final class RealArchivesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar --format=gnu -cf a d",
        "tar --format=pax -cf a d",
        "tar --format=ustar -cf a d",
        "tar --format=oldgnu -cf a d",
        "tar --format=pax -czf a ./d",
        "tar -b 1 -cf - d | gzip -9 > a",
        "(tar -cf - d | head -c 1000 | gzip; tar -cf - d | tail -c +1001 | gzip -1) > a",
        "zip -q -r a.zip d && mv a.zip a",
        "zip -q -0 -r a.zip d && mv a.zip a",
        "zip -q -fz -r a.zip d && mv a.zip a",
        "zip -q -fd -r a.zip d && mv a.zip a",
        "zip -q -r - d | cat > a",
        "zip -q -r - d > a",
        "zip -q -r -z a.zip d < d/README && mv a.zip a",
        "python3 -m zipfile -c a d",
        "python3 -m tarfile -c a d",
        "python3 -c 'import shutil; shutil.make_archive(\"b\", \"gztar\", \".\", \"d\")'; mv b.tar.gz a",
        "jar cf a d",
        "jar cf0 a d"
      })
  void programsAreFound(String command) throws Exception {
    String path = "d/" + "x".repeat(70) + "/" + "y".repeat(70) + "/app";
    Path app = directory.resolve(path);
    Files.createDirectories(app.getParent());
    Files.write(app, Archives.PROGRAM);
    Files.writeString(directory.resolve("d/README"), "text\n");
    Files.createSymbolicLink(directory.resolve("d/link"), Path.of("README"));
    assumeTrue(Archives.run(directory, "command -v " + command.replaceAll("^\\W*(\\w+).*", "$1")));
    assumeTrue(Archives.run(directory, command));
    Map<String, byte[]> found = Archives.found(Files.readAllBytes(directory.resolve("a")));
    String expected = command.endsWith("./d") ? "./" + path : path;
    assertEquals(Set.of(expected), found.keySet());
    assertArrayEquals(Archives.PROGRAM, found.get(expected));
  }
}
