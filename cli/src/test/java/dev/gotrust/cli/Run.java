package dev.gotrust.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run of the program within this process. */
final class Run {
  private final Map<String, String> environment = new TreeMap<>();
  private InputStream in = InputStream.nullInputStream();
  private String terminals = "";
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private OutputStream to = out;
  private int code;

  static Run of(String... args) {
    return new Run().start(args);
  }

  /** Runs a line as a shell would: variables first, blanks in quotes, input behind {@code <}. */
  static Run line(String line) throws IOException {
    Run run = new Run();
    List<String> words = words(line);
    while (!words.get(0).equals("gotrust")) {
      String[] variable = words.remove(0).split("=", 2);
      run.with(variable[0], variable[1]);
    }
    int input = words.indexOf("<");
    if (input >= 0) {
      run.from(new ByteArrayInputStream(Files.readAllBytes(Path.of(words.get(input + 1)))));
      words = words.subList(0, input);
    }
    return run.start(words.subList(1, words.size()).toArray(new String[0]));
  }

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (char c : (line + ' ').toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        begun = true;
      } else if (c == ' ' && !quoted) {
        if (begun) {
          words.add(unescape(word.toString()));
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    return words;
  }

  /** Java's own escapes do not name characters by number: {@code \\u202e}. */
  private static String unescape(String word) {
    StringBuilder text = new StringBuilder();
    for (String part : word.split("(?=\\\\u[0-9a-f]{4})")) {
      boolean number = part.startsWith("\\u");
      text.append(number ? (char) Integer.parseInt(part, 2, 6, 16) : "");
      text.append(part.substring(number ? 6 : 0).translateEscapes());
    }
    return text.toString();
  }

  Run with(String variable, String value) {
    if (variable.equals("TTY")) {
      terminals = value;
    } else {
      environment.put(variable, value);
    }
    return this;
  }

  Run from(InputStream input) {
    in = input;
    return this;
  }

  Run to(OutputStream output) {
    to = output;
    return this;
  }

  Run start(String... args) {
    code =
        Main.run(
            args,
            new Surroundings(
                in,
                to,
                err,
                terminals.contains("1"),
                terminals.contains("2"),
                environment,
                Path.of(""),
                2,
                () -> 0));
    return this;
  }

  int code() {
    return code;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
