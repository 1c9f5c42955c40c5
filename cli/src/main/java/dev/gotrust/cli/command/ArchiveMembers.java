package dev.gotrust.cli.command;

import dev.gotrust.VerificationRequest;
import dev.gotrust.archive.Archive;
import dev.gotrust.archive.ArchiveException;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.FileSource;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.SeveralReports;
import dev.gotrust.cli.Terminal;
import dev.gotrust.facts.Refusal;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the Go programs in an archive; the archive is opened once, nothing is written to disk. */
final class ArchiveMembers implements Archive.Visitor {
  private final String name;
  private final @Nullable Path file;
  private final SignedInput archive;
  private final Judge judge;
  private final List<Report> reports = new ArrayList<>();

  private ArchiveMembers(String name, @Nullable Path file, SignedInput archive, Judge judge) {
    this.name = name;
    this.file = file;
    this.archive = archive;
    this.judge = judge;
  }

  /** Judges one program. */
  interface Judge {
    Report on(VerificationRequest.Builder request);
  }

  /**
   * Returns the reports of the Go programs in an archive, null if the file is none.
   *
   * @param turn is locked while an archive is read: a file of it may fill the heap
   */
  static @Nullable Report judge(Path file, String name, Object turn, Judge judge) {
    try (FileSource source = FileSource.open(file)) {
      return judge(source, file, name, turn, judge);
    } catch (IOException unreadable) {
      return RefusalReport.unreadable(name, Terminal.explain(unreadable));
    }
  }

  /**
   * As {@link #judge(Path, String, Object, Judge)}, of bytes that may have no place of their own.
   */
  static @Nullable Report judge(
      ByteSource source, @Nullable Path file, String name, Object turn, Judge judge) {
    try {
      if (!Archive.is(source)) {
        return null;
      }
      ArchiveMembers members = new ArchiveMembers(name, file, SignedInput.of(name, source), judge);
      synchronized (turn) {
        Archive.visit(source, members);
      }
      source.confirmUnchanged();
      return members.report();
    } catch (ArchiveException unusable) {
      Refusal.Kind kind = unusable.isTooLarge() ? Refusal.Kind.TOO_LARGE : Refusal.Kind.MALFORMED;
      return refusal(name, kind, unusable.getMessage());
    } catch (IOException unreadable) {
      return RefusalReport.unreadable(name, Terminal.explain(unreadable));
    }
  }

  private Report report() {
    if (reports.isEmpty()) {
      return refusal(name, Refusal.Kind.NOT_GO, "the archive holds no Go program");
    }
    return reports.size() == 1 ? reports.get(0) : new SeveralReports(reports);
  }

  private static RefusalReport refusal(String name, Refusal.Kind kind, String message) {
    return new RefusalReport(new Refusal(name, null, null, null, kind, message, -1));
  }

  @Override
  public void executable(String path, ByteSource member) {
    String title = title(path);
    Report report =
        judge.on(
            VerificationRequest.of(member, title)
                .within(new Container(archive, file, path.isEmpty() ? title : path)));
    boolean other =
        report instanceof RefusalReport refused && refused.refusal().kind() == Refusal.Kind.NOT_GO;
    if (!other) {
      reports.add(report);
    }
  }

  private String title(String path) {
    return path.isEmpty() ? name : name + ": " + path;
  }

  @Override
  public void tooLarge(String path, String reason) {
    reports.add(refusal(title(path), Refusal.Kind.TOO_LARGE, reason));
  }
}
