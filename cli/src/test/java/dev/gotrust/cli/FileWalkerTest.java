package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.cli.Input.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FileWalkerTest {
  @BeforeEach
  void clean() throws IOException {
    Sandbox.clean();
  }

  @Test
  void argumentsKeepTheirOrderAndDirectoriesAreSortedByTheBytesOfTheirNames() throws Exception {
    file("d/b/2", "d/b/1", "d/B", "d/a", "d/b.txt", "d/ä", "z", "y");
    assertEquals(
        List.of(
            "NAMED z",
            "DIRECTORY d",
            "WALKED d/B",
            "WALKED d/a",
            "WALKED d/b/1",
            "WALKED d/b/2",
            "WALKED d/b.txt",
            "WALKED d/ä",
            "END_OF_DIRECTORY d",
            "STANDARD_INPUT -",
            "NAMED y"),
        walk("z", "d", "-", "y"));
  }

  @Test
  void linksAreFollowedWhereTheyAreNamedOnly() throws Exception {
    file("d/file");
    Sandbox.prepare("link d/circle ../d");
    Sandbox.prepare("link d/again file");
    Sandbox.prepare("link d/dangling nowhere");
    Sandbox.prepare("link named d");
    Sandbox.prepare("link lost nowhere");
    assertEquals(
        List.of(
            "DIRECTORY named",
            "PASSED_OVER named/again",
            "PASSED_OVER named/circle",
            "PASSED_OVER named/dangling",
            "WALKED named/file",
            "END_OF_DIRECTORY named",
            "NAMED lost"),
        walk("named", "lost"));
  }

  @Test
  void whatIsNoFileIsPassedOverWithoutBeingOpened() throws Exception {
    Sandbox.prepare("fifo d/pipe");
    assertEquals(List.of("DIRECTORY d", "PASSED_OVER d/pipe", "END_OF_DIRECTORY d"), walk("d"));
  }

  @Test
  void aFileThatVanishesDuringTheWalkIsAProblemOfItsOwn() throws Exception {
    file("d/a", "d/b", "d/c");
    FileWalker walker = new FileWalker(List.of("d"), List.of());
    assertEquals(Kind.DIRECTORY, walker.next().kind());
    assertEquals("d/a", walker.next().name());
    Files.delete(Path.of("d/b"));
    Input gone = walker.next();
    assertEquals(new Input(Kind.PROBLEM, "d/b", null, "no such file or directory"), gone);
    assertEquals("d/c", walker.next().name());
    assertEquals(Kind.END_OF_DIRECTORY, walker.next().kind());
    assertFalse(walker.hasNext());
  }

  @Test
  void aDeepTreeNeedsNoDeepStack() throws Exception {
    Path deep = Path.of("d");
    for (int i = 0; i < 1_500; i++) {
      deep = deep.resolve("x");
    }
    Files.createDirectories(deep);
    file(deep + "/file");
    assertEquals(3, walk("d").size());
  }

  @Test
  void manyFilesComeOneByOne() throws Exception {
    Files.createDirectories(Path.of("d"));
    for (int i = 0; i < 3_000; i++) {
      Files.createFile(Path.of("d", Integer.toString(10_000 + i)));
    }
    List<String> inputs = walk("d");
    assertEquals(3_002, inputs.size());
    assertEquals("WALKED d/12999", inputs.get(3_000));
  }

  @Test
  void whatTheRunItselfWritesIsPassedOver() throws Exception {
    file("d/b/r", "d/c/r", "d/r", "e/r");
    Sandbox.prepare("link linked d");
    List<Path> own = List.of(Path.of("d/b/r").toRealPath(), Path.of("e").toRealPath());
    List<String> inputs = new ArrayList<>();
    new FileWalker(List.of("linked", "e/r"), own).forEachRemaining(i -> inputs.add(i.name()));
    assertEquals(List.of("linked", "linked/c/r", "linked/r", "linked", "e/r"), inputs);
  }

  @Test
  void oneFileIsSingleAndADirectoryIsNot() throws Exception {
    file("d/file");
    assertTrue(FileWalker.isSingle(List.of("d/file")));
    assertTrue(FileWalker.isSingle(List.of("-")));
    assertTrue(FileWalker.isSingle(List.of("missing")));
    assertTrue(FileWalker.isSingle(List.of("nul\0")));
    assertFalse(FileWalker.isSingle(List.of("d")));
    assertFalse(FileWalker.isSingle(List.of("d/file", "d/file")));
  }

  private static void file(String... names) throws IOException {
    for (String name : names) {
      Path file = Path.of(name);
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.createFile(file);
    }
  }

  private static List<String> walk(String... arguments) {
    List<String> inputs = new ArrayList<>();
    new FileWalker(List.of(arguments), List.of())
        .forEachRemaining(input -> inputs.add(input.kind() + " " + input.name()));
    return inputs;
  }
}
