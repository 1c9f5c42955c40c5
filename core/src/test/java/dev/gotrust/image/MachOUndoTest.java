package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Takes code signatures away that signing tools put on, and compares with the file before. */
final class MachOUndoTest {
  private static final int END = MachOFile.LINK_EDIT_END;
  private static final int LINK_EDIT = MachOFile.LINK_EDIT_SIZE;
  private static final int SLOT = (int) MachOLinkEdit.slotSize(END);

  private static byte[] undone(MachO image, int index) throws FormatException, IOException {
    Undo undo = image.undoSignature("").get(index);
    byte[] signed = image.view().copy(0, image.view().size());
    byte[] file = Arrays.copyOf(signed, undo.ends().get(0).intValue());
    file = Arrays.copyOf(file, (int) (file.length + undo.zeros()));
    for (Undo.Patch patch : undo.patches()) {
      byte[] old = patch.old().toArray();
      System.arraycopy(old, 0, file, (int) patch.offset(), old.length);
    }
    return file;
  }

  /** What Go's linker wrote, the bytes of its ad-hoc signature as zeros. */
  private static byte[] linked() {
    byte[] file = MachOFile.go(MachOFile.ARM64, LINK_EDIT + SLOT).signature(END, SLOT).bytes();
    Arrays.fill(file, END, END + SLOT, (byte) 0);
    return file;
  }

  /** Twelve pages of a hundred and six bytes and more: cmd/internal/codesign, Size. */
  @Test
  void computesTheSizeOfGosOwnSignature() {
    assertEquals(19442, MachOLinkEdit.slotSize(2473088));
    assertEquals(114, MachOLinkEdit.slotSize(0));
    assertEquals(146, MachOLinkEdit.slotSize(1));
    assertEquals(146, MachOLinkEdit.slotSize(4096));
    assertEquals(178, MachOLinkEdit.slotSize(4097));
  }

  @Test
  void restoresTheSlotThatCodesignWroteOver() throws Exception {
    MachO image =
        MachOFile.of(MachOFile.ARM64)
            .goSegments(0x4000, LINK_EDIT + 2000)
            .goCommands()
            .signature(END, 2000)
            .read();
    assertArrayEquals(linked(), undone(image, 0));
    assertEquals(Rewriter.UNKNOWN, image.rewriter());
  }

  @Test
  void restoresTheSlotThatQuillLeft() throws Exception {
    MachO image =
        MachOFile.of(MachOFile.ARM64)
            .goSegments(0x8000, LINK_EDIT + SLOT + 2000)
            .goCommands()
            .signature(END + SLOT, 2000)
            .read();
    assertArrayEquals(linked(), undone(image, 1));
  }

  @Test
  void dropsTheCommandThatASignerAdded() throws Exception {
    MachO image =
        MachOFile.of(MachOFile.AMD64)
            .goSegments(0x4000, LINK_EDIT + 2000)
            .goCommands()
            .signature(END, 2000)
            .read();
    assertArrayEquals(MachOFile.go(MachOFile.AMD64, LINK_EDIT).bytes(), undone(image, 0));
    assertEquals(1, image.undoSignature("").size());
  }

  @Test
  void cutsThePaddingOfASigner() throws Exception {
    MachO image =
        MachOFile.of(MachOFile.AMD64)
            .goSegments(0x4000, LINK_EDIT + 15 + 2000)
            .goCommands()
            .signature(END + 15, 2000)
            .read();
    assertArrayEquals(MachOFile.go(MachOFile.AMD64, LINK_EDIT).bytes(), undone(image, 0));
    assertEquals(List.of((long) END + 15), image.undoSignature("").get(1).ends());
  }

  /** System linkers round the sizes in memory to the page, all of them to the same. */
  @Test
  void roundsAsTheSystemLinkerDid() throws Exception {
    for (int page : new int[] {0x1000, 0x4000}) {
      MachO image = external(0x8000, LINK_EDIT + 2000, page).signature(END, 2000).read();
      assertArrayEquals(external(page, LINK_EDIT, page).bytes(), undone(image, 0));
    }
  }

  private static MachOFile external(long memory, long size, int page) {
    return MachOFile.of(MachOFile.AMD64)
        .segment("__DATA", MachOFile.BASE, page, MachOFile.DATA_AT, 0x1000, 3)
        .segment("__LINKEDIT", MachOFile.BASE + page, memory, MachOFile.LINK_EDIT_AT, size, 1)
        .goCommands();
  }

  @Test
  void leavesACommandThatTheLinkerWrote() throws Exception {
    MachO image =
        MachOFile.of(MachOFile.AMD64)
            .goSegments(0x4000, LINK_EDIT + 2000)
            .signature(END, 2000)
            .goCommands()
            .read();
    assertEquals(List.of(), image.undoSignature(""));
  }
}
