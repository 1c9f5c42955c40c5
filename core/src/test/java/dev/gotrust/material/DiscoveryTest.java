package dev.gotrust.material;

import static dev.gotrust.TestFacts.H1_A;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoveryTest {
  private static final String MAIN = "example.com/app";

  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void realRoot() throws IOException {
    root = temporary.toRealPath();
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  private Path module(String name, String modulePath) throws IOException {
    Path directory = directory(name);
    Files.writeString(directory.resolve("go.mod"), "module " + modulePath + "\n");
    Files.writeString(directory.resolve("go.sum"), "a v1.0.0 " + H1_A + "\n");
    return directory;
  }

  private Path artifact(String name) throws IOException {
    directory(name);
    return Files.writeString(root.resolve(name).resolve("app"), "binary");
  }

  /** The standing and the directory of each go.sum. */
  private List<String> found(Path artifact, Path current) {
    List<String> found = new ArrayList<>();
    for (Materials.SumFile sum : Discovery.find(artifact, current, MAIN).goSums()) {
      Path directory = Path.of(sum.material().location()).getParent();
      found.add(sum.material().standing() + " " + root.relativize(directory));
    }
    return found;
  }

  @Test
  void besideTheArtifactOnlyWhereTheGoModNamesItsModule() throws IOException {
    module("download", MAIN);
    module("other", "example.com/other");
    Path away = directory("away");
    assertEquals(List.of("BESIDE download"), found(artifact("download"), away));
    assertEquals(List.of(), found(artifact("other"), away));
  }

  @Test
  void withoutAGoModNothingIsFound() throws IOException {
    Files.writeString(directory("download").resolve("go.sum"), "a v1.0.0 " + H1_A + "\n");
    assertEquals(List.of(), found(artifact("download"), root));
  }

  @Test
  void upwardOnlyInAWorkTree() throws IOException {
    module("top", MAIN);
    Path away = directory("away");
    Path artifact = artifact("top/bin");
    assertEquals(List.of(), found(artifact, away));
    directory("top/.git");
    assertEquals(List.of("BESIDE top"), found(artifact, away));
  }

  @Test
  void neverAboveTheWorkTree() throws IOException {
    module("top", MAIN);
    directory("top/repo/.git");
    assertEquals(List.of(), found(artifact("top/repo/bin"), directory("top/repo")));
  }

  @Test
  void theCurrentRepositoryIsTheUsersOwn() throws IOException {
    Path repository = module("repo", MAIN);
    Files.writeString(repository.resolve(".git"), "gitdir: elsewhere\n");
    assertEquals(List.of("REPOSITORY repo"), found(artifact("away"), repository));
    assertEquals(List.of("REPOSITORY repo"), found(artifact("repo/bin"), repository));
    assertEquals(List.of("REPOSITORY repo"), found(artifact("repo"), directory("repo/deep/down")));
    assertEquals(List.of("REPOSITORY repo"), found(null, repository));
  }

  @Test
  void anUnpackedDownloadIsNoRepository() throws IOException {
    Path download = module("download", MAIN);
    assertEquals(List.of("BESIDE download"), found(artifact("download"), download));
  }

  @Test
  void anUnpackedDownloadWithinARepositoryIsNotTheUsersOwn() throws IOException {
    Path repository = directory("repo");
    directory("repo/.git");
    module("repo/tmp/download", MAIN);
    assertEquals(
        List.of("BESIDE repo/tmp/download"), found(artifact("repo/tmp/download"), repository));
  }

  @Test
  void otherModulesOnTheWayAreSteppedOver() throws IOException {
    module("repo", MAIN);
    directory("repo/.git");
    Path nested = module("repo/nested", "example.com/nested");
    assertEquals(List.of("REPOSITORY repo"), found(artifact("repo/nested"), nested));
  }

  @Test
  void theRepositoryComesFirst() throws IOException {
    Path repository = module("repo", MAIN);
    directory("repo/.git");
    module("download", MAIN);
    assertEquals(
        List.of("REPOSITORY repo", "BESIDE download"), found(artifact("download"), repository));
  }

  @Test
  void linksToFilesAreNotFollowed() throws IOException {
    Path secret = module("secret", MAIN);
    for (String linked : List.of("go.sum", "go.mod")) {
      Path directory = module("download-" + linked, MAIN);
      Files.delete(directory.resolve(linked));
      Files.createSymbolicLink(directory.resolve(linked), secret.resolve(linked));
      assertEquals(List.of(), found(artifact("download-" + linked), root));
    }
  }

  @Test
  void aLinkedArtifactIsLookedForWhereItIs() throws IOException {
    module("real", MAIN);
    Path link = Files.createSymbolicLink(directory("links").resolve("app"), artifact("real"));
    assertEquals(List.of("BESIDE real"), found(link, directory("away")));
  }

  @Test
  void whatCantBeUsedIsSetAsideAndSaid() throws IOException {
    Path malformed = module("malformed", MAIN);
    Files.writeString(malformed.resolve("go.sum"), "a v1.0.0\n");
    Materials materials = Discovery.find(artifact("malformed"), root, MAIN);
    assertEquals(List.of(), materials.goSums());
    assertEquals(List.of(), materials.all());
    assertTrue(materials.setAside().get(0).startsWith(malformed.resolve("go.sum") + ":1: "));

    Path broken = module("broken", MAIN);
    Files.writeString(broken.resolve("go.mod"), "module \"\n");
    assertEquals(1, Discovery.find(artifact("broken"), root, MAIN).setAside().size());

    Path large = module("large", MAIN);
    Files.write(large.resolve("go.sum"), new byte[Limits.GO_SUM + 1]);
    String aside = Discovery.find(artifact("large"), root, MAIN).setAside().get(0);
    assertTrue(aside.contains("more than the"), aside);
  }

  @Test
  void nothingIsFoundWithoutAMainModuleOrAPlace() throws IOException {
    module("download", MAIN);
    Path artifact = artifact("download");
    assertEquals(Materials.NONE, Discovery.find(artifact, root, ""));
    assertEquals(Materials.NONE, Discovery.find(root.resolve("gone"), root.resolve("gone"), MAIN));
  }

  @Test
  void whatWasReadIsListedWithItsDigest() throws IOException {
    module("download", MAIN);
    Materials materials = Discovery.find(artifact("download"), root, MAIN);
    assertEquals(2, materials.all().size());
    assertEquals("go.mod", materials.all().get(0).kind());
    assertEquals("go.sum", materials.all().get(1).kind());
    assertEquals("found", materials.all().get(1).origin());
    assertEquals(32, materials.all().get(1).sha256().length());
    assertFalse(materials.hasGivenGoSum());
  }

  @Test
  void aGivenGoSumIsReadOrRefused() throws Exception {
    Path directory = module("given", MAIN);
    Materials materials = Materials.NONE.withGoSum(directory.resolve("go.sum"));
    assertTrue(materials.hasGivenGoSum());
    assertEquals(Standing.GIVEN, materials.all().get(0).standing());
    assertEquals("given", materials.all().get(0).origin());
    assertThrows(
        ModuleFileException.class, () -> Materials.NONE.withGoSum(directory.resolve("go.mod")));
    assertThrows(IOException.class, () -> Materials.NONE.withGoSum(directory));
    assertThrows(IOException.class, () -> Materials.NONE.withGoSum(directory.resolve("gone")));
    Materials both = materials.plus(Discovery.find(directory.resolve("go.sum"), root, MAIN));
    assertEquals(Standing.GIVEN, both.goSums().get(0).material().standing());
    assertEquals(3, both.all().size());
  }
}
