package dev.gotrust.cli;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.Batch.Judged;
import dev.gotrust.report.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes what came of each input in order: prints it, counts it and keeps the gravest code. */
final class Ledger {
  /** More of them say no more. */
  private static final int MOST_FAILURES = 100;

  private static final String OTHER = " link or special file passed over";
  private static final String OTHERS = " links or special files passed over";

  private final Terminal terminal;
  private final Printer printer;
  private final boolean all;
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> tallies = new TreeMap<>();
  private ExitCode code = ExitCode.OK;
  private int binaries;
  private int refused;
  private int others;
  private int passedOver;

  /** What had been counted when the directory began that is being walked. */
  private int saidBefore;

  private int seenBefore;

  Ledger(Terminal terminal, Printer printer, boolean all) {
    this.terminal = terminal;
    this.printer = printer;
    this.all = all;
  }

  /** Returns the gravest code so far. */
  ExitCode code() {
    return code;
  }

  /** Takes the next. */
  void enter(Judged judged) {
    Throwable failure = judged.failure();
    if (failure != null) {
      fail(judged.input(), failure);
      refused++;
    } else if (judged.report() instanceof RefusalReport refusal) {
      refuse(judged.input(), refusal);
    } else if (judged.report() != null) {
      report(judged.input(), judged.report());
    } else {
      border(judged.input());
    }
    terminal.progress().done();
  }

  private void fail(Input input, Throwable bug) {
    terminal.bug(input.name(), bug);
    code = code.graver(ExitCode.INTERNAL);
    if (failures.size() < MOST_FAILURES) {
      failures.add(input.name() + ": a bug in gotrust (" + bug + ')');
    }
  }

  /** What can't be rendered is said, and the other reports go on. */
  private void print(Input input, Report report, Printer.Manner manner) {
    Throwable bug = printer.print(report, manner);
    if (bug != null) {
      fail(input, bug);
    }
  }

  private void report(Input input, Report report) {
    binaries++;
    code = code.graver(report.code());
    if (!report.tally().isEmpty()) {
      tallies.merge(report.tally(), 1, Integer::sum);
    }
    print(input, report, Printer.Manner.TEXT);
  }

  private void refuse(Input input, RefusalReport refusal) {
    boolean walked = input.kind() == Input.Kind.WALKED && refusal.isNoGo();
    if (walked || input.kind() == Input.Kind.PASSED_OVER) {
      others += walked ? 1 : 0;
      passedOver += walked ? 0 : 1;
      if (all) {
        print(input, refusal, Printer.Manner.LINE);
      }
      return;
    }
    refused++;
    code = code.graver(refusal.code());
    terminal.problem(input.name(), refusal.message());
    print(input, refusal, Printer.Manner.COMPLAINT);
  }

  private void border(Input input) {
    if (input.kind() == Input.Kind.DIRECTORY) {
      saidBefore = binaries + refused;
      seenBefore = others + passedOver;
      if (input.path() != null && Files.isSymbolicLink(input.path())) {
        showTarget(input.name(), input.path());
      }
    } else if (binaries + refused == saidBefore) {
      int seen = others + passedOver - seenBefore;
      String message =
          seen == 0
              ? "the directory is empty; expected Go programs"
              : "no Go program in this directory; "
                  + files(seen, " is", " are")
                  + " something else (--all lists them)";
      refuse(input, RefusalReport.noGo(input.name(), message));
    }
  }

  private void showTarget(String name, Path link) {
    try {
      terminal.note(name + " is a symbolic link to " + FileNames.show(link.toRealPath()));
    } catch (IOException gone) {
      terminal.problem(name, Terminal.explain(gone)); // what lies behind it is still reported
    }
  }

  /** Prints the sum of a run over several files. */
  void close() {
    StringBuilder sum = new StringBuilder();
    sum.append(binaries).append(binaries == 1 ? " Go program" : " Go programs");
    String before = ": ";
    for (Map.Entry<String, Integer> tally : tallies.entrySet()) {
      sum.append(before).append(tally.getValue()).append(' ').append(tally.getKey());
      before = ", ";
    }
    if (refused > 0) {
      sum.append("; ").append(refused).append(" not analysed");
    }
    if (others > 0) {
      sum.append("; ").append(files(others, " is no Go program", " are no Go programs"));
    }
    if (passedOver > 0) {
      sum.append("; ").append(passedOver).append(passedOver == 1 ? OTHER : OTHERS);
    }
    if (others + passedOver > 0 && !all) {
      sum.append(" (--all lists them)");
    }
    if (!printer.showsText()) {
      terminal.note(sum.toString());
    }
    printer.sum(Paragraph.of(sum.toString()));
  }

  /**
   * Completes and commits what was written.
   *
   * @param complete whether all was judged
   * @return the code of the run
   */
  ExitCode end(boolean complete) {
    boolean whole = complete && printer.lost().isEmpty();
    ExitCode result = whole ? code : code.graver(ExitCode.USAGE);
    printer.end(new RunEnd(result.number(), GoTrust.version(), failures));
    printer.commit();
    for (String lost : printer.lost()) {
      terminal.note(lost);
    }
    return printer.lost().isEmpty() ? result : result.graver(ExitCode.USAGE);
  }

  private static String files(int count, String one, String many) {
    return count + (count == 1 ? " file" + one : " files" + many);
  }
}
