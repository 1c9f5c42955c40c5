package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.module.BuildList.GoModFiles;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.MainModules.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Build lists of random module graphs, held against those that {@code go list -m all} selects from
 * the same go.mod files, which lie in a module proxy on disk.
 */
class BuildListGoTest {
  private static final int MODULES = 12;
  private static final int VERSIONS = 4;
  private static final List<String> GO = List.of("", "1.15", "1.16", "1.17", "1.20", "1.21.0");

  @TempDir Path directory;
  private final Map<ModuleVersion, String> goMods = new TreeMap<>(BuildListGoTest::compare);
  private Random random = new Random(1);

  private static int compare(ModuleVersion left, ModuleVersion right) {
    return left.toString().compareTo(right.toString());
  }

  @Test
  void randomModules() throws Exception {
    assumeGo();
    for (int seed = 1; seed <= 60; seed++) {
      random = new Random(seed);
      Path round = publish("m" + seed);
      Path main = Files.createDirectory(round.resolve("main"));
      Files.writeString(main.resolve("go.mod"), main("example.org/main", true));
      Files.createDirectories(main.resolve("local"));
      Files.writeString(main.resolve("local/go.mod"), module("example.com/m1", 2, GO.get(3)));
      MainModules mains = new MainModules(null, main, List.of(member(main)));
      assertSame("seed " + seed + Files.readString(main.resolve("go.mod")), round, main, mains);
    }
  }

  @Test
  void randomWorkspaces() throws Exception {
    assumeGo();
    for (int seed = 1; seed <= 30; seed++) {
      random = new Random(seed);
      Path round = publish("w" + seed);
      List<Member> members = new ArrayList<>();
      StringBuilder work = new StringBuilder("go 1.21.0\n");
      for (int i = 0; i < 3; i++) {
        Path home = Files.createDirectory(round.resolve("part" + i));
        Files.writeString(home.resolve("go.mod"), main("example.org/part" + i, false));
        members.add(member(home));
        work.append("use ./part").append(i).append('\n');
      }
      work.append("replace example.com/m3 => example.com/m4 v1.1.0\n");
      Files.writeString(round.resolve("go.work"), work);
      GoWork parsed = GoWork.parse("go.work", Files.readAllBytes(round.resolve("go.work")));
      assertSame("seed " + seed, round, round, new MainModules(parsed, round, members));
    }
  }

  private static void assumeGo() {
    try {
      new ProcessBuilder("go", "version").start().waitFor();
    } catch (IOException | InterruptedException none) {
      assumeTrue(false, "no go command here");
    }
  }

  private static Member member(Path home) throws Exception {
    return new Member(home, GoMod.parse("go.mod", Files.readAllBytes(home.resolve("go.mod"))));
  }

  private String requirements(int most) {
    StringBuilder text = new StringBuilder();
    List<Integer> all = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      int module = random.nextInt(MODULES);
      if (!all.contains(module)) {
        all.add(module);
        text.append("require example.com/m").append(module).append(" v1.");
        text.append(random.nextInt(VERSIONS)).append(".0\n");
      }
    }
    return text.toString();
  }

  private String module(String path, int most, String go) {
    return "module " + path + '\n' + (go.isEmpty() ? "" : "go " + go + '\n') + requirements(most);
  }

  private String main(String path, boolean isAlone) {
    String go = isAlone ? GO.get(1 + random.nextInt(GO.size() - 1)) : "1.21.0";
    StringBuilder text = new StringBuilder(module(path, 5, go));
    if (isAlone && random.nextBoolean()) {
      text.append("replace example.com/m1 => ./local\n");
    }
    if (isAlone && random.nextBoolean()) {
      text.append("replace example.com/m2 v1.1.0 => example.com/m5 v1.3.0\n");
      text.append("replace example.com/m2 => example.com/m6 v1.0.0\n");
    }
    if (isAlone && random.nextBoolean()) {
      text.append("exclude example.com/m7 v1.3.0\nexclude example.com/m8 v1.2.0\n");
    }
    return text.toString();
  }

  /** Writes a proxy with all versions of all modules. */
  private Path publish(String name) throws IOException {
    Path round = Files.createDirectory(directory.resolve(name));
    goMods.clear();
    for (int i = 0; i < MODULES; i++) {
      Path versions = round.resolve("proxy/example.com/m" + i + "/@v");
      Files.createDirectories(versions);
      StringBuilder list = new StringBuilder();
      for (int v = 0; v < VERSIONS; v++) {
        ModuleVersion module = new ModuleVersion("example.com/m" + i, "v1." + v + ".0");
        String text = module(module.path(), 3, GO.get(random.nextInt(GO.size())));
        goMods.put(module, text);
        list.append(module.version()).append('\n');
        Files.writeString(versions.resolve(module.version() + ".mod"), text);
        Files.writeString(
            versions.resolve(module.version() + ".info"),
            "{\"Version\":\"" + module.version() + "\",\"Time\":\"2024-01-01T00:00:00Z\"}");
      }
      Files.writeString(versions.resolve("list"), list);
    }
    return round;
  }

  private void assertSame(String message, Path round, Path home, MainModules mains)
      throws Exception {
    BuildList list = BuildList.of(mains, new InMemory());
    StringBuilder own = new StringBuilder();
    for (Selected each : list.modules()) {
      ModuleVersion source = each.source();
      own.append(each.module().path()).append(' ').append(each.module().version());
      if (!source.equals(each.module())) {
        own.append(" => ").append((source.path() + ' ' + source.version()).strip());
      }
      own.append('\n');
    }
    assertEquals(List.of(), list.gaps(), message);
    assertEquals(go(round, home), own.toString(), message);
  }

  private final class InMemory implements GoModFiles {
    @Override
    public byte[] ofModule(ModuleVersion module) {
      String text = goMods.get(module);
      return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] ofDirectory(Path place) {
      try {
        return Files.readAllBytes(place.resolve("go.mod"));
      } catch (IOException missing) {
        return null;
      }
    }
  }

  /** What go selects, without the main modules. */
  private static String go(Path round, Path home) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("go", "list", "-m", "all");
    builder.directory(home.toFile());
    Map<String, String> environment = builder.environment();
    boolean isWorkspace = Files.exists(home.resolve("go.work"));
    environment.putAll(
        Map.of(
            "GOENV",
            "off",
            "GOFLAGS",
            isWorkspace ? "" : "-mod=mod",
            "GOTOOLCHAIN",
            "local",
            "GOSUMDB",
            "off",
            "GOWORK",
            isWorkspace ? home.resolve("go.work").toString() : "off",
            "GOPROXY",
            round.resolve("proxy").toUri().toString(),
            "GOMODCACHE",
            round.resolve("cache").toString()));
    Path errors = round.resolve("errors");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> read(errors));
    StringBuilder kept = new StringBuilder();
    for (String line : out.split("\n")) {
      kept.append(line.startsWith("example.org/") ? "" : line + '\n');
    }
    return kept.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return String.valueOf(gone);
    }
  }
}
