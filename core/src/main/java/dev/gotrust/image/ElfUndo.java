package dev.gotrust.image;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.image.Undo.Patch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back from edits of single header fields, which tools make in place in any program:
 * patchelf sets EI_OSABI ({@code --set-os-abi}) and the flags of PT_GNU_STACK ({@code
 * --set-execstack}), and so does execstack. Go's linker writes one value for each system
 * (cmd/link/internal/ld/elf.go), so these can be put back, and a hash tells whether that was all.
 */
final class ElfUndo {
  private static final String WHAT = "OS/ABI and stack flags";
  private static final int OS_ABI = 7;
  private static final int PT_GNU_STACK = 0x6474e551;
  private static final int READ_WRITE = 6;

  private final ElfHeader header;
  private final List<ElfTables.Program> programs;
  private final List<Patch> patches = new ArrayList<>();

  private ElfUndo(ElfHeader header, List<ElfTables.Program> programs) {
    this.header = header;
    this.programs = programs;
  }

  /** Returns the way back; none where both fields are as Go's linker writes them. */
  static List<Undo> of(ElfHeader header, List<ElfTables.Program> programs, List<Note> notes) {
    ElfUndo undo = new ElfUndo(header, programs);
    undo.addOsAbi(ElfTarget.osAbi(notes));
    undo.addStackFlags();
    return undo.patches.isEmpty()
        ? List.of()
        : List.of(new Undo(WHAT, false, List.of(header.view().size()), 0, undo.patches, 0));
  }

  private void addOsAbi(int expected) {
    if (header.osAbi() != expected) {
      patches.add(new Patch(OS_ABI, Bytes.of(new byte[] {(byte) expected})));
    }
  }

  private void addStackFlags() {
    for (int i = 0; i < programs.size(); i++) {
      ElfTables.Program program = programs.get(i);
      if (program.type() == PT_GNU_STACK && program.flags() != READ_WRITE) {
        ByteBuffer flags = ByteBuffer.allocate(4).order(header.view().order()).putInt(READ_WRITE);
        long entry = header.programs().offset() + (long) i * header.programs().entrySize();
        patches.add(new Patch(entry + (header.wide() ? 4 : 24), Bytes.of(flags.array())));
        return;
      }
    }
  }
}
