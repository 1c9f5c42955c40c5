package dev.gotrust.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Go itself, asked: {@code module-vectors.go}, built with the copy of golang.org/x/mod that stands
 * in the GOROOT, so that nothing is downloaded.
 */
final class GoOracle {
  private static final String MOD = "golang.org/x/mod";

  private final Path program;

  private GoOracle(Path program) {
    this.program = program;
  }

  /** Builds it in an empty directory. */
  static GoOracle build(Path directory, Path goroot) throws IOException, InterruptedException {
    Path vendored = goroot.resolve("src/cmd/vendor");
    Path vendor = Files.createDirectory(directory.resolve("vendor"));
    copy(vendored.resolve(MOD), vendor.resolve(MOD));
    String modules = modulesTxt(Files.readAllLines(vendored.resolve("modules.txt")));
    Files.writeString(vendor.resolve("modules.txt"), modules);
    String version = modules.substring(0, modules.indexOf('\n')).split(" ")[2];
    Files.writeString(
        directory.resolve("go.mod"),
        "module oracle\n\ngo 1.24\n\nrequire " + MOD + ' ' + version + '\n');
    Files.writeString(directory.resolve("main.go"), ModuleVectors.resource("module-vectors.go"));
    run(directory, null, "go", "build", "-mod=vendor", "-o", "oracle", ".");
    return new GoOracle(directory.resolve("oracle"));
  }

  /** The lines of a vendor/modules.txt that are of the module. */
  private static String modulesTxt(List<String> lines) {
    StringBuilder own = new StringBuilder();
    boolean in = false;
    for (String line : lines) {
      in = line.startsWith("# ") ? line.startsWith("# " + MOD + ' ') : in;
      own.append(in ? line + '\n' : "");
    }
    return own.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Asks one question a line: a kind and its quoted arguments. */
  List<ModuleVectors.Vector> ask(List<String> questions) throws IOException, InterruptedException {
    Path in = program.resolveSibling("questions");
    Files.write(in, questions);
    List<ModuleVectors.Vector> answers = new ArrayList<>();
    String text = run(program.getParent(), in, program.toString());
    for (String line : text.split("\n")) {
      answers.add(ModuleVectors.Vector.parse(line));
    }
    return answers;
  }

  /** Runs a command with nothing but its own settings; returns what it prints, if it succeeds. */
  static String run(Path directory, Path input, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path errors = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Path work = directory.resolve("go.work");
    Map<String, String> environment = builder.environment();
    environment.putAll(Map.of("GOENV", "off", "GOFLAGS", "", "GOTOOLCHAIN", "local"));
    environment.put("GOWORK", Files.exists(work) ? work.toString() : "off");
    builder.redirectOutput(out.toFile()).redirectError(errors.toFile());
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException(
          String.join(" ", command) + ": " + Files.readString(errors, StandardCharsets.UTF_8));
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
