package dev.gotrust.cli;

import static dev.gotrust.cli.Launch.HELLO;
import static dev.gotrust.cli.Launch.HOME;
import static dev.gotrust.cli.Launch.JAVA_HOME;
import static dev.gotrust.cli.Launch.SYSTEM_PATH;
import static dev.gotrust.cli.Launch.launcher;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.Launch.Result;
import dev.gotrust.fixtures.Fixtures;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packaged distribution the way that people do: moved, linked, with any JDK or none. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/gotrust is for POSIX shells")
final class LauncherIT {
  @TempDir Path temp;

  @Test
  void startsFromAnyDirectory() throws Exception {
    launcher(HOME).in(temp).assertStarts();
  }

  @Test
  void startsThroughChainsOfSymlinks() throws Exception {
    Path home = copyTo("dist");
    Path far = Files.createDirectories(temp.resolve("far"));
    Path absolute = Files.createSymbolicLink(far.resolve("absolute"), home.resolve("bin/gotrust"));
    Path relative = Files.createSymbolicLink(temp.resolve("gt"), Path.of("far", "absolute"));
    new Launch(absolute.toString()).assertStarts();
    new Launch(relative.toString()).assertStarts();
    new Launch("./gt").in(temp).assertStarts();
    new Launch("gt").with("PATH", temp + ":" + SYSTEM_PATH).asShellCommand().assertStarts();
  }

  @Test
  void startsThroughALinkedDirectory() throws Exception {
    Path linked = Files.createSymbolicLink(temp.resolve("linked"), copyTo("dist").resolve("bin"));
    new Launch(linked.resolve("gotrust").toString()).assertStarts();
  }

  @Test
  void startsWhenNamedToTheShell() throws Exception {
    new Launch("sh", "gotrust").in(HOME.resolve("bin")).assertStarts();
  }

  @Test
  void startsWhenALinkBesideIsNamedToTheShell() throws Exception {
    Path home = copyTo("dist");
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.createSymbolicLink(work.resolve("gt"), Path.of("../dist/bin/gotrust"));
    Files.createSymbolicLink(work.resolve("gt2"), Path.of("gt"));
    new Launch("sh", "gt").in(work).assertStarts();
    new Launch("sh", "gt2").in(work).assertStarts();
    new Launch("sh", "gotrust").in(home.resolve("bin")).assertStarts();
  }

  @Test
  void refusesAPlaceThatNoClassPathCanName() throws Exception {
    Result result = launcher(copyTo("a:b")).run("--version");
    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().contains(temp.toRealPath().resolve("a:b").toString()), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void startsWhereItWasMovedTo() throws Exception {
    launcher(copyTo("with some blanks")).assertStarts();
  }

  @Test
  void startsWithoutJavaHome() throws Exception {
    String path = JAVA_HOME.resolve("bin") + ":" + SYSTEM_PATH;
    launcher(HOME).without("JAVA_HOME").with("PATH", path).assertStarts();
    launcher(HOME).with("JAVA_HOME", "").with("PATH", path).assertStarts();
  }

  @Test
  void startsQuietlyWithEveryJdkBesideThisOne() throws Exception {
    for (Path jdk : neighbours()) {
      launcher(HOME).with("JAVA_HOME", jdk.toString()).assertStarts();
    }
  }

  @Test
  void startsWithoutItsArchive() throws Exception {
    Path home = copyTo("bare");
    Files.deleteIfExists(home.resolve("lib/gotrust.jsa"));
    launcher(home).assertStarts();
    Files.writeString(home.resolve("lib/gotrust.jsa"), "no archive");
    launcher(home).assertStarts();
  }

  /** As an image has it that is run read-only; whoever may write all the same must not. */
  @Test
  void startsFromADirectoryThatCantBeWrittenTo() throws Exception {
    Path home = copyTo("fixed");
    Path link = Files.createSymbolicLink(temp.resolve("gt"), home.resolve("bin/gotrust"));
    List<String> before = listing(home);
    allow(home, "r-xr-xr-x");
    try {
      new Launch(link.toString()).in(home).assertStarts();
      assertEquals(0, new Launch(link.toString()).in(home).run("verify", HELLO).code());
      assertEquals(before, listing(home));
    } finally {
      allow(home, "rwxr-xr-x");
    }
  }

  private static List<String> listing(Path home) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : (Iterable<Path>) all.sorted()::iterator) {
        names.add(file + " " + Files.getLastModifiedTime(file));
      }
    }
    return names;
  }

  private static void allow(Path home, String permissions) throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.walk(home)) {
      directories = all.filter(Files::isDirectory).toList();
    }
    for (Path directory : directories) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }
  }

  /** slf4j finds one provider, ours, and says nothing itself; libraries are heard by it alone. */
  @Test
  void logsByOneProviderWhereItIsAskedTo() throws Exception {
    String[] line = {"verify", "--no-discovery", "--source", "..", HELLO};
    Result quiet = launcher(HOME).run(line);
    assertEquals("", quiet.err());
    Result told = launcher(HOME).run("verify", "-v", "--no-discovery", "--source", "..", HELLO);
    assertEquals(quiet.out(), told.out());
    assertEquals(quiet.code(), told.code());
    assertTrue(told.err().startsWith("gotrust.files: gotrust "), told.err());
    assertFalse(told.err().contains("SLF4J"), told.err());
  }

  @Test
  void namesAJavaHomeWithoutJava() throws Exception {
    Result result = launcher(HOME).with("JAVA_HOME", temp.toString()).run("--version");
    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().contains(temp.resolve("bin/java").toString()), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Launch launch =
        new Launch("/bin/sh", HOME.resolve("bin/gotrust").toString())
            .without("JAVA_HOME")
            .with("PATH", temp.toString());
    Result result = launch.run("--version");
    assertEquals(2, result.code());
    assertTrue(result.err().startsWith("gotrust: no java found"), result.err());
  }

  @Test
  void saysThatJavaIsTooOld() throws Exception {
    URL[] jar = {HOME.resolve("lib/gotrust.jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jar, null)) {
      Method complaint =
          loader.loadClass("dev.gotrust.cli.Start").getDeclaredMethod("complaint", String.class);
      complaint.setAccessible(true);
      for (String old : List.of("1.8", "9", "11", "16")) {
        String words = (String) complaint.invoke(null, old);
        assertTrue(words.contains("needs Java 17 or newer, found Java " + old), words);
      }
      for (String enough : List.of("17", "25", "101")) {
        assertEquals("", complaint.invoke(null, enough));
      }
    }
  }

  @Test
  void anOldJavaCanReadTheClassThatRefusesIt() throws Exception {
    try (JarFile jar = new JarFile(HOME.resolve("lib/gotrust.jar").toFile());
        DataInputStream in =
            new DataInputStream(jar.getInputStream(jar.getEntry("dev/gotrust/cli/Start.class")))) {
      assertEquals(0xCAFEBABE, in.readInt());
      assertEquals(0, in.readUnsignedShort());
      assertEquals(52, in.readUnsignedShort());
    }
  }

  @Test
  void passesArgumentsUntouched() throws Exception {
    for (String argument : List.of("--a b", "--*", "--$HOME", "--\"q\"", "--'")) {
      Result result = launcher(HOME).run(argument);
      assertEquals(2, result.code());
      assertTrue(result.err().contains(argument), result.err());
    }
  }

  @Test
  void passesOptionsToTheJvm() throws Exception {
    Path log = temp.resolve("log");
    launcher(HOME).with("GOTRUST_JAVA_OPTS", "-Da=* -Xlog:class+load:file=" + log).assertStarts();
    assertTrue(Files.size(log) > 0);
  }

  @Test
  void leavesOptionsAloneThatAreMeantForOtherPrograms() throws Exception {
    launcher(HOME).with("JAVA_OPTS", "-XX:+UseG1GC -Xmx1x").assertStarts();
    String other = "-XX:-UseSerialGC -XX:+UseG1GC";
    launcher(HOME).with("GOTRUST_JAVA_OPTS", other).assertStarts();
  }

  @Test
  void theJvmItselfEndsWithOne() throws Exception {
    Result result = launcher(HOME).with("GOTRUST_JAVA_OPTS", "-Xmx1x").run("--version");
    assertEquals(1, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().contains("Invalid maximum heap size"), result.err());
  }

  /** Nothing here can run it: these are the lines that matter. */
  @Test
  void theOneForWindowsTakesNoJavaOfTheCurrentDirectory() throws Exception {
    String script = Files.readString(HOME.resolve("bin/gotrust.bat"));
    assertEquals(script, script.replace("\r", "").replace("\n", "\r\n"));
    int guard = script.indexOf("\r\nset \"NoDefaultCurrentDirectoryInExePath=1\"\r\n");
    int search = script.indexOf("\r\nwhere /q $PATH:java.exe && ");
    assertTrue(script.indexOf("\r\nsetlocal\r\n") < guard, script);
    assertTrue(0 < guard && guard < search, script);
    assertFalse(script.contains("%JAVA_OPTS%"), script);
  }

  @Test
  void opensAnyNameWhateverTheLocale() throws Exception {
    Fixtures.writeTo(temp, "hello");
    String script =
        "e=$(printf 'h\\303\\251'); x=$(printf 'h\\377'); y=$(printf 'h\\376');"
            + " cp hello \"$e\"; cp hello \"$x\"; cp hello \"$y\";"
            + " exec \"$0\" inspect --output json \"$x\" \"$e\" \"$y\"";
    for (String locale : List.of("C", "C.UTF-8", "")) {
      Result result =
          new Launch("/bin/sh", "-c", script, HOME.resolve("bin/gotrust").toString())
              .with("LC_ALL", locale)
              .in(temp)
              .run();
      assertEquals(0, result.code(), result.err());
      List<String> documents = result.out().lines().toList();
      assertEquals(3, documents.size(), result.out());
      assertTrue(documents.get(0).startsWith("{\"file\":\"h\\\\xff\","), documents.get(0));
      assertTrue(documents.get(1).startsWith("{\"file\":\"h\\u00E9\","), documents.get(1));
      assertTrue(documents.get(2).startsWith("{\"file\":\"h\\\\xfe\","), documents.get(2));
    }
  }

  @Test
  void optionsNameFilesOfAnyBytesToo() throws Exception {
    Fixtures.writeTo(temp, "hello");
    Files.copy(Path.of(HELLO).resolveSibling("go.sum"), temp.resolve("sum"));
    String script =
        """
        x=$(printf 'x\\377'); y=$(printf 'x\\376')
        cp sum "$y"; cp sum "$x"; cp hello "$x.go"
        "$0" verify --go-sum="$x" --output json="$y.json" --output=text="$x.txt" "$x.go" &&
          grep -q '^x.xff.go$' "$x.txt" && grep -q PROVEN "$y.json" && ls -b
        "$0" verify --go-sum "$y$y" "$x.go"
        "$0" inspect --output text="$y/$x" "$x.go"
        """;
    Result result =
        new Launch("/bin/sh", "-c", script, HOME.resolve("bin/gotrust") + "").in(temp).run();
    assertEquals("hello\nsum\nx\\376\nx\\376.json\nx\\377\nx\\377.go\nx\\377.txt\n", result.out());
    String missing = "gotrust: --go-sum x\\xfex\\xfe: no such file or directory\n";
    assertEquals(missing + "gotrust: can't write x\\xfe/x\\xff: Not a directory\n", result.err());
  }

  @Test
  void aFileThatIsOpenAlreadyIsWrittenToAndNotReplaced() throws Exception {
    String script =
        "echo begin >r; \"$0\" inspect --output json=/dev/stderr --output text=/dev/fd/3 \"$1\""
            + " 2>>r 3>>r; echo end >>r; cat r";
    Result result =
        new Launch("/bin/sh", "-c", script, HOME.resolve("bin/gotrust") + "", HELLO).in(temp).run();
    List<String> lines = result.out().lines().toList();
    assertEquals("begin", lines.get(0), result.out());
    assertEquals("{", lines.get(1));
    assertTrue(lines.contains("  size      1220770 bytes"), result.out());
    assertEquals("end", lines.get(lines.size() - 1));
  }

  @Test
  void aClosedStandardInputIsEmpty() throws Exception {
    Result result =
        new Launch("/bin/sh", "-c", "exec \"$0\" inspect - <&-", HOME.resolve("bin/gotrust") + "")
            .run();
    assertEquals(4, result.code());
    assertTrue(result.err().contains("standard input is empty"), result.err());
  }

  @Test
  void aFullDiskIsAnError() throws Exception {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      System.out.println("LauncherIT: left out the full disk: there is no " + full);
      return;
    }
    Result result =
        new Launch("/bin/sh", "-c", "exec \"$0\" help >/dev/full", HOME.resolve("bin/gotrust") + "")
            .run();
    assertEquals(2, result.code());
    assertTrue(result.err().contains("No space left on device"), result.err());
  }

  @Test
  void aGoSumFromAPipeIsReadOnceForAllFiles() throws Exception {
    String script =
        "cat \"$1.sum\" | \"$0\" verify --no-discovery --go-sum /dev/stdin \"$1\" \"$1\"";
    Path hello = Files.copy(Path.of(HELLO), temp.resolve("hello"));
    Files.copy(Path.of(HELLO).resolveSibling("go.sum"), temp.resolve("hello.sum"));
    Result result =
        new Launch("/bin/sh", "-c", script, HOME.resolve("bin/gotrust") + "", hello + "").run();
    assertEquals(0, result.code(), result.out() + result.err());
    assertEquals(2, result.out().split("PASS \\(basic\\)", -1).length - 1, result.out());
  }

  @Test
  void theTarUnpacksToAWorkingProgram() throws Exception {
    String name = "gotrust-" + GoTrust.version();
    String tar = HOME.resolveSibling(name + ".tar.gz").toString();
    assertEquals(new Result(0, "", ""), new Launch("tar", "-xzf", tar).in(temp).run());
    Path home = temp.resolve(name);
    launcher(home).assertStarts();
    for (String file : List.of("LICENSE", "NOTICE", "bin/gotrust.bat", "lib/gotrust.jar")) {
      assertTrue(Files.isRegularFile(home.resolve(file)), file);
    }
    assertFalse(Files.isExecutable(home.resolve("lib/gotrust.jar")));
  }

  private static List<Path> neighbours() throws IOException {
    List<Path> jdks = new ArrayList<>();
    try (Stream<Path> all = Files.list(JAVA_HOME.toRealPath().getParent())) {
      all.filter(d -> Files.isExecutable(d.resolve("bin/java"))).forEach(jdks::add);
    }
    jdks.removeIf(Files::isSymbolicLink);
    if (jdks.size() < 2) {
      System.out.println("LauncherIT: left out other JDKs: none beside " + JAVA_HOME);
    }
    return jdks;
  }

  private Path copyTo(String name) throws IOException {
    return Launch.copyTo(temp.resolve(name));
  }
}
