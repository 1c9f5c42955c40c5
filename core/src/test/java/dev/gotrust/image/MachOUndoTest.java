package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  private static Undo undo(byte[] file, int index) throws FormatException, IOException {
    return MachO.read(ByteWriter.view(file)).undoSignature("").get(index);
  }

  private static MachOFile signed(int cpu, int gap) {
    int size = LINK_EDIT + gap + 2000;
    return MachOFile.of(cpu).goSegments(0x8000, size).goCommands().signature(END + gap, 2000);
  }

  @Test
  void nothingBehindASignatureIsForeign() throws Exception {
    byte[] file = signed(MachOFile.ARM64, SLOT).bytes();
    Undo undo = undo(file, 1);
    assertTrue(undo.signature());
    assertEquals(0, undo.foreign());
    assertEquals(0, undo(signed(MachOFile.AMD64, 15).bytes(), 0).foreign());
    assertEquals(7, undo(Arrays.copyOf(file, file.length + 7), 1).foreign());
  }

  /** Neither a slot of another size nor a slot or padding with something in it. */
  @Test
  void whatStandsBetweenStringsAndSignatureIsForeign() throws Exception {
    assertEquals(0, undo(signed(MachOFile.ARM64, SLOT + 15).bytes(), 1).foreign());
    assertEquals(SLOT + 16, undo(signed(MachOFile.ARM64, SLOT + 16).bytes(), 1).foreign());
    byte[] slot = signed(MachOFile.ARM64, SLOT).bytes();
    slot[END + 100] = 1;
    assertEquals(SLOT, undo(slot, 1).foreign());
    byte[] padding = signed(MachOFile.AMD64, 15).bytes();
    padding[END + 14] = 1;
    assertEquals(15, undo(padding, 0).foreign());
    // These bytes are hashed, so they are not taken away.
    assertEquals(0, undo(padding, 1).foreign());
  }

  /** Another magic, a superblob that does not fit, something behind it. */
  @Test
  void otherBytesAreNoSignature() throws Exception {
    byte[] good = signed(MachOFile.AMD64, 0).bytes();
    assertEquals("code-signature", MachO.read(ByteWriter.view(good)).linkage().signed());
    byte[] magic = good.clone();
    magic[END + 3] = 1;
    byte[] tooLong = good.clone();
    tooLong[END + 7]++;
    byte[] followed = good.clone();
    followed[END + 7]--;
    for (byte[] file : List.of(magic, tooLong, followed)) {
      assertNull(MachO.read(ByteWriter.view(file)).linkage().signed());
      assertFalse(undo(file, 0).signature());
      assertEquals(2000, undo(file, 0).foreign());
    }
    followed[followed.length - 1] = 0;
    assertTrue(undo(followed, 0).signature());
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
