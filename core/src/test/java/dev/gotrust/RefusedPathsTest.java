package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Refusal;
import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that can't be opened: why, and where a link that was named leads. */
final class RefusedPathsTest {
  @TempDir Path temporary;
  private Path directory;

  @BeforeEach
  void realDirectory() throws IOException {
    directory = temporary.toRealPath();
  }

  private static Refusal refused(Path path) {
    Refusal refusal = assertInstanceOf(Refusal.class, GoTrust.inspect(path));
    assertEquals(Refusal.Kind.UNREADABLE, refusal.kind());
    return refusal;
  }

  private Path link(String target) throws IOException {
    return Files.createSymbolicLink(directory.resolve("link"), Path.of(target));
  }

  @Test
  void aLinkToWhatIsNoFileShowsItsTarget() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    Refusal refusal = refused(link("place"));
    assertEquals(place.toString(), refusal.target());
    assertEquals(
        "expected a regular file, found a directory; write its bytes to a file", refusal.message());
  }

  @Test
  void aLinkThatLeadsNowhereShowsWhere() throws IOException {
    Refusal refusal = refused(link("gone"));
    assertEquals(directory.resolve("gone").toString(), refusal.target());
    assertEquals(
        "a symbolic link to a file that is missing; check where it leads", refusal.message());
  }

  @Test
  void aLinkToItselfShowsIt() throws IOException {
    assertEquals(directory.resolve("link").toString(), refused(link("link")).target());
  }

  @Test
  void whatIsNoLinkHasNoTarget() throws IOException {
    assertNull(refused(directory.resolve("gone")).target());
    Path file = Fixtures.writeTo(directory, "hello");
    assertNull(assertInstanceOf(Inspection.class, GoTrust.inspect(file)).target());
    Inspection linked = assertInstanceOf(Inspection.class, GoTrust.inspect(link("hello")));
    assertEquals(file.toString(), linked.target());
  }
}
