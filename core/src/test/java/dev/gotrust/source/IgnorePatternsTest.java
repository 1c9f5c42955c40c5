package dev.gotrust.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IgnorePatternsTest {
  @TempDir Path temp;

  private static Boolean isIgnored(String text, String path, boolean directory) throws IOException {
    return IgnorePatterns.parse(text.getBytes(StandardCharsets.UTF_8)).isIgnored(path, directory);
  }

  @ParameterizedTest
  @CsvSource({
    "*.log,a.log,true",
    "*.log,deep/er/a.log,true",
    "*.log,a.txt,",
    "\ufeff*.log,a.log,true",
    "/a.log,deep/a.log,",
    "/a.log,a.log,true",
    "deep/*.log,deep/a.log,true",
    "deep/*.log,deep/er/a.log,",
    "**/er,deep/er,true",
    "**/er,er,true",
    "deep/**/f,deep/f,true",
    "deep/**/f,deep/a/b/f,true",
    "deep/**/f,deep/a/b/g,",
    "deep/**,deep/a/b,true",
    "deep/**,deep,",
    "build/,build,",
    "[a-c]x,bx,true",
    "[!a-c]x,bx,",
    "[^a-c]x,dx,true",
    "[]a]x,]x,true",
    "[[:digit:]]x,1x,true",
    "[[:upper:][:space:]]x,1x,",
    "[a,ax,",
    "a?c,abc,true",
    "a?c,a/c,",
    "'a\\*c','a*c',true",
    "'a\\*c',abc,",
    "'\\#a','#a',true",
    "'\\!a','!a',true",
    "'#a','#a',",
    "'a  ',a,true",
    "'a\\ ','a ',true",
    "**,any/thing,true",
    "a**c,abbc,true",
    "'a\\',a,",
  })
  void onePattern(String pattern, String path, Boolean expected) throws IOException {
    assertEquals(expected, isIgnored(pattern + "\n", path, false), pattern);
  }

  @Test
  void theLastPatternCounts() throws IOException {
    String text = "*.log\r\n!keep.log\n\nkeep.log/\n";
    assertEquals(true, isIgnored(text, "a.log", false));
    assertEquals(false, isIgnored(text, "keep.log", false));
    assertEquals(true, isIgnored(text, "keep.log", true));
  }

  @Test
  void hostilePatternsEnd() throws IOException {
    String stars = "*a".repeat(1000) + "b";
    String name = "a".repeat(250);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1), () -> assertEquals(null, isIgnored(stars, name, false)));
    String deep = "**/a/".repeat(100) + "b";
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertEquals(null, isIgnored(deep, "a/".repeat(500) + "c", false)));
    assertThrows(
        IOException.class, () -> isIgnored("a\n".repeat(Limits.GIT_PATTERNS + 1), "b", false));
    assertEquals(null, isIgnored("a".repeat(Limits.NAME + 1), "b", false));
  }

  /** The same answers as the installed git gives. */
  @Test
  @EnabledIf("dev.gotrust.source.GitRepo#isThere")
  void gitSaysTheSame() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), "example.com/app");
    List<String> patterns =
        List.of(
            "*.log",
            "/x",
            "a/b",
            "a/**",
            "**/b",
            "a/**/c",
            "[ab]*",
            "b?",
            "*/c",
            "d/",
            "!a/b/c",
            "**/b/**",
            "a*/c",
            "/a/*/c",
            "[[:alpha:]]1",
            "\\x",
            "*b*c*");
    List<String> paths =
        List.of(
            "a", "b", "x", "a/b", "a/c", "a/b/c", "b/c", "c/x", "a1", "bb", "d", "c.log", "cbc");
    for (String pattern : patterns) {
      repo.write(".gitignore", pattern + "\n");
      for (String path : paths) {
        Path file = repo.root().resolve("w").resolve(path);
        String output =
            GitRepo.run(
                new ProcessBuilder(
                        "sh", "-c", "git check-ignore -v -n --no-index -- '" + path + "' || true")
                    .directory(repo.root().toFile()));
        boolean matched = !output.startsWith("::");
        // git asks for the directories above as well, and says by which pattern they are ignored.
        Boolean expected = !matched ? null : !pattern.startsWith("!");
        assertEquals(expected, above(pattern, path), pattern + " on " + path + ": " + file);
      }
    }
    assertEquals(false, Files.exists(repo.root().resolve("w")));
  }

  private static Boolean above(String pattern, String path) throws IOException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (Boolean.TRUE.equals(isIgnored(pattern, path.substring(0, slash), true))) {
        return true;
      }
    }
    return isIgnored(pattern, path, false);
  }
}
