package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where Go is installed, changed notes, tree heads and records are held against what Go's own
 * packages make of them: nothing is taken that Go refuses, and what Go takes beyond is listed.
 */
class GoNotesTest {
  private static final TestSigner SIGNER = new TestSigner("sum.example.com");
  private static final VerifierKey KEY = SIGNER.key();
  private static final ModuleVersion MODULE = new ModuleVersion("example.com/m", "v1.0.0");
  private static final String TEXT = TestDatabase.text(5, PlainTree.sha256(new byte[] {5}));

  @TempDir Path directory;

  private final List<String> cases = new ArrayList<>();
  private final List<byte[]> inputs = new ArrayList<>();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void add(String kind, byte[] input) {
    cases.add(kind + ' ' + Base64Text.encode(input));
    inputs.add(input);
  }

  private void addChanges(byte[] good, int count, long seed, Consumer<byte[]> take) {
    take.accept(good);
    for (int i = 0; i < good.length; i++) {
      for (int change : new int[] {1, 4 << i % 4, 128, '\n' ^ good[i], ' ' ^ good[i]}) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) change;
        take.accept(bad);
      }
      take.accept(Arrays.copyOf(good, i));
    }
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      take.accept(changed(good, random));
    }
  }

  /** Cuts, doubles and moves parts of some bytes. */
  private static byte[] changed(byte[] good, Random random) {
    String text = new String(good, StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(Math.min(60, text.length() - from + 1));
      int at = random.nextInt(text.length() + 1);
      String part = text.substring(from, to);
      String less = text.substring(0, from) + text.substring(to);
      switch (random.nextInt(4)) {
        case 0 -> text = less.isEmpty() ? "\n" : less;
        case 1 -> text = text.substring(0, at) + part + text.substring(at);
        case 2 ->
            text =
                text.substring(0, at)
                    + "\n\u0000+= \u00e2\u00a0".charAt(random.nextInt(7))
                    + text.substring(at);
        default -> text = text.replace(part.isEmpty() ? "\n" : part, "\n");
      }
      text = text.isEmpty() ? "\n" : text;
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Asks Go's packages, of which the go command has a copy among its sources. */
  private List<String> ask() throws Exception {
    Path goroot = Path.of(go(directory, "env", "GOROOT").strip());
    Path sources = goroot.resolve("src/cmd/vendor/golang.org/x/mod/sumdb");
    Assumptions.assumeTrue(Files.isDirectory(sources), "this Go has no sources");
    for (String file : List.of("note/note.go", "tlog/note.go", "tlog/tile.go", "tlog/tlog.go")) {
      Path copy = directory.resolve(file);
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(sources.resolve(file), copy);
    }
    try (InputStream probe = GoNotesTest.class.getResourceAsStream("probe.go.txt")) {
      Files.copy(Objects.requireNonNull(probe), directory.resolve("main.go"));
    }
    String version = go(directory, "env", "GOVERSION").replaceAll("^go(1[.][0-9]+)(?s:.*)", "$1");
    Files.writeString(directory.resolve("go.mod"), "module probe\n\ngo " + version + "\n");
    Files.write(directory.resolve("in"), cases);
    List<String> answers = go(directory, "run", ".", KEY.toString()).lines().toList();
    assertEquals(cases.size(), answers.size(), () -> errors());
    return answers;
  }

  private static String go(Path directory, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("go"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().put("GOENV", "off");
    builder.environment().put("GOFLAGS", "");
    builder.environment().put("GOWORK", "off");
    builder.environment().put("GOPROXY", "off");
    builder.environment().put("GOTOOLCHAIN", "local");
    Path in = directory.resolve("in");
    if (Files.exists(in)) {
      builder.redirectInput(in.toFile());
    }
    Path errors = directory.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String errors() {
    try {
      return Files.readString(directory.resolve("errors"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private void assumeGo() {
    try {
      go(directory, "version");
    } catch (IOException missing) {
      System.out.println("left out, no go command here: notes are not held against Go's");
      Assumptions.abort();
    }
  }

  /** What is made of an input here: as the probe prints it, or why it is refused. */
  private interface Reader {
    String read(byte[] input) throws ChecksumDbException;
  }

  /** Returns the inputs that only Go takes, by why they are refused here. */
  private SortedMap<String, Integer> stricter(Reader reader) throws Exception {
    List<String> answers = ask();
    SortedMap<String, Integer> stricter = new TreeMap<>();
    int taken = 0;
    for (int i = 0; i < answers.size(); i++) {
      String shown = new String(inputs.get(i), StandardCharsets.UTF_8);
      try {
        assertEquals(answers.get(i), reader.read(inputs.get(i)), shown);
        taken++;
      } catch (ChecksumDbException refused) {
        if (!answers.get(i).equals("-")) {
          stricter.merge(why(refused.getMessage()), 1, Integer::sum);
        }
      }
    }
    assertTrue(taken > 0);
    return stricter;
  }

  private static String why(String message) {
    int colon = message.indexOf(": ");
    String why = colon < 0 ? message : message.substring(colon + 2);
    int detail = why.indexOf(", but");
    why = detail < 0 ? why : why.substring(0, detail);
    detail = why.indexOf(": \"");
    return (detail < 0 ? why : why.substring(0, detail))
        .replaceAll("[0-9]+", "N")
        .replaceAll(", not .*", "");
  }

  @Test
  void notes() throws Exception {
    assumeGo();
    String line = SIGNER.line(TEXT);
    String unknown = new TestSigner("w").line(TEXT);
    String wrong = TestSigner.line("sum.example.com", SIGNER.hash(), new byte[64]);
    addChanges(bytes(TEXT + '\n' + line + unknown), 1000, 1, input -> add("note", input));
    addChanges(bytes(TEXT + '\n' + unknown + line + line), 500, 2, input -> add("note", input));
    add("note", bytes(TEXT + '\n' + line + wrong));
    add("note", bytes(TEXT + '\n' + wrong + line));
    for (int c = 0; c < 0x3001; c += c < 0x100 || c > 0x1fff && c < 0x2070 ? 1 : 0x10) {
      String name = "w" + Character.toString(c) + "w";
      add("note", bytes(TEXT + '\n' + line + TestSigner.line(name, new byte[4], new byte[1])));
    }
    SortedMap<String, Integer> stricter =
        stricter(
            input -> {
              VerifiedNote note = SignedNote.parse(input).verify(List.of(KEY));
              return Base64Text.encode(bytes(note.text()));
            });
    // Base64 that no encoder writes, names with control characters; a second signature by a key.
    assertEquals(
        List.of(
            "a signature line is \"\u2014 NAME BASEN\"",
            "the signature of sum.example.com does not hold"),
        List.copyOf(stricter.keySet()));
  }

  @Test
  void treeHeads() throws Exception {
    assumeGo();
    addChanges(bytes(TEXT), 500, 3, input -> add("tree", input));
    addChanges(bytes(TEXT + "more\n"), 200, 4, input -> add("tree", input));
    String root = TEXT.split("\n", -1)[2] + '\n';
    for (String size :
        List.of(
            "0",
            "-0",
            "00",
            "+5",
            "281474976710656",
            "281474976710657",
            "9223372036854775807",
            "9223372036854775808",
            "1_0",
            "0x5",
            "5 ",
            "\u0665")) {
      add("tree", bytes("go.sum database tree\n" + size + '\n' + root));
    }
    SortedMap<String, Integer> stricter =
        stricter(
            input -> {
              TreeHead head = head(input);
              return head.size() + " " + Base64Text.encode(head.root().toArray());
            });
    // Base64 that no encoder writes; sizes that nothing has; an empty tree of another root; and
    // what no note could hold.
    assertEquals(
        List.of(
            "no root hash",
            "no size",
            "of such a text",
            "the root hash of no records is that of no bytes"),
        List.copyOf(stricter.keySet()));
  }

  /** Returns the head that a text is, whatever note could hold it. */
  private static TreeHead head(byte[] text) throws ChecksumDbException {
    String plain = NoteText.decode(text, 0, text.length);
    if (plain == null || !plain.endsWith("\n")) {
      throw new ChecksumDbException("no note: of such a text");
    }
    return TreeHead.of(SignedNote.parse(SIGNER.note(plain)).verify(List.of(KEY)));
  }

  @Test
  void records() throws Exception {
    assumeGo();
    String line = "example.com/m v1.0.0 " + TestDatabase.h1("m") + '\n';
    String goMod = "example.com/m v1.0.0/go.mod " + TestDatabase.h1("g") + '\n';
    String note = TEXT + '\n' + SIGNER.line(TEXT);
    String rest = line + goMod + '\n' + note;
    addChanges(bytes("46242340\n" + rest), 1000, 5, input -> add("record", input));
    for (String id :
        List.of(
            "",
            "0",
            "+5",
            "-5",
            "-0",
            "05",
            "0x5",
            "1_0",
            "9223372036854775807",
            "281474976710655",
            "281474976710656",
            "9223372036854775808",
            " 5",
            "5\r")) {
      add("record", bytes(id + '\n' + rest));
    }
    SortedMap<String, Integer> stricter =
        stricter(
            input -> {
              LookupAnswer answer = LookupAnswer.parse(MODULE, input);
              return answer.id()
                  + " "
                  + Base64Text.encode(answer.record().toArray())
                  + " "
                  + Base64Text.encode(answer.note().toBytes());
            });
    stricter
        .keySet()
        .removeAll(
            List.of(
                // What Go's client finds out later: the note is none, the record is another's.
                "a signature line is \"\u2014 NAME BASEN\"",
                "an empty line before the signatures was expected",
                "UTF-N without control characters was expected",
                "signature lines that end in a newline were expected",
                "record N holds no hN of example.com/m@vN.N.N",
                // Numbers with signs or leading zeros, or larger than any tree.
                "the number of a record was expected in its first line",
                // Of two hashes Go would take either.
                "its record holds two hN of example.com/m@vN.N.N",
                "its record holds two hN of example.com/m@vN.N.N/go.mod"));
    assertEquals(List.of(), List.copyOf(stricter.keySet()));
  }
}
