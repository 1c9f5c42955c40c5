package dev.gotrust.material;

import static dev.gotrust.TestFacts.H1_A;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Makes a directory what git takes for the root of a work tree. */
  private void repository(String name) throws IOException {
    directory(name + "/.git/objects");
    directory(name + "/.git/refs");
    Files.writeString(root.resolve(name).resolve(".git/HEAD"), "ref: refs/heads/main\n");
  }

  /** The standing and the directory of each go.sum. */
  private List<String> found(Path artifact, Path current) {
    return found(Discovery.from(current).find(artifact, MAIN));
  }

  private List<String> found(Materials materials) {
    List<String> found = new ArrayList<>();
    for (Materials.SumFile sum : materials.goSums()) {
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
  void anotherFileSystemIsNotLookedInto() throws IOException {
    Path zip = root.resolve("artifacts.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path artifact = Files.writeString(files.getPath("/app"), "any");
      Files.writeString(files.getPath("/go.mod"), "module example.com/app\n");
      Files.writeString(files.getPath("/go.sum"), "");
      Materials found = Discovery.from(root).find(artifact, "example.com/app");
      assertEquals(List.of(), found.all());
      assertThrows(IllegalArgumentException.class, () -> Discovery.from(artifact.getParent()));
    }
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
    repository("top");
    assertEquals(List.of("BESIDE top"), found(artifact, away));
  }

  @Test
  void neverAboveTheWorkTree() throws IOException {
    module("top", MAIN);
    repository("top/repo");
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
  void aNameAloneMakesNoRepository() throws IOException {
    Path place = module("place", MAIN);
    Path git = place.resolve(".git");
    Files.createFile(git);
    assertEquals(List.of("BESIDE place"), found(artifact("away"), place));
    Files.delete(git);
    for (String part : List.of("HEAD", "objects", "refs")) {
      repository("place");
      assertEquals(List.of("REPOSITORY place"), found(artifact("away"), place));
      Files.delete(git.resolve(part));
      assertEquals(List.of("BESIDE place"), found(artifact("away"), place), part);
    }
  }

  @Test
  void linksAreNoRepository() throws IOException {
    repository("other");
    Path place = module("place", MAIN);
    Path git = Files.createSymbolicLink(place.resolve(".git"), root.resolve("other/.git"));
    assertEquals(List.of("BESIDE place"), found(artifact("away"), place));
    Files.delete(git);
    repository("place");
    Files.move(git.resolve("refs"), root.resolve("refs"));
    Files.createSymbolicLink(git.resolve("refs"), root.resolve("refs"));
    assertEquals(List.of("BESIDE place"), found(artifact("away"), place));
  }

  @Test
  void whatIsNoRepositoryEndsTheWayUp() throws IOException {
    module("repo", MAIN);
    repository("repo");
    Path nested = module("repo/nested", MAIN);
    Files.createFile(nested.resolve(".git"));
    assertEquals(List.of("BESIDE repo/nested"), found(artifact("away"), nested));
    assertEquals(List.of("BESIDE repo/nested"), found(artifact("repo/nested"), directory("away")));
  }

  @Test
  void whatBelongsToAnotherUserIsNotTheUsersOwn() throws IOException {
    Path repository = module("repo", MAIN);
    repository("repo");
    Path deep = module("repo/deep", MAIN);
    List<Path> all =
        List.of(
            repository,
            repository.resolve(".git"),
            deep,
            deep.resolve("go.mod"),
            deep.resolve("go.sum"));
    for (Path foreign : all) {
      Ownership ownership =
          new Ownership() {
            @Override
            boolean isOwn(Path path) {
              return !path.equals(foreign);
            }
          };
      List<String> found = found(Discovery.from(deep, ownership).find(null, MAIN));
      assertEquals("BESIDE repo/deep", found.get(0), foreign.toString());
      boolean tree = foreign.equals(repository) || foreign.getFileName().toString().equals(".git");
      assertEquals((tree ? "BESIDE" : "REPOSITORY") + " repo", found.get(1));
    }
  }

  @Test
  void whereNobodyCanBeToldNothingIsTheUsersOwn() throws IOException {
    Path repository = module("repo", MAIN);
    repository("repo");
    assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Discovery discovery = Discovery.from(repository, Ownership.of(null));
    assertEquals(List.of("BESIDE repo"), found(discovery.find(null, MAIN)));
  }

  @Test
  void aFileIsReadOnceForAllArtifactsAndAnewWhenItChanged() throws IOException {
    Path download = module("download", MAIN);
    Path artifact = artifact("download");
    Discovery discovery = Discovery.from(root);
    GoSum sum = discovery.find(artifact, MAIN).goSums().get(0).sum();
    assertSame(sum, discovery.find(artifact, MAIN).goSums().get(0).sum());
    Files.writeString(download.resolve("go.sum"), "b v1.0.0 " + H1_A + "\n\n");
    Materials anew = discovery.find(artifact, MAIN);
    assertEquals(1, anew.goSums().get(0).sum().zip(new ModuleVersion("b", "v1.0.0")).size());
    Files.writeString(download.resolve("go.mod"), "module other\n");
    assertEquals(List.of(), discovery.find(artifact, MAIN).goSums());
  }

  @Test
  void whatIsKeptIsBounded() throws IOException {
    Discovery discovery = Discovery.from(root);
    String lines = ("a v1.0.0 " + H1_A + "\n").repeat(Limits.GO_SUM / 2 / 58);
    List<Path> artifacts = new ArrayList<>();
    List<GoSum> sums = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      Files.writeString(module(name, MAIN).resolve("go.sum"), lines);
      artifacts.add(artifact(name));
      sums.add(discovery.find(artifacts.get(sums.size()), MAIN).goSums().get(0).sum());
    }
    assertSame(sums.get(1), discovery.find(artifacts.get(1), MAIN).goSums().get(0).sum());
    assertSame(sums.get(2), discovery.find(artifacts.get(2), MAIN).goSums().get(0).sum());
    assertNotSame(sums.get(0), discovery.find(artifacts.get(0), MAIN).goSums().get(0).sum());
  }

  @Test
  void anUnpackedDownloadIsNoRepository() throws IOException {
    Path download = module("download", MAIN);
    assertEquals(List.of("BESIDE download"), found(artifact("download"), download));
  }

  @Test
  void anUnpackedDownloadWithinARepositoryIsNotTheUsersOwn() throws IOException {
    Path repository = directory("repo");
    repository("repo");
    module("repo/tmp/download", MAIN);
    assertEquals(
        List.of("BESIDE repo/tmp/download"), found(artifact("repo/tmp/download"), repository));
  }

  @Test
  void otherModulesOnTheWayAreSteppedOver() throws IOException {
    module("repo", MAIN);
    repository("repo");
    Path nested = module("repo/nested", "example.com/nested");
    assertEquals(List.of("REPOSITORY repo"), found(artifact("repo/nested"), nested));
  }

  @Test
  void theRepositoryComesFirst() throws IOException {
    Path repository = module("repo", MAIN);
    repository("repo");
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
    Materials materials = Discovery.from(root).find(artifact("malformed"), MAIN);
    assertEquals(List.of(), materials.goSums());
    assertEquals(List.of(), materials.all());
    assertTrue(materials.setAside().get(0).startsWith(malformed.resolve("go.sum") + ":1: "));

    Path broken = module("broken", MAIN);
    Files.writeString(broken.resolve("go.mod"), "module \"\n");
    assertEquals(1, Discovery.from(root).find(artifact("broken"), MAIN).setAside().size());

    Path large = module("large", MAIN);
    Files.write(large.resolve("go.sum"), new byte[Limits.GO_SUM + 1]);
    String aside = Discovery.from(root).find(artifact("large"), MAIN).setAside().get(0);
    assertTrue(aside.contains("more than the"), aside);
  }

  @Test
  void whatCantBeReadIsSaidInWords() throws IOException {
    Path locked = module("locked", MAIN).resolve("go.sum");
    assertEquals(
        "permission denied; read permission on the file is needed",
        Unreadable.explain(locked, new AccessDeniedException(locked.toString())));
    Files.setPosixFilePermissions(locked, Set.of());
    assumeTrue(!Files.isReadable(locked), "nothing is locked for root");
    assertEquals(
        List.of(
            locked + " can't be read: permission denied; read permission on the file is needed"),
        Discovery.from(root).find(artifact("locked"), MAIN).setAside());
  }

  @Test
  void nothingIsFoundWithoutAMainModuleOrAPlace() throws IOException {
    module("download", MAIN);
    Path artifact = artifact("download");
    assertEquals(Materials.NONE, Discovery.from(root).find(artifact, ""));
    assertEquals(
        Materials.NONE, Discovery.from(root.resolve("gone")).find(root.resolve("gone"), MAIN));
  }

  @Test
  void whatWasReadIsListedWithItsDigest() throws IOException {
    module("download", MAIN);
    Materials materials = Discovery.from(root).find(artifact("download"), MAIN);
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
    Materials both = materials.plus(Discovery.from(root).find(directory.resolve("go.sum"), MAIN));
    assertEquals(Standing.GIVEN, both.goSums().get(0).material().standing());
    assertEquals(3, both.all().size());
  }
}
