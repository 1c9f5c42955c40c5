package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.MachOLayout.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways back from a code signature to what the linker wrote.
 *
 * <p>On arm64 the linker had reserved a slot for an ad-hoc signature, whose bytes no content ID
 * covers: the slot's offset and size, and the sizes of {@code __LINKEDIT}, are put back. Apple's
 * codesign writes over the slot; quill fills it with zeros and appends its own. Elsewhere the
 * signer added the load command behind the others and its data behind the file, after up to 15
 * zeros of padding.
 *
 * <p>What else lies behind the cut is foreign: a signature hides no payload.
 */
final class MachOUndo {
  private static final String WHAT = "code signature";
  private static final int PADDING = 15;
  private static final int ARM64 = 0x0100000c;
  private static final int COMMAND = 16;
  private static final long PAGE = 0x1000;
  private static final long LARGE_PAGE = 0x4000;

  private final MachOLayout layout;
  private final Segment linkEdit;
  private final MachOCommand command;
  private final Span signature;
  private final boolean signed;
  private final List<Undo> undos = new ArrayList<>();

  private MachOUndo(MachOLayout layout, Segment linkEdit, MachOCommand command, Span signature)
      throws FormatException, IOException {
    this.layout = layout;
    this.linkEdit = linkEdit;
    this.command = command;
    this.signature = signature;
    this.signed = MachOSignature.isSigned(layout.view, signature);
  }

  /** Returns the ways back, the likeliest first; none if the linker wrote the signature itself. */
  static List<Undo> of(MachOLayout layout, @Nullable Span signature)
      throws FormatException, IOException {
    @Nullable Segment linkEdit = layout.segment("__LINKEDIT");
    @Nullable MachOCommand command = layout.first(MachOCommand.CODE_SIGNATURE);
    if (signature == null || signature.length() == 0 || linkEdit == null || command == null) {
      return List.of();
    }
    return new MachOUndo(layout, linkEdit, command, signature).undos();
  }

  private List<Undo> undos() throws FormatException, IOException {
    long strings = MachOLinkEdit.stringsEnd(layout);
    if (layout.cpu == ARM64) {
      if (signature.length() == MachOLinkEdit.slotSize(signature.offset())) {
        return List.of();
      }
      restoreSlot(signature.offset());
      if (inLinkEdit(strings) && strings % COMMAND == 0) {
        restoreSlot(strings);
      }
    }
    if (last()) {
      if (inLinkEdit(strings)) {
        dropCommand(strings);
      }
      dropCommand(signature.offset());
    }
    return undos;
  }

  /** Whether the strings end within {@code __LINKEDIT}, before the signature. */
  private boolean inLinkEdit(long strings) {
    return strings > linkEdit.region().offset() && strings < signature.offset();
  }

  /** Signers append their command; one that something follows was written by the linker. */
  private boolean last() {
    ByteView last = layout.commands.get(layout.commands.size() - 1).bytes();
    return last.base() == command.bytes().base();
  }

  private void restoreSlot(long offset) throws FormatException, IOException {
    long size = MachOLinkEdit.slotSize(offset);
    for (long memory : memorySizes(offset + size)) {
      List<Undo.Patch> patches = sizes(offset + size, memory);
      patches.add(patch(command.bytes().base() - layout.view.base() + 8, offset, 4));
      patches.add(patch(command.bytes().base() - layout.view.base() + 12, size, 4));
      add(offset, size, patches, offset == signature.offset() ? 0 : size);
    }
  }

  private void dropCommand(long end) throws FormatException, IOException {
    if (signature.offset() - end > PADDING) {
      return;
    }
    for (long memory : memorySizes(end)) {
      List<Undo.Patch> patches = sizes(end, memory);
      patches.add(patch(16, layout.commands.size() - 1, 4));
      patches.add(patch(20, layout.commandsSize - COMMAND, 4));
      long at = command.bytes().base() - layout.view.base();
      patches.add(new Undo.Patch(at, Bytes.of(new byte[COMMAND])));
      add(end, 0, patches, 0);
    }
  }

  private void add(long end, long zeros, List<Undo.Patch> patches, long slot)
      throws FormatException, IOException {
    if (end > layout.view.size()) {
      return;
    }
    patches.sort(Comparator.comparingLong(Undo.Patch::offset));
    undos.add(new Undo(WHAT, signed, List.of(end), zeros, patches, foreign(end, slot)));
  }

  /**
   * Counts what lies behind a cut and is no signature.
   *
   * @param slot bytes behind the cut that the linker had reserved, and a signer left empty
   */
  private long foreign(long end, long slot) throws FormatException, IOException {
    long size = layout.view.size();
    if (!signed) {
      return size - end;
    }
    long gap = signature.offset() - end;
    boolean padding = gap <= slot + PADDING && Zeros.fill(layout.view, end, signature.offset());
    return size - signature.end() + (padding ? 0 : gap);
  }

  /** The two sizes of {@code __LINKEDIT} when it ends at {@code end}. */
  private List<Undo.Patch> sizes(long end, long memory) {
    int width = layout.wide ? 8 : 4;
    List<Undo.Patch> patches = new ArrayList<>();
    patches.add(patch(linkEdit.command() + 24 + width, memory, width));
    patches.add(
        patch(linkEdit.command() + 24 + 3L * width, end - linkEdit.region().offset(), width));
    return patches;
  }

  /** Go's internal linker does not round the vmsize; system linkers round it to their page. */
  private List<Long> memorySizes(long end) {
    long size = end - linkEdit.region().offset();
    if (new MachORewriter(layout, signature).unroundedData()) {
      return List.of(size);
    }
    long page = page();
    long rounded = (size + page - 1) / page * page;
    return rounded == size ? List.of(size) : List.of(rounded, size);
  }

  /** The page that the linker rounded the other segments to: 16 KiB, or 4 KiB for older systems. */
  private long page() {
    for (Segment segment : layout.segments) {
      boolean other = segment.command() != linkEdit.command();
      if (other && segment.region().memorySize() % LARGE_PAGE != 0) {
        return PAGE;
      }
    }
    return LARGE_PAGE;
  }

  private Undo.Patch patch(long at, long value, int width) {
    byte[] bytes = new byte[width];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(layout.view.order());
    if (width == 8) {
      buffer.putLong(value);
    } else {
      buffer.putInt((int) value);
    }
    return new Undo.Patch(at, Bytes.of(bytes));
  }
}
