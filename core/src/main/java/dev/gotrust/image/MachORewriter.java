package dev.gotrust.image;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.MachOLayout.Segment;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells Go's internal Mach-O linker from the tools that write Mach-O files after it.
 *
 * <p>Seen with Go 1.13 to 1.27 on amd64 and arm64 (cmd/link/internal/ld/macho.go): segments lead
 * the load commands, and few kinds follow; {@code __DATA} ends where its data end, and {@code
 * __LINKEDIT} has a vmsize equal to its filesize, neither rounded to pages; the tables of {@code
 * __LINKEDIT} follow each other without a gap, the strings start with a space and a NUL; on arm64
 * an ad-hoc signature of the size that cmd/internal/codesign computes ends the file.
 *
 * <p>LLVM's strip and objcopy round both sizes of every segment. Apple's strip rounds the vmsize of
 * {@code __LINKEDIT} and starts the strings with four NULs; codesign and quill round that vmsize
 * and write a signature of another size; vtool puts the system version behind the other commands;
 * system linkers round all segments and write commands that Go's does not.
 */
final class MachORewriter {
  private static final int PAGE = 4096;

  /** What Go's internal linker writes behind the segments, in any order that it has had. */
  private static final Set<Long> GO_COMMANDS =
      Set.of(
          (long) MachOCommand.SYMTAB,
          (long) MachOCommand.UNIXTHREAD,
          (long) MachOCommand.DYSYMTAB,
          (long) MachOCommand.LOAD_DYLIB,
          (long) MachOCommand.LOAD_DYLINKER,
          (long) MachOCommand.UUID,
          (long) MachOCommand.CODE_SIGNATURE,
          (long) MachOCommand.VERSION_MIN_MACOSX,
          (long) MachOCommand.BUILD_VERSION,
          MachOCommand.MAIN,
          MachOCommand.DYLD_INFO_ONLY);

  private final MachOLayout layout;
  private final @Nullable Span signature;

  MachORewriter(MachOLayout layout, @Nullable Span signature) {
    this.layout = layout;
    this.signature = signature;
  }

  Rewriter judge() throws FormatException, IOException {
    if (!goCommands() || !unroundedData()) {
      return Rewriter.BINUTILS;
    }
    boolean plain = versionFirst() && systemLibraries() && goLinkEdit();
    return plain ? Rewriter.NONE : Rewriter.UNKNOWN;
  }

  /** Whether the segments lead the load commands, and only commands of Go's linker follow. */
  private boolean goCommands() {
    boolean segments = true;
    for (MachOCommand command : layout.commands) {
      segments = segments && command.isSegment();
      if (!segments && !GO_COMMANDS.contains(command.type())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether Go's internal linker laid the segments out: it alone does not round the sizes of {@code
   * __DATA}. One in some hundred of its files has round sizes by chance.
   */
  boolean unroundedData() {
    @Nullable Segment data = layout.segment("__DATA");
    return data != null
        && (data.region().size() % PAGE != 0 || data.region().memorySize() % PAGE != 0);
  }

  private boolean goLinkEdit() throws FormatException, IOException {
    @Nullable Segment linkEdit = layout.segment("__LINKEDIT");
    if (linkEdit == null || linkEdit.region().memorySize() != linkEdit.region().size()) {
      return false;
    }
    long end = linkEdit.region().end();
    if (signature != null) {
      if (signature.end() != end
          || signature.length() != MachOLinkEdit.slotSize(signature.offset())) {
        return false;
      }
      end = signature.offset();
    }
    return MachOLinkEdit.standsAsGoWrites(layout, linkEdit, end);
  }

  /** Whether the system version stands before the symbols; vtool puts it behind everything. */
  private boolean versionFirst() {
    boolean symbols = false;
    for (MachOCommand command : layout.commands) {
      symbols = symbols || command.type() == MachOCommand.SYMTAB;
      boolean version =
          command.type() == MachOCommand.BUILD_VERSION
              || command.type() == MachOCommand.VERSION_MIN_MACOSX;
      if (symbols && version) {
        return false;
      }
    }
    return true;
  }

  /** Whether no library was renamed, as install_name_tool does in place. */
  private boolean systemLibraries() throws FormatException, IOException {
    for (MachOCommand command : layout.commands) {
      if (command.type() == MachOCommand.LOAD_DYLIB) {
        String name = command.text();
        if (!name.startsWith("/usr/lib/") && !name.startsWith("/System/Library/")) {
          return false;
        }
      }
    }
    return true;
  }
}
