package dev.gotrust.jsonout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How JSON documents are written: in ASCII, on one line or indented, with a line end, and with
 * nothing in them that commands a terminal. Stateless, thread-safe.
 */
public final class JsonOutput {
  private static final int LAST_PLAIN = '~';

  private JsonOutput() {}

  /**
   * Begins a document; whoever asks for it writes its object and then calls {@link #end}.
   *
   * @param out takes the document; stays open and is not flushed
   * @param indented whether it takes several lines
   * @return what writes its values
   * @throws IOException if {@code out} can't be written to
   */
  public static JsonGenerator begin(OutputStream out, boolean indented) throws IOException {
    JsonGenerator generator = new JsonFactory().createGenerator(out);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    if (indented) {
      generator.setPrettyPrinter(indented());
    }
    guard(generator);
    return generator;
  }

  private static DefaultPrettyPrinter indented() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  /**
   * Ends a document with a line end; only this hands over the last of its bytes.
   *
   * @param document what {@link #begin} returned
   * @throws IOException if the stream can't be written to
   */
  public static void end(JsonGenerator document) throws IOException {
    document.writeRaw('\n');
    document.close();
  }

  /**
   * Makes a generator write ASCII only, whatever it was told before.
   *
   * @param out which
   */
  public static void guard(JsonGenerator out) {
    out.setCharacterEscapes(new Delete());
    out.setHighestNonEscapedChar(LAST_PLAIN);
  }

  /** DEL is the one control character that JSON lets stand. */
  private static final class Delete extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  /**
   * Writes a field whose value is a text.
   *
   * @param out which generator
   * @param name of the field
   * @param value anything; see {@link #valid}
   * @throws IOException if the stream can't be written to
   */
  public static void text(JsonGenerator out, String name, String value) throws IOException {
    out.writeStringField(name, valid(value));
  }

  /**
   * Writes a field whose value is a list of texts.
   *
   * @param out which generator
   * @param name of the field
   * @param values anything; see {@link #valid}
   * @throws IOException if the stream can't be written to
   */
  public static void texts(JsonGenerator out, String name, List<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(valid(value));
    }
    out.writeEndArray();
  }

  /**
   * {@return the text with U+FFFD in place of every unpaired surrogate, such as file names hold}
   *
   * @param text anything
   */
  public static String valid(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      boolean lone = codePoint >= 0xd800 && codePoint < 0xe000;
      out.appendCodePoint(lone ? 0xfffd : codePoint);
      at += Character.charCount(codePoint);
    }
    return out.toString();
  }
}
