package dev.gotrust.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.module.BuildList.GoModFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectRequirementsTest {
  private static final ModuleVersion MAIN = new ModuleVersion("example.com/app", "(devel)");

  private final Map<ModuleVersion, ModuleVersion> sources = new LinkedHashMap<>();
  private final Map<String, String> published = new LinkedHashMap<>();
  private final Map<String, String> directories = new LinkedHashMap<>();

  private final GoModFiles files =
      new GoModFiles() {
        @Override
        public byte @Nullable [] ofModule(ModuleVersion module) {
          return bytes(published.get(module.toString()));
        }

        @Override
        public byte @Nullable [] ofDirectory(Path directory) {
          return bytes(directories.get(directory.getFileName().toString()));
        }

        private byte @Nullable [] bytes(@Nullable String text) {
          return text == null ? null : text.getBytes(UTF_8);
        }
      };

  private void needs(String path, String version) {
    sources.put(new ModuleVersion(path, version), new ModuleVersion(path, version));
  }

  private static MainModules checkout(String text) throws ModuleFileException {
    GoMod mod = GoMod.parse("go.mod", text.getBytes(UTF_8));
    return new MainModules(
        null, Path.of("src"), List.of(new MainModules.Member(Path.of("src"), mod)));
  }

  @Test
  void indirectRequirementsAreLeftOut() throws Exception {
    needs("example.com/a", "v1.0.0");
    published.put(
        "example.com/a@v1.0.0",
        """
        module example.com/a
        require (
          example.com/b v1.0.0
          example.com/c v1.0.0 // indirect
          example.com/d v1.0.0 // indirect; why
          example.com/e v1.0.0 // indirectly
        )
        """);
    DirectRequirements found =
        DirectRequirements.of(
            MAIN,
            sources,
            checkout(
                """
                module example.com/app
                require example.com/a v1.0.0
                require example.com/b v1.0.0 // indirect
                """),
            files);
    assertEquals(
        Map.of(
            "example.com/app", List.of("example.com/a"),
            "example.com/a", List.of("example.com/b", "example.com/e")),
        found.required());
    assertEquals(Map.of(), found.gaps());
  }

  @Test
  void theGoModOfAReplacementCounts() throws Exception {
    sources.put(
        new ModuleVersion("example.com/old", "v1.0.0"),
        new ModuleVersion("example.com/fork", "v1.5.0"));
    sources.put(
        new ModuleVersion("example.com/local", "v1.0.0"),
        new ModuleVersion("/elsewhere/local", "(devel)"));
    published.put(
        "example.com/fork@v1.5.0", "module example.com/fork\nrequire example.com/x v1.0.0");
    directories.put("here", "module example.com/local\nrequire example.com/y v1.0.0");
    MainModules checkout =
        checkout("module example.com/app\nreplace example.com/local => ./here\n");
    DirectRequirements found = DirectRequirements.of(MAIN, sources, checkout, files);
    assertEquals(List.of("example.com/x"), found.required().get("example.com/old"));
    assertEquals(List.of("example.com/y"), found.required().get("example.com/local"));
    DirectRequirements without = DirectRequirements.of(MAIN, sources, null, files);
    assertEquals(
        List.of("example.com/app", "example.com/local"),
        without.gaps().keySet().stream().sorted().toList());
  }

  @Test
  void aMainModuleAtAVersionIsPublished() {
    published.put("example.com/app@v1.2.3", "module example.com/app\nrequire example.com/a v1.0.0");
    DirectRequirements found =
        DirectRequirements.of(new ModuleVersion("example.com/app", "v1.2.3"), sources, null, files);
    assertEquals(Map.of("example.com/app", List.of("example.com/a")), found.required());
  }

  @Test
  void whatCannotBeReadIsAGap() {
    needs("example.com/a", "v1.0.0");
    needs("example.com/b", "v1.0.0");
    published.put("example.com/a@v1.0.0", "module example.com/a\nrequire example.com/b\n");
    DirectRequirements found = DirectRequirements.of(MAIN, sources, null, files);
    assertEquals(Map.of(), found.required());
    assertTrue(
        found.gaps().get("example.com/a").startsWith("example.com/a@v1.0.0/go.mod:2: "),
        found.gaps().toString());
    assertEquals(3, found.gaps().size());
  }
}
