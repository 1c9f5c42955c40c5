package dev.gotrust.cli;

import dev.gotrust.bytes.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a step of GitHub Actions: what earlier commands of the step wrote stays, and all
 * of it together has a cap.
 */
final class StepSummary extends OutputStream {
  private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  private final Path file;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  private StepSummary(Path file) {
    this.file = file;
  }

  /** Returns what an output appends to, null if it is of another format or no step runs this. */
  static @Nullable StepSummary of(Output output, Surroundings surroundings) throws UsageException {
    if (!output.format().equals("github") || !surroundings.isSet(VARIABLE)) {
      return null;
    }
    String path = surroundings.environment().get(VARIABLE);
    try {
      return new StepSummary(FileNames.path(String.valueOf(path)));
    } catch (InvalidPathException wrong) {
      throw new UsageException(VARIABLE + " names no file: " + wrong.getReason());
    }
  }

  /** Returns how many bytes may still be appended. */
  long room() {
    try {
      return Limits.STEP_SUMMARY - (Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException unreadable) {
      return Limits.STEP_SUMMARY; // it is told when it can't be written
    }
  }

  /** Returns what complaints call it. */
  String name() {
    return VARIABLE + ' ' + FileNames.show(file);
  }

  @Override
  public void write(int value) {
    held.write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    held.write(bytes, from, length);
  }

  /**
   * Appends all that was written, behind a blank line: what stands there may end in a block of
   * HTML, which would swallow what follows it. Above the cap GitHub would show none of it.
   */
  void append() throws IOException {
    long room = room();
    String apart = room < Limits.STEP_SUMMARY ? "\n\n" : "";
    if (apart.length() + held.size() > room) {
      throw new IOException("no room: GitHub takes " + Limits.STEP_SUMMARY + " bytes for a step");
    }
    byte[] all = (apart + held.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    Files.write(file, all, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
