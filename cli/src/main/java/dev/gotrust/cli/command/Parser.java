package dev.gotrust.cli.command;

import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the commands' lines have in common. Specs are built by hand: picocli's annotations, its own
 * help option among them, cost up to 40 ms of each start.
 */
final class Parser {
  private static final String FILES = "FILE";

  private final CommandSpec spec;
  private final String synopsis;
  private final List<String> toggles = new ArrayList<>();
  private boolean needsInput = true;
  private String about = "";
  private String footer = "";

  /**
   * Creates a parser of a command that takes files.
   *
   * @param name such as {@code gotrust inspect}
   * @param options in a synopsis, what stands before the files
   */
  Parser(String name, String options) {
    this(name, options, FILES + "...");
  }

  /**
   * Creates a parser.
   *
   * @param name such as {@code gotrust toolchain verify}
   * @param options in a synopsis, what stands before the inputs
   * @param inputs in a synopsis, what stands behind the options
   */
  Parser(String name, String options, String inputs) {
    synopsis = name + ' ' + options + ' ' + inputs;
    spec = CommandSpec.create().name(name);
    spec.parser()
        // A file may be named @list or ${x}; a value may not be an option that is misspelt.
        .expandAtFiles(false)
        .unmatchedOptionsAllowedAsOptionParameters(false);
    spec.interpolateVariables(false);
    spec.usageMessage().customSynopsis(synopsis).sortOptions(false).abbreviateSynopsis(false);
  }

  /** Adds an option without a value. */
  Parser flag(String name, String... description) {
    spec.addOption(OptionSpec.builder(name).description(description).build());
    return this;
  }

  /**
   * Adds an option without a value that may also be written {@code --name=true} or {@code =false},
   * as other programs' scripts do.
   */
  Parser toggle(String name, String... description) {
    toggles.add(name);
    return flag(name, description);
  }

  /** Adds an option whose value is true or false, and must be said. */
  Parser choice(String name, String... description) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel("true|false")
            .arity("1")
            .type(boolean.class)
            .description(description)
            .build());
    return this;
  }

  /** Adds an option that is taken and says nothing here; the help leaves it out. */
  Parser ignored(String name, boolean hasValue) {
    if (!hasValue) {
      toggles.add(name);
    }
    spec.addOption(
        OptionSpec.builder(name)
            .arity(hasValue ? "1" : "0")
            .type(hasValue ? String.class : boolean.class)
            .hidden(true)
            .build());
    return this;
  }

  /** Adds an option with a value. */
  Parser option(String name, String value, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel(value)
            .arity("1")
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /** Adds an option with a value, and a short name. */
  Parser option(String shortName, String name, String value, String description) {
    spec.addOption(
        OptionSpec.builder(shortName, name)
            .paramLabel(value)
            .arity("1")
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /** Adds an option with a value that may stand several times. */
  Parser options(String name, String value, String... description) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel(value)
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(description)
            .build());
    return this;
  }

  /** Adds {@code --output}, which takes these formats. */
  Parser output(List<String> formats) {
    int last = formats.size() - 1;
    String words = String.join(", ", formats.subList(0, last)) + " or " + formats.get(last);
    spec.addOption(
        OptionSpec.builder("--output")
            .paramLabel("FORMAT[=PATH]")
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .completionCandidates(formats)
            .description(
                "Write "
                    + words
                    + " to standard output, or whole to a file. May stand several times; without"
                    + " it, text.")
            .build());
    return this;
  }

  /** Adds an option with any text as value, that of an option too; it may stand several times. */
  Parser texts(String name, String value, String... description) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel(value)
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .parameterConsumer(new AnyText())
            .description(description)
            .build());
    return this;
  }

  /** Takes {@code -trimpath=true} as the value that it is; picocli would look for an option. */
  private static final class AnyText implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
      if (arguments.isEmpty()) {
        String name = ((OptionSpec) option).longestName();
        throw new ParameterException(
            command.commandLine(),
            "Missing required parameter for option '" + name + "' (" + option.paramLabel() + ')');
      }
      List<String> before = option.getValue();
      List<String> values = before == null ? new ArrayList<>() : new ArrayList<>(before);
      values.add(arguments.pop());
      option.setValue(values);
    }
  }

  /** Adds what every command takes, and inputs of which one at least is named. */
  Parser files(String... description) {
    return inputs(FILES, description);
  }

  /** Adds what every command takes, and an input that need not be named. */
  Parser optional(String label, String... description) {
    needsInput = false;
    return inputs(label, description);
  }

  /** Adds what every command takes, and inputs of another kind, of which one at least is named. */
  Parser inputs(String label, String... description) {
    spec.addOption(
        OptionSpec.builder("-v", "--verbose")
            .description("Tell on standard error what is read and asked, and when.")
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .hidden(label.isEmpty())
            .arity("0..*")
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(description)
            .build());
    return this;
  }

  /**
   * Parses the arguments behind the command's name.
   *
   * @throws UsageException if the command does not take them
   */
  ParseResult parse(List<String> given) throws UsageException {
    List<String> arguments = toggles.isEmpty() ? given : toggled(given);
    refuseValues(arguments);
    try {
      ParseResult line = new CommandLine(spec).parseArgs(arguments.toArray(new String[0]));
      if (!line.isUsageHelpRequested()) {
        check(files(line), needsInput);
      }
      return line;
    } catch (UnmatchedArgumentException unknown) {
      throw wrong(unknown(unknown));
    } catch (ParameterException wrong) {
      throw wrong(startSmall(String.valueOf(wrong.getMessage())));
    }
  }

  private List<String> toggled(List<String> given) {
    List<String> arguments = new ArrayList<>();
    boolean options = true;
    for (String argument : given) {
      int equals = argument.indexOf('=');
      options &= !argument.equals("--");
      String name = equals < 0 || !options ? "" : argument.substring(0, equals);
      String value = toggles.contains(name) ? argument.substring(equals + 1) : "";
      if (value.equals("true")) {
        arguments.add(name);
      } else if (!value.equals("false")) {
        arguments.add(argument);
      }
    }
    return arguments;
  }

  /** Nobody who writes {@code --all=false} may get the contrary. */
  private void refuseValues(List<String> arguments) throws UsageException {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return;
      }
      int equals = argument.indexOf('=');
      OptionSpec option = spec.findOption(equals < 0 ? "" : argument.substring(0, equals));
      if (option != null && option.arity().max() == 0) {
        throw wrong(option.longestName() + " takes no value; leave it out to have it off");
      }
    }
  }

  private void check(List<String> files, boolean needed) throws UsageException {
    if (files.size() > 1 && !needed) {
      throw wrong("one directory was expected, but " + files.size() + " are named");
    }
    if (files.isEmpty() && needed) {
      throw wrong("no file is named; name files, directories or - for standard input");
    }
    int standardInputs = 0;
    for (String file : files) {
      if (file.isEmpty()) {
        throw wrong("a file's name is empty");
      }
      standardInputs += file.equals(FileWalker.STANDARD_INPUT) ? 1 : 0;
    }
    if (standardInputs > 1) {
      throw wrong("standard input (-) can be read once only");
    }
  }

  private String unknown(UnmatchedArgumentException unknown) {
    String option = unknown.getUnmatched().get(0);
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    String meant = Words.closest(name, spec.optionsMap().keySet());
    // Without its value, which may be a secret.
    return "unknown option "
        + name
        + (meant == null
            ? "; a file of that name stands behind --"
            : "; did you mean " + meant + '?');
  }

  private static String startSmall(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private UsageException wrong(String message) {
    return new UsageException(message, synopsis);
  }

  /**
   * Returns the values of an option that {@link #texts} added; picocli does not count it matched.
   */
  static List<String> texts(ParseResult line, String name) {
    List<String> values = line.commandSpec().findOption(name).getValue();
    return values == null ? List.of() : values;
  }

  /** Returns the files that a command line names. */
  static List<String> files(ParseResult line) {
    return line.matchedPositionalValue(0, List.of());
  }

  /** Returns the outputs that a command line names. */
  static List<Output> outputs(ParseResult line) throws UsageException {
    return Output.parse(Output.PLAIN, line.matchedOptionValue("--output", List.of()));
  }

  /** Returns the outputs of stored trust reports that a command line names. */
  static List<Output> storedOutputs(ParseResult line) throws UsageException {
    return Output.parse(Output.STORED, line.matchedOptionValue("--output", List.of()));
  }

  /** Returns the outputs of trust reports that a command line names. */
  static List<Output> trustOutputs(ParseResult line) throws UsageException {
    return Output.parse(Output.TRUST, line.matchedOptionValue("--output", List.of()));
  }

  /**
   * Adds what the help says beside the options.
   *
   * @param whatItDoes a sentence or two
   * @param rest examples, what it proves and exit codes, as they are printed
   */
  Parser describe(String whatItDoes, String rest) {
    about = whatItDoes;
    footer = rest;
    return this;
  }

  /** Returns what {@link #describe} was told that the command does. */
  String about() {
    return about;
  }

  /** Returns what {@link #describe} was told of examples and exit codes. */
  String footer() {
    return footer;
  }

  /** Returns how the command is written. */
  String synopsis() {
    return synopsis;
  }

  /** Returns what the synopsis calls an input; empty where there is none. */
  String inputLabel() {
    return spec.positionalParameters().get(0).paramLabel();
  }

  /** Returns what the help says of the inputs. */
  String inputDescription() {
    return String.join(" ", spec.positionalParameters().get(0).description());
  }

  /** Returns its options, in the order of the help, with those that the help leaves out. */
  List<OptionSpec> options() {
    return spec.options();
  }

  /** Returns the help for lines of so many characters. */
  String help(int columns) {
    spec.usageMessage()
        .width(Math.max(55, Math.min(columns, 100)))
        .description(about)
        .parameterListHeading(inputLabel().isEmpty() ? "" : "%nInputs:%n")
        .optionListHeading("%nOptions:%n");
    return new CommandLine(spec).getUsageMessage(Ansi.OFF) + '\n' + footer;
  }
}
