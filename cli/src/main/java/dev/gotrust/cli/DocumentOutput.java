package dev.gotrust.cli;

import dev.gotrust.GoTrust;
import dev.gotrust.facts.Inspection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes the one document that it makes: standard output, or a file that appears
 * whole or not at all. Nothing is written, or made, before there is a document.
 */
public final class DocumentOutput {
  private final String option;
  private final @Nullable String name;
  private final @Nullable Target target;

  private DocumentOutput(String option, @Nullable String name, @Nullable Target target) {
    this.option = option;
    this.name = name;
    this.target = target;
  }

  /**
   * Creates an output.
   *
   * @param option what names the file, for complaints
   * @param name the file; null or {@code -} for standard output
   * @return the output; nothing is opened yet
   * @throws UsageException if no file can be there
   */
  public static DocumentOutput of(String option, @Nullable String name) throws UsageException {
    if (name == null || name.equals(FileWalker.STANDARD_INPUT)) {
      return new DocumentOutput(option, null, null);
    }
    try {
      return new DocumentOutput(option, name, Target.of(FileNames.path(name)));
    } catch (IOException failed) {
      throw Output.unwritable(name, Terminal.explain(failed));
    } catch (InvalidPathException failed) {
      throw Output.unwritable(name, failed.getReason());
    }
  }

  /**
   * Keeps the document from taking the place of what the run reads, of a program or of a file of a
   * module.
   *
   * @param reads files and directories that the run reads
   * @throws UsageException if it would
   */
  public void refuseToReplace(List<Path> reads) throws UsageException {
    if (target == null || !Files.exists(target.path())) {
      return;
    }
    for (Path read : reads) {
      if (target.replaces(read)) {
        throw refused("what is to be read");
      }
    }
    if (Output.isModuleFile(target.path())) {
      throw refused("a file of a module");
    }
    if (!target.isStream() && GoTrust.inspect(target.path()) instanceof Inspection) {
      throw refused("a Go program");
    }
  }

  private UsageException refused(String what) {
    return new UsageException(
        option + ' ' + name + " would replace " + what + "; give it another path");
  }

  /**
   * Writes the document.
   *
   * @param document its text, with a line end
   * @param terminal prints it where no file is named
   * @return {@link ExitCode#OK}, or {@link ExitCode#USAGE} if standard output can't be written
   * @throws UsageException if the file can't be written
   */
  public ExitCode write(String document, Terminal terminal) throws UsageException {
    if (target == null) {
      return terminal.print(document);
    }
    try (OutputFile file = OutputFile.begin(target)) {
      file.write(document.getBytes(StandardCharsets.UTF_8));
      file.commit();
      return ExitCode.OK;
    } catch (IOException failed) {
      throw Output.unwritable(name, Terminal.explain(failed));
    }
  }
}
