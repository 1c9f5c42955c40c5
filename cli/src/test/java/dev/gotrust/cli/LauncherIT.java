package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import dev.gotrust.fixtures.Fixtures;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packaged distribution the way that people do: moved, linked, with any JDK or none. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/gotrust is for POSIX shells")
final class LauncherIT {
  private static final Path HOME = Path.of("target", "gotrust").toAbsolutePath();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String VERSION = "gotrust " + GoTrust.version() + "\n";
  private static final String SYSTEM_PATH = "/usr/bin:/bin";
  private static final String HELLO =
      Path.of("..", "test-fixtures", "samples", "hello", "hello").toAbsolutePath().toString();

  @TempDir Path temp;

  @Test
  void startsFromAnyDirectory() throws Exception {
    assertStarts(launcher(HOME).in(temp));
  }

  @Test
  void startsThroughChainsOfSymlinks() throws Exception {
    Path home = copyTo("dist");
    Path far = Files.createDirectories(temp.resolve("far"));
    Path absolute = Files.createSymbolicLink(far.resolve("absolute"), home.resolve("bin/gotrust"));
    Path relative = Files.createSymbolicLink(temp.resolve("gt"), Path.of("far", "absolute"));
    assertStarts(new Launch(absolute.toString()));
    assertStarts(new Launch(relative.toString()));
    assertStarts(new Launch("./gt").in(temp));
    assertStarts(new Launch("gt").with("PATH", temp + ":" + SYSTEM_PATH).asShellCommand());
  }

  @Test
  void startsThroughALinkedDirectory() throws Exception {
    Path linked = Files.createSymbolicLink(temp.resolve("linked"), copyTo("dist").resolve("bin"));
    assertStarts(new Launch(linked.resolve("gotrust").toString()));
  }

  @Test
  void startsWhenNamedToTheShell() throws Exception {
    assertStarts(new Launch("sh", "gotrust").in(HOME.resolve("bin")));
  }

  @Test
  void startsWhereItWasMovedTo() throws Exception {
    assertStarts(launcher(copyTo("with some blanks")));
  }

  @Test
  void startsWithoutJavaHome() throws Exception {
    String path = JAVA_HOME.resolve("bin") + ":" + SYSTEM_PATH;
    assertStarts(launcher(HOME).without("JAVA_HOME").with("PATH", path));
    assertStarts(launcher(HOME).with("JAVA_HOME", "").with("PATH", path));
  }

  @Test
  void startsQuietlyWithEveryJdkBesideThisOne() throws Exception {
    for (Path jdk : neighbours()) {
      assertStarts(launcher(HOME).with("JAVA_HOME", jdk.toString()));
    }
  }

  @Test
  void startsWithoutItsArchive() throws Exception {
    Path home = copyTo("bare");
    Files.deleteIfExists(home.resolve("lib/gotrust.jsa"));
    assertStarts(launcher(home));
    Files.writeString(home.resolve("lib/gotrust.jsa"), "no archive");
    assertStarts(launcher(home));
  }

  @Test
  void namesAJavaHomeWithoutJava() throws Exception {
    Result result = launcher(HOME).with("JAVA_HOME", temp.toString()).run("--version");
    assertEquals(2, result.code);
    assertEquals("", result.out);
    assertTrue(result.err.contains(temp.resolve("bin/java").toString()), result.err);
    assertEquals(1, result.err.lines().count(), result.err);
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Launch launch =
        new Launch("/bin/sh", HOME.resolve("bin/gotrust").toString())
            .without("JAVA_HOME")
            .with("PATH", temp.toString());
    Result result = launch.run("--version");
    assertEquals(2, result.code);
    assertTrue(result.err.startsWith("gotrust: no java found"), result.err);
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
      assertEquals(2, result.code);
      assertTrue(result.err.contains(argument), result.err);
    }
  }

  @Test
  void passesOptionsToTheJvm() throws Exception {
    Path log = temp.resolve("log");
    assertStarts(launcher(HOME).with("JAVA_OPTS", "-Da=* -Xlog:class+load:file=" + log));
    assertTrue(Files.size(log) > 0);
    Files.delete(log);
    assertStarts(launcher(HOME).with("GOTRUST_JAVA_OPTS", "-Da=* -Xlog:class+load:file=" + log));
    assertTrue(Files.size(log) > 0);
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
      assertEquals(0, result.code, result.err);
      List<String> documents = result.out.lines().toList();
      assertEquals(3, documents.size(), result.out);
      assertTrue(documents.get(0).startsWith("{\"file\":\"h\\\\xff\","), documents.get(0));
      assertTrue(documents.get(1).startsWith("{\"file\":\"h\\u00E9\","), documents.get(1));
      assertTrue(documents.get(2).startsWith("{\"file\":\"h\\\\xfe\","), documents.get(2));
    }
  }

  @Test
  void aClosedStandardInputIsEmpty() throws Exception {
    Result result =
        new Launch("/bin/sh", "-c", "exec \"$0\" inspect - <&-", HOME.resolve("bin/gotrust") + "")
            .run();
    assertEquals(4, result.code);
    assertTrue(result.err.contains("standard input is empty"), result.err);
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
    assertEquals(2, result.code);
    assertTrue(result.err.contains("No space left on device"), result.err);
  }

  @Test
  void aGoSumFromAPipeIsReadOnceForAllFiles() throws Exception {
    String script =
        "cat \"$1.sum\" | \"$0\" verify --no-discovery --go-sum /dev/stdin \"$1\" \"$1\"";
    Path hello = Files.copy(Path.of(HELLO), temp.resolve("hello"));
    Files.copy(Path.of(HELLO).resolveSibling("go.sum"), temp.resolve("hello.sum"));
    Result result =
        new Launch("/bin/sh", "-c", script, HOME.resolve("bin/gotrust") + "", hello + "").run();
    assertEquals(0, result.code, result.out + result.err);
    assertEquals(2, result.out.split("PASS \\(basic\\)", -1).length - 1, result.out);
  }

  @Test
  void classesComeFromTheArchive() throws Exception {
    if (Files.exists(HOME.resolve("lib/gotrust.jsa"))) {
      assertTrue(isShared(HOME), "the class-data archive is not used");
    } else {
      System.out.println("LauncherIT: left out the class-data archive: this JVM made none");
    }
  }

  @Test
  void theArchiveIsMadeAnewAfterAMove() throws Exception {
    Path home = copyTo("moved");
    Launch archive = new Launch(home.resolve("lib/archive.sh").toString());
    assertEquals(2, archive.run().code, "without a program to train with");
    assertEquals(new Result(0, "", ""), archive.run(HELLO));
    if (Files.exists(HOME.resolve("lib/gotrust.jsa"))) {
      assertTrue(isShared(home), "the class-data archive is not used");
    }
  }

  @Test
  void theTarUnpacksToAWorkingProgram() throws Exception {
    String name = "gotrust-" + GoTrust.version();
    String tar = HOME.resolveSibling(name + ".tar.gz").toString();
    assertEquals(new Result(0, "", ""), new Launch("tar", "-xzf", tar).in(temp).run());
    Path home = temp.resolve(name);
    assertStarts(launcher(home));
    for (String file : List.of("LICENSE", "NOTICE", "bin/gotrust.bat", "lib/gotrust.jar")) {
      assertTrue(Files.isRegularFile(home.resolve(file)), file);
    }
    assertFalse(Files.isExecutable(home.resolve("lib/gotrust.jar")));
  }

  private static boolean isShared(Path home) throws Exception {
    Path log = Files.createTempFile("gotrust", ".log");
    Launch inspect = launcher(home).with("GOTRUST_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    assertEquals(0, inspect.run("inspect", HELLO).code);
    List<String> lines = Files.readAllLines(log);
    Files.delete(log);
    return lines.stream()
        .anyMatch(l -> l.contains("dev.gotrust.facts.Inspector source: shared objects"));
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
    Path target = temp.resolve(name);
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
              throws IOException {
            Files.createDirectories(target.resolve(HOME.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Path copy = target.resolve(HOME.relativize(file));
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  private static void assertStarts(Launch launch) throws Exception {
    Result result = launch.run("--version");
    assertEquals("", result.err, launch.toString());
    assertTrue(result.out.startsWith(VERSION), result.out);
    assertEquals(0, result.code);
  }

  private static Launch launcher(Path home) {
    return new Launch(home.resolve("bin/gotrust").toString());
  }

  private record Result(int code, String out, String err) {}

  /** A command with an environment of its own: what the caller's shell exports must not matter. */
  private static final class Launch {
    private static final long HANG_SECONDS = 60;
    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();
    private Path directory = Path.of("").toAbsolutePath();
    private boolean shell;

    Launch(String... command) {
      this.command = new ArrayList<>(Arrays.asList(command));
      environment.put("JAVA_HOME", JAVA_HOME.toString());
      environment.put("PATH", SYSTEM_PATH);
    }

    Launch in(Path dir) {
      directory = dir;
      return this;
    }

    Launch with(String name, String value) {
      environment.put(name, value);
      return this;
    }

    Launch without(String name) {
      environment.remove(name);
      return this;
    }

    /** Lets a shell find the command in PATH, which ProcessBuilder would look for in its own. */
    Launch asShellCommand() {
      shell = true;
      return this;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
      List<String> line =
          new ArrayList<>(shell ? List.of("/bin/sh", "-c", "\"$0\" \"$@\"") : List.of());
      line.addAll(command);
      line.addAll(Arrays.asList(arguments));
      Path out = Files.createTempFile("gotrust", ".out");
      Path err = Files.createTempFile("gotrust", ".err");
      ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("hangs: " + line);
      }
      Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    }

    @Override
    public String toString() {
      return command + " in " + directory + " with " + environment;
    }
  }
}
