package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.command.CommandTable.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages of the manual, in the man macros of roff: one of the program, one of each command. The
 * same definitions give the same bytes; no date stands in them.
 */
final class ManualPages {
  private static final String EXAMPLES = "Examples:";
  private static final String EXIT_CODES = "Exit codes";

  private final StringBuilder page = new StringBuilder(4 * 1024);
  private String section = "";

  private ManualPages() {}

  /** Returns the pages by their file names. */
  static Map<String, String> all() {
    Map<String, String> pages = new TreeMap<>();
    pages.put("gotrust.1", overview());
    for (Commands command : Commands.listed()) {
      Parser definition = command.definition();
      if (definition != null) {
        pages.put(name(command) + ".1", of(command, definition));
      }
    }
    return pages;
  }

  private static String name(Commands command) {
    return "gotrust-" + command.words().replace(' ', '-');
  }

  private static String overview() {
    ManualPages pages = new ManualPages();
    pages.title("gotrust", "trace Go programs from their source to their bytes");
    pages.section("SYNOPSIS");
    pages.line("\\fBgotrust\\fR " + escape("COMMAND [options] FILE..."));
    pages.section("DESCRIPTION");
    pages.paragraphs(HelpText.ABOUT);
    pages.section("COMMANDS");
    for (Commands command : Commands.listed()) {
      if (command.runs()) {
        pages.line(".TP");
        pages.line("\\fB" + escape(name(command)) + "\\fR(1)");
        pages.line(escape(command.summary()));
      }
    }
    pages.paragraphs(HelpText.COMMON);
    return pages.page.toString();
  }

  private static String of(Commands command, Parser definition) {
    ManualPages pages = new ManualPages();
    pages.title(name(command), command.summary());
    pages.section("SYNOPSIS");
    String synopsis = definition.synopsis();
    String own = "gotrust " + command.words();
    pages.line("\\fB" + escape(own) + "\\fR" + escape(synopsis.substring(own.length())));
    pages.section("DESCRIPTION");
    pages.line(escape(definition.about()));
    if (!definition.inputLabel().isEmpty()) {
      pages.section("INPUTS");
      pages.entry("\\fI" + escape(definition.inputLabel()) + "\\fR", definition.inputDescription());
    }
    pages.section("OPTIONS");
    for (Option option : CommandTable.options(definition)) {
      pages.entry(names(option), option.description());
    }
    pages.paragraphs(definition.footer());
    pages.section("SEE ALSO");
    pages.line("\\fBgotrust\\fR(1)");
    return pages.page.toString();
  }

  private static String names(Option option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escape(name) + "\\fR");
    }
    String label = option.label().isEmpty() ? "" : "=\\fI" + escape(option.label()) + "\\fR";
    return String.join(", ", names) + label;
  }

  private void title(String name, String summary) {
    line(
        ".TH \""
            + escape(name.toUpperCase(Locale.ROOT))
            + "\" \"1\" \"\" \"gotrust "
            + escape(GoTrust.version())
            + "\" \"gotrust\"");
    line(".ad l");
    line(".nh");
    section("NAME");
    line(escape(name) + " \\- " + escape(summary));
  }

  private void section(String heading) {
    if (!section.equals(heading)) {
      line(".SH " + (heading.indexOf(' ') < 0 ? heading : '"' + heading + '"'));
      section = heading;
    } else {
      line(".PP");
    }
  }

  private void entry(String tag, String description) {
    line(".TP");
    line(tag);
    line(escape(description));
  }

  /** Sets the paragraphs of a help text: what is indented stays as it stands. */
  private void paragraphs(String text) {
    for (String paragraph : text.strip().split("\n\n", -1)) {
      List<String> lines = new ArrayList<>(List.of(paragraph.split("\n", -1)));
      String first = lines.get(0);
      if (first.equals(EXAMPLES)) {
        section("EXAMPLES");
        lines.remove(0);
      } else if (first.startsWith(EXIT_CODES)) {
        section("EXIT STATUS");
      } else if (first.equals("Options:")) {
        section("OPTIONS");
        lines.remove(0);
      } else {
        section(section.equals("DESCRIPTION") ? "DESCRIPTION" : "NOTES");
      }
      lines(lines);
    }
  }

  private void lines(List<String> lines) {
    boolean verbatim = false;
    for (String each : lines) {
      boolean indented = each.startsWith("  ");
      if (indented != verbatim) {
        line(indented ? ".EX" : ".EE");
        verbatim = indented;
      }
      line(escape(each.stripTrailing()));
    }
    if (verbatim) {
      line(".EE");
    }
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** Nothing in a text is a request, an escape or a dash of another kind. */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}
