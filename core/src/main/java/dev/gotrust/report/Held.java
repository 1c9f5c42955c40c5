package dev.gotrust.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Text that has to wait for what stands before it, such as the counts of a whole run. It is held
 * compressed: reports of many files repeat each other, and take a few hundred bytes each.
 */
final class Held {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes));

  /** Chooses pieces by what they are. */
  interface Choice {
    boolean takes(char kind);
  }

  /** Adds a piece, and returns how many bytes it has. */
  int add(char kind, CharSequence text) {
    byte[] piece = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      out.writeChar(kind);
      out.writeInt(piece.length);
      out.write(piece);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return piece.length;
  }

  /** Writes the pieces that are chosen, in order. Nothing may be added then. */
  void replay(OutputStream to, Choice choice) throws IOException {
    out.writeChar(0);
    out.close();
    DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (char kind = in.readChar(); kind != 0; kind = in.readChar()) {
      byte[] piece = in.readNBytes(in.readInt());
      if (choice.takes(kind)) {
        to.write(piece);
      }
    }
  }
}
