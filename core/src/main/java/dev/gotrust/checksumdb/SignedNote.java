package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with signatures that nobody has verified yet (golang.org/x/mod/sumdb/note). Immutable,
 * thread-safe.
 */
public final class SignedNote {
  private static final String MARK = "\u2014 ";

  private final byte[] message;
  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(byte[] message, String text, List<NoteSignature> signatures) {
    this.message = message;
    this.text = text;
    this.signatures = signatures;
  }

  /**
   * A signature line.
   *
   * @param name who claims to have signed
   * @param keyHash the first 4 bytes of the key's hash, as a number
   * @param signature what stands behind them
   */
  public record NoteSignature(String name, int keyHash, Bytes signature) {}

  /**
   * {@return the note that some bytes are}
   *
   * @param message text, an empty line, signature lines
   * @throws ChecksumDbException if they are no signed note, or above {@link Limits#SIGNED_NOTE}
   */
  public static SignedNote parse(byte[] message) throws ChecksumDbException {
    if (message.length > Limits.SIGNED_NOTE) {
      throw malformed(message.length + " bytes, more than the " + Limits.SIGNED_NOTE + " read");
    }
    String all = NoteText.decode(message, 0, message.length);
    if (all == null) {
      throw malformed("UTF-8 without control characters was expected");
    }
    int split = all.lastIndexOf("\n\n");
    if (split < 0) {
      throw malformed("an empty line before the signatures was expected");
    }
    String lines = all.substring(split + 2);
    if (!lines.endsWith("\n")) {
      throw malformed("signature lines that end in a newline were expected");
    }
    return new SignedNote(message.clone(), all.substring(0, split + 1), signatures(lines));
  }

  private static List<NoteSignature> signatures(String lines) throws ChecksumDbException {
    List<NoteSignature> signatures = new ArrayList<>();
    int at = 0;
    while (at < lines.length()) {
      if (signatures.size() == Limits.NOTE_SIGNATURES) {
        throw malformed("more than " + Limits.NOTE_SIGNATURES + " signatures");
      }
      int end = lines.indexOf('\n', at);
      signatures.add(signature(lines.substring(at, end)));
      at = end + 1;
    }
    return List.copyOf(signatures);
  }

  private static NoteSignature signature(String line) throws ChecksumDbException {
    int space = line.indexOf(' ', MARK.length());
    String name = space < 0 ? "" : line.substring(MARK.length(), space);
    byte[] data = space < 0 ? null : Base64Text.decode(line.substring(space + 1));
    if (!line.startsWith(MARK) || !NoteText.isName(name) || data == null || data.length < 5) {
      throw malformed(
          "a signature line is \"\u2014 NAME BASE64\", but \""
              + NoteText.shown(line)
              + "\" was found");
    }
    Bytes rest = Bytes.of(data, 4, data.length - 4);
    return new NoteSignature(name, NoteText.keyHash(data), rest);
  }

  private static ChecksumDbException malformed(String problem) {
    return new ChecksumDbException("malformed signed note: " + problem);
  }

  /** {@return the text that is signed, with its last newline} */
  public String text() {
    return text;
  }

  /** {@return the signatures, in the order of their lines} */
  public List<NoteSignature> signatures() {
    return signatures;
  }

  /** {@return a copy of the whole note} */
  public byte[] toBytes() {
    return message.clone();
  }

  /**
   * Verifies every signature that is by one of the keys.
   *
   * @param keys whose signatures count; those of others are kept apart
   * @return the note, with at least one signature that holds
   * @throws ChecksumDbException if a signature by one of the keys does not hold, or there is none
   */
  public VerifiedNote verify(List<VerifierKey> keys) throws ChecksumDbException {
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    List<VerifierKey> signers = new ArrayList<>();
    List<NoteSignature> unknown = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      VerifierKey key = find(keys, signature);
      if (key == null) {
        unknown.add(signature);
      } else if (!key.verifies(signed, signature.signature().toArray())) {
        throw new ChecksumDbException("the signature of " + key.name() + " does not hold");
      } else if (!signers.contains(key)) {
        signers.add(key);
      }
    }
    if (signers.isEmpty()) {
      throw new ChecksumDbException("no signature by " + names(keys) + ", only " + others(unknown));
    }
    return new VerifiedNote(this, signers, unknown);
  }

  private static @Nullable VerifierKey find(List<VerifierKey> keys, NoteSignature signature) {
    for (VerifierKey key : keys) {
      if (key.name().equals(signature.name()) && key.hashNumber() == signature.keyHash()) {
        return key;
      }
    }
    return null;
  }

  private static String names(List<VerifierKey> keys) {
    StringBuilder names = new StringBuilder();
    for (VerifierKey key : keys) {
      names.append(names.isEmpty() ? "" : " or ").append(key.name()).append('+').append(key.hash());
    }
    return names.toString();
  }

  private static String others(List<NoteSignature> signatures) {
    NoteSignature first = signatures.get(0);
    String hash = HexFormat.of().toHexDigits(first.keyHash());
    int more = signatures.size() - 1;
    return "by "
        + NoteText.shown(first.name())
        + '+'
        + hash
        + (more == 0 ? "" : " and " + more + " more");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedNote note && Arrays.equals(message, note.message);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(message);
  }
}
