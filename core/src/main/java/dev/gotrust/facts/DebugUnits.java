package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Leb128;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks the compilation units of DWARF 2 to 5 and reads of each who produced it. See {@code
 * specs/dwarf.md}.
 */
final class DebugUnits {
  private static final int DW_TAG_COMPILE_UNIT = 0x11;
  private static final int DW_AT_PRODUCER = 0x25;
  private static final int DW_UT_COMPILE = 1;
  private static final long WIDE = 0xffffffffL;

  /** From here on the standard reserves lengths. */
  private static final long RESERVED = 0xfffffff0L;

  /**
   * Numbers that are read of abbreviations: Go's unit needs some 20, and those of a hostile file
   * could be long and sought again by each of its units.
   */
  private int allowance = 1_000_000;

  private final ByteView info;
  private final ByteView abbreviations;

  /** Where the unit that is looked at starts. */
  private long at;

  private long end;
  private long die;
  private long table;
  private boolean compiled;
  private DebugForms forms = new DebugForms(4, 4, false);

  DebugUnits(ByteView info, ByteView abbreviations) {
    this.info = info;
    this.abbreviations = abbreviations;
  }

  /**
   * Where the text that names a producer is written.
   *
   * @param form how, one of DW_FORM_*
   * @param at where in the debug information its value stands
   * @param forms the sizes of its unit
   */
  record Place(int form, long at, DebugForms forms) {}

  /** Goes to the first unit, then to the next; false where there are no more. */
  boolean next() throws FormatException, IOException {
    at = end;
    if (!info.holds(at, 4) || --allowance < 0) {
      return false;
    }
    long length = info.u32(at);
    boolean wide = length == WIDE;
    long start = at + 4;
    if (wide) {
      length = info.u64(start);
      start += 8;
    } else if (length >= RESERVED) {
      return false;
    }
    if (length < 0 || length > Long.MAX_VALUE - start) {
      return false;
    }
    end = start + length;
    header(start, wide);
    return true;
  }

  private void header(long start, boolean wide) throws FormatException, IOException {
    int offsets = wide ? 8 : 4;
    int version = info.u16(start);
    boolean latest = version == 5;
    long next = start + (latest ? 4 : 2);
    table = info.number(next, offsets);
    next += offsets;
    int addresses = info.u8(latest ? start + 3 : next);
    compiled = latest ? info.u8(start + 2) == DW_UT_COMPILE : version >= 2 && version <= 4;
    die = latest ? next : next + 1;
    forms = new DebugForms(addresses, offsets, version == 2);
  }

  /** Returns where the producer of this unit is named, null if it is no unit that names one. */
  @Nullable Place producer() throws FormatException, IOException {
    if (!compiled) {
      return null;
    }
    Leb128 code = Leb128.unsigned(info, die, 64);
    long spec = code.value() == 0 ? -1 : abbreviation(code.value());
    return spec < 0 ? null : attribute(spec, die + code.width());
  }

  private @Nullable Place attribute(long spec, long value) throws FormatException, IOException {
    long from = spec;
    long where = value;
    while (where >= 0 && where < end) {
      Leb128 name = number(from);
      Leb128 form = number(from + name.width());
      from += name.width() + form.width();
      if (name.value() == DW_AT_PRODUCER) {
        return new Place((int) form.value(), where, forms);
      }
      if (name.value() == 0 && form.value() == 0) {
        return null;
      }
      from += form.value() == DebugForms.IMPLICIT_CONST ? number(from).width() : 0;
      where = forms.behind(info, where, form.value());
    }
    return null;
  }

  /** Where the attributes of an abbreviation start; -1 if there is none, or of no compiled unit. */
  private long abbreviation(long wanted) throws FormatException, IOException {
    long from = table;
    while (abbreviations.holds(from, 1)) {
      Leb128 code = number(from);
      Leb128 tag = number(from + code.width());
      if (code.value() == 0) {
        return -1;
      }
      long attributes = from + code.width() + tag.width() + 1;
      if (code.value() == wanted) {
        return tag.value() == DW_TAG_COMPILE_UNIT ? attributes : -1;
      }
      from = behindAttributes(attributes);
    }
    return -1;
  }

  private long behindAttributes(long attributes) throws FormatException, IOException {
    long from = attributes;
    while (true) {
      Leb128 name = number(from);
      Leb128 form = number(from + name.width());
      from += name.width() + form.width();
      if (name.value() == 0 && form.value() == 0) {
        return from;
      }
      from += form.value() == DebugForms.IMPLICIT_CONST ? number(from).width() : 0;
    }
  }

  private Leb128 number(long from) throws FormatException, IOException {
    if (--allowance < 0) {
      throw FormatException.malformed(-1, "the abbreviations of the debug data are endless");
    }
    return Leb128.unsigned(abbreviations, from, 64);
  }
}
