package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.MachOLayout.Segment;
import java.io.IOException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The place of a code signature in a Mach-O image. Go leaves these bytes out of the content ID, so
 * a command that pointed at code would hide that code: the bytes must lie in {@code __LINKEDIT} and
 * nowhere else.
 */
final class MachOSignature {
  private static final String NAME = "LC_CODE_SIGNATURE";
  private static final long SUPERBLOB = 0xfade0cc0L;
  private static final int SUPERBLOB_HEADER = 12;

  private MachOSignature() {}

  /**
   * Returns where the code signature stands, null if there is none.
   *
   * @throws FormatException if the command stands twice, has another size, or points at bytes that
   *     something else claims
   */
  static @Nullable Span read(MachOLayout layout) throws FormatException, IOException {
    @Nullable MachOCommand command = only(layout);
    if (command == null) {
      return null;
    }
    command.expectSize(NAME, 16);
    Span span = new Span(command.bytes().u32(8), command.bytes().u32(12));
    if (span.length() > 0) {
      checkInLinkEdit(layout, span);
    }
    return span;
  }

  /**
   * Returns whether a signature's superblob stands there, and nothing but zeros behind it: signers
   * claim more room than they fill.
   */
  static boolean isSigned(ByteView image, @Nullable Span span) throws FormatException, IOException {
    if (span == null
        || span.length() < SUPERBLOB_HEADER
        || !image.holds(span.offset(), span.length())) {
      return false;
    }
    // Big-endian whatever the image is (Apple's cs_blobs.h).
    ByteView blob = image.slice(NAME, span.offset(), span.length()).order(ByteOrder.BIG_ENDIAN);
    long length = blob.u32(4);
    return blob.u32(0) == SUPERBLOB
        && length >= SUPERBLOB_HEADER
        && length <= blob.size()
        && Zeros.fill(blob, length, blob.size());
  }

  private static @Nullable MachOCommand only(MachOLayout layout) throws FormatException {
    @Nullable MachOCommand found = null;
    for (MachOCommand command : layout.commands) {
      if (command.type() != MachOCommand.CODE_SIGNATURE) {
        continue;
      }
      if (found != null) {
        throw FormatException.malformed(
            command.bytes().base(), "expected one " + NAME + ", found another");
      }
      found = command;
    }
    return found;
  }

  private static void checkInLinkEdit(MachOLayout layout, Span span) throws FormatException {
    @Nullable Segment linkEdit = layout.segment("__LINKEDIT");
    if (linkEdit == null || !holds(linkEdit.region(), span)) {
      throw misplaced(layout, span, "outside of __LINKEDIT");
    }
    for (Segment segment : layout.segments) {
      if (segment.command() != linkEdit.command() && overlap(segment.region(), span)) {
        throw misplaced(layout, span, "over segment " + segment.region().name());
      }
    }
    for (Region section : layout.sections) {
      if (overlap(section, span)) {
        throw misplaced(layout, span, "over section " + section.name());
      }
    }
    if (span.offset() < layout.headerSize() + layout.commandsSize) {
      throw misplaced(layout, span, "over the load commands");
    }
  }

  private static boolean holds(Region region, Span span) {
    return span.offset() >= region.offset() && span.end() <= region.end();
  }

  private static boolean overlap(Region region, Span span) {
    return region.size() > 0 && region.offset() < span.end() && span.offset() < region.end();
  }

  private static FormatException misplaced(MachOLayout layout, Span span, String where) {
    return FormatException.malformed(
        layout.view.base() + span.offset(),
        NAME
            + ": expected a signature in __LINKEDIT alone, found "
            + span.length()
            + " bytes from offset "
            + span.offset()
            + " "
            + where);
  }
}
