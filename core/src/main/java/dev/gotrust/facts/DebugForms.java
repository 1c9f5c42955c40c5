package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Leb128;
import java.io.IOException;

/**
 * How long the values of attributes are, by their form (DWARF 5, 7.5.6).
 *
 * @param addresses bytes of an address in this unit
 * @param offsets bytes of an offset in this unit, 4 or 8
 * @param old whether it is of DWARF 2, where a reference takes as much as an address
 */
record DebugForms(int addresses, int offsets, boolean old) {
  static final int STRING = 0x08;
  static final int STRP = 0x0e;

  /** Its value stands in the abbreviation. */
  static final int IMPLICIT_CONST = 0x21;

  /** Returns what follows a value, -1 where the form is unknown. */
  long behind(ByteView view, long at, long form) throws FormatException, IOException {
    int size = size(form);
    return size >= 0 ? at + size : counted(view, at, form);
  }

  /** Returns how many bytes each value of a form takes, -1 where they differ or it is unknown. */
  private int size(long form) {
    return switch ((int) Math.min(form, Integer.MAX_VALUE)) {
      case 0x19, IMPLICIT_CONST -> 0; // flag_present
      case 0x0b, 0x0c, 0x11, 0x25, 0x29 -> 1; // data1, flag, ref1, strx1, addrx1
      case 0x05, 0x12, 0x26, 0x2a -> 2; // data2, ref2, strx2, addrx2
      case 0x27, 0x2b -> 3; // strx3, addrx3
      case 0x06, 0x13, 0x1c, 0x28, 0x2c -> 4; // data4, ref4, ref_sup4, strx4, addrx4
      case 0x07, 0x14, 0x20, 0x24 -> 8; // data8, ref8, ref_sig8, ref_sup8
      case 0x1e -> 16; // data16
      case 0x01 -> addresses; // addr
      case 0x10 -> old ? addresses : offsets; // ref_addr
      case STRP, 0x17, 0x1d, 0x1f -> offsets; // sec_offset, strp_sup, line_strp
      default -> -1;
    };
  }

  private static long counted(ByteView view, long at, long form)
      throws FormatException, IOException {
    return switch ((int) Math.min(form, Integer.MAX_VALUE)) {
      case STRING -> at + view.name(at).length() + 1;
      case 0x0a -> behind(view, at, view.u8(at), 1); // block1
      case 0x03 -> behind(view, at, view.u16(at), 2); // block2
      case 0x04 -> behind(view, at, view.u32(at), 4); // block4
      case 0x09, 0x18 -> { // block, exprloc
        Leb128 length = Leb128.unsigned(view, at, 64);
        yield behind(view, at, length.value(), length.width());
      }
      // udata, ref_udata, strx, addrx, loclistx, rnglistx; and sdata, which is as long
      case 0x0f, 0x15, 0x1a, 0x1b, 0x22, 0x23 -> at + Leb128.unsigned(view, at, 64).width();
      case 0x0d -> at + Leb128.signed(view, at, 64).width();
      default -> -1;
    };
  }

  private static long behind(ByteView view, long at, long length, int prefix)
      throws FormatException {
    ByteView block = view.slice("block of debug data", at + prefix, length);
    return at + prefix + block.size();
  }
}
