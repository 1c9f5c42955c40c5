package dev.gotrust.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository that the installed git makes, with times and names that are always the same. */
public final class GitRepo {
  private final Path root;
  private int seconds;

  private GitRepo(Path root) {
    this.root = root;
  }

  /** Whether git is installed; what is left out otherwise is said. */
  public static boolean isThere() {
    return isOnPath("git");
  }

  /** Whether a program is on the path. */
  public static boolean isOnPath(String program) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    System.out.println("left out: " + program + " is not installed");
    return false;
  }

  /** A new repository with a go.mod that is committed. */
  public static GitRepo init(Path root, String module, String... options)
      throws IOException, InterruptedException {
    Files.createDirectories(root);
    GitRepo repo = new GitRepo(root.toRealPath());
    List<String> arguments = new ArrayList<>(List.of("init", "-q", "-b", "main"));
    arguments.addAll(List.of(options));
    repo.git(arguments.toArray(new String[0]));
    repo.write("go.mod", "module " + module + "\n\ngo 1.26\n");
    repo.write("main.go", "package main\n\nfunc main() { println(\"hi\") }\n");
    repo.commit("one");
    return repo;
  }

  static GitRepo at(Path root) throws IOException {
    return new GitRepo(root.toRealPath());
  }

  public Path root() {
    return root;
  }

  public Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Commits all, a minute after the commit before. */
  public String commit(String message) throws IOException, InterruptedException {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return head();
  }

  public String head() throws IOException, InterruptedException {
    return git("rev-parse", "HEAD").strip();
  }

  /** What git prints; its configuration is the repository's alone. */
  public String git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always", "-c", "gc.auto=0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    Map<String, String> environment = builder.environment();
    String time = "2026-01-02T03:" + String.format("%02d", seconds++ / 2 % 60) + ":05Z";
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_SYSTEM", "/dev/null");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "A. Developer");
      environment.put("GIT_" + who + "_EMAIL", "a@example.com");
      environment.put("GIT_" + who + "_DATE", time);
    }
    return run(builder);
  }

  static String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
