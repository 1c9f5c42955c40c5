package dev.gotrust.cli.command;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Refusal.Kind;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.ReportReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the documents of the files that a line names, one at a time. */
final class StoredReports {
  private final Surroundings surroundings;

  StoredReports(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Takes what was read, and what was not. */
  interface Taker {
    /** Takes a document. */
    void document(String name, ReportDocument document, JsonNode json);

    /** Takes why a file, or the rest of it, can't be read. */
    void problem(String name, RefusalReport refusal);
  }

  void read(List<String> names, Taker taker) {
    for (String name : names) {
      try (InputStream in = open(name)) {
        ReportReader.read(name, in, (document, json) -> taker.document(name, document, json));
      } catch (JsonException malformed) {
        String message = String.valueOf(malformed.getMessage());
        String rest = message.startsWith(name) ? message.substring(name.length()) : message;
        taker.problem(name, refusal(name, Kind.MALFORMED, rest.replaceFirst("^[:,] ", "")));
      } catch (IOException unreadable) {
        taker.problem(name, RefusalReport.unreadable(name, Terminal.explain(unreadable)));
      }
    }
  }

  private InputStream open(String name) throws IOException {
    if (name.equals(FileWalker.STANDARD_INPUT)) {
      return surroundings.in();
    }
    Path file = FileWalker.path(name);
    if (file == null) {
      throw new IOException("no file can have this name");
    }
    if (Files.isDirectory(file)) {
      throw new IOException("a stored report was expected, but this is a directory");
    }
    return Files.newInputStream(file);
  }

  private static RefusalReport refusal(String name, Kind kind, String message) {
    return new RefusalReport(new Refusal(name, null, null, null, kind, message, -1));
  }

  /** Returns what is printed of a document. */
  static Report report(ReportDocument document, JsonNode json, boolean alone) {
    return document instanceof Judged judged
        ? new StoredReport(judged, json, alone)
        : new RefusalReport(refusal((Refused) document), !alone);
  }

  private static Refusal refusal(Refused stored) {
    String sha256 = stored.sha256();
    return new Refusal(
        stored.file(),
        stored.target(),
        stored.size(),
        sha256 == null ? null : Bytes.of(HexFormat.of().parseHex(sha256)),
        kind(stored.kind()),
        stored.message(),
        stored.offset());
  }

  /** A kind that only a newer version knows is one of the kinds that can't be analysed. */
  private static Kind kind(@Nullable String id) {
    for (Kind kind : Kind.values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    return Kind.UNSUPPORTED;
  }
}
