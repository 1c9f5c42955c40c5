package dev.gotrust.cli;

import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;

/**
 * The directory that tests run in, made empty for each: names in transcripts are relative to it,
 * and a process can't change its own.
 */
final class Sandbox {
  private static final String NAME = "test-cwd";

  private Sandbox() {}

  /** Deletes everything in it. */
  static void clean() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    if (!here.endsWith(NAME)) {
      throw new IllegalStateException("these tests run in target/" + NAME + ", as the build does");
    }
    Files.walkFileTree(
        here,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failed)
              throws IOException {
            if (!directory.equals(here)) {
              Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Does what one line of a transcript asks for. */
  static void prepare(String line)
      throws IOException, InterruptedException, GeneralSecurityException {
    String[] words = line.split(" ", 3);
    Path path = Path.of(words[1]);
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    switch (words[0]) {
      case "fixture" -> Files.write(path, Fixtures.bytes(words[2]));
      case "companion" -> {
        String[] which = words[2].split(" ");
        Files.writeString(path, Fixtures.companion(which[0], which[1]).orElseThrow());
      }
      case "sample" -> Files.write(path, TestSigner.sample(words[2]));
      case "key" -> TestSigner.key(path, Integer.parseInt(words[2]));
      case "private" -> TestSigner.privateKey(path, Integer.parseInt(words[2]));
      case "sign" -> TestSigner.sign(path, Path.of(words[2]));
      case "attest" -> {
        String[] what = words[2].split(" ", 3);
        TestSigner.attest(path, Path.of(what[0]), what[1], what[2]);
      }
      case "text" -> Files.writeString(path, words[2].translateEscapes());
      case "directory" -> Files.createDirectories(path);
      case "link" -> Files.createSymbolicLink(path, Path.of(words[2]));
      case "fifo" -> new ProcessBuilder("mkfifo", words[1]).start().waitFor();
      default -> throw new IllegalArgumentException(line);
    }
  }
}
