package dev.gotrust.keys;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the textual encoding of keys and certificates (RFC 7468): what stands between the blocks is
 * explanation, what stands in them is base64 alone.
 */
public final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  /**
   * A block.
   *
   * @param label what it holds, such as {@code PUBLIC KEY}
   * @param line on which it begins, from 1
   * @param content the bytes that its base64 stands for
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Block(String label, int line, byte[] content) {}

  /**
   * {@return the blocks of a text, in its order}
   *
   * @param data the text
   * @throws RefusedException if a block has no end, or holds no base64, or the text is above a cap
   */
  public static List<Block> read(byte[] data) throws RefusedException {
    if (data.length > Limits.PEM) {
      throw new RefusedException(
          "PEM", "it has " + data.length + " bytes, more than the " + Limits.PEM + " read");
    }
    String[] lines = new String(data, StandardCharsets.ISO_8859_1).split("\n", -1);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      String label = label(lines[i], BEGIN);
      if (label != null) {
        int end = end(lines, i, label);
        blocks.add(new Block(label, i + 1, content(lines, i, end)));
        i = end;
      }
    }
    return blocks;
  }

  private static @org.jspecify.annotations.Nullable String label(String line, String mark) {
    String text = line.strip();
    boolean is =
        text.startsWith(mark)
            && text.endsWith(DASHES)
            && text.length() >= mark.length() + DASHES.length();
    return is ? text.substring(mark.length(), text.length() - DASHES.length()) : null;
  }

  private static int end(String[] lines, int begin, String label) throws RefusedException {
    for (int i = begin + 1; i < lines.length; i++) {
      String end = label(lines[i], END);
      if (end != null && end.equals(label)) {
        return i;
      }
      if (end != null || label(lines[i], BEGIN) != null) {
        break;
      }
    }
    throw new RefusedException(
        "PEM", "the block that begins on line " + (begin + 1) + " has no end of its own");
  }

  private static byte[] content(String[] lines, int begin, int end) throws RefusedException {
    StringBuilder text = new StringBuilder();
    for (int i = begin + 1; i < end; i++) {
      text.append(lines[i].strip());
    }
    byte[] content = Base64Text.decode(text.toString());
    if (content == null) {
      throw new RefusedException(
          "PEM", "the block that begins on line " + (begin + 1) + " holds no base64");
    }
    return content;
  }
}
