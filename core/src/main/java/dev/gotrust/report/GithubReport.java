package dev.gotrust.report;

import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Workflow commands of GitHub Actions: one annotation for each file that has no PASS, and a notice
 * that counts. GitHub shows ten of a kind for a step; the summary of the step holds the others.
 */
final class GithubReport implements ReportWriter {
  private final OutputStream out;
  private final Tally tally = new Tally();

  GithubReport(OutputStream out) {
    this.out = out;
  }

  @Override
  public void add(ReportDocument document) throws IOException {
    tally.count(document);
    if (document instanceof Judged judged) {
      if (judged.verdict() != Verdict.PASS) {
        StringBuilder message = new StringBuilder(Markup.command(judged.summary()));
        for (Shortfall shortfall : Shortfall.of(judged)) {
          message.append("%0A").append(shortfall.link()).append(" is ");
          message.append(shortfall.state().name()).append(": ");
          message.append(Markup.command(shortfall.reason()));
        }
        String command = judged.verdict() == Verdict.FAIL ? "error" : "warning";
        print(command, judged.file(), "gotrust " + judged.verdict().name(), message.toString());
      }
    } else if (document instanceof Refused refused) {
      String message = Markup.command(refused.kind() + ": " + refused.message());
      print("error", refused.file(), "gotrust: not analysed", message);
    }
  }

  private void print(String command, String file, String title, String message) throws IOException {
    write(
        "::"
            + command
            + " file="
            + Markup.property(file)
            + ",title="
            + Markup.property(title)
            + "::"
            + message
            + "\n");
  }

  @Override
  public void end(RunEnd end) throws IOException {
    for (String failure : end.failures()) {
      write("::error title=gotrust%3A a bug::" + Markup.command(failure) + "\n");
    }
    write("::notice title=gotrust::" + Markup.command(tally.words(end)) + "\n");
  }

  private void write(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }
}
