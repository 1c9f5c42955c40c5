package dev.gotrust.archive;

import static dev.gotrust.archive.Archives.PROGRAM;
import static dev.gotrust.archive.Archives.join;
import static dev.gotrust.archive.Archives.refused;
import static dev.gotrust.archive.Archives.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.bytes.ArraySource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A zip that tools read in different ways is refused; one that they agree on is read as by them.
 */
final class HostileZipsTest {
  private static final long NONE_32 = 0xffffffffL;
  private static final byte[] OTHER = "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void descriptorsOfEveryFormAreRead() throws Exception {
    for (boolean marked : new boolean[] {false, true}) {
      for (boolean large : new boolean[] {false, true}) {
        for (boolean stored : new boolean[] {false, true}) {
          Zips zip = new Zips();
          Zips.Entry entry = stored ? zip.stored("app", PROGRAM) : zip.deflated("app", PROGRAM);
          entry.described(marked, large);
          zip.stored("README", OTHER);
          taken(zip.bytes());
          entry.descriptor[entry.descriptor.length - 1] ^= 1;
          refused(zip.bytes(), "followed by another size");
        }
      }
    }
  }

  @Test
  void aDescriptorMustFollowWhereAFlagSaysSo() {
    Zips zip = new Zips();
    zip.deflated("app", PROGRAM).described(true, false).descriptor = Zips.NONE;
    refused(zip.bytes(), "followed by another size");
    Zips cut = new Zips();
    Zips.Entry entry = cut.deflated("app", PROGRAM).described(true, false);
    entry.descriptor = Arrays.copyOf(entry.descriptor, 12);
    refused(cut.bytes(), "");
  }

  @Test
  void anOwnHeaderThatDiffersIsRefused() {
    Zips name = new Zips();
    name.stored("app", PROGRAM).localName = "apq";
    refused(name.bytes(), "another name of its own");
    Zips longer = new Zips();
    longer.stored("app", PROGRAM).localName = "app2";
    refused(longer.bytes(), "another name of its own");
    Zips method = new Zips();
    method.stored("app", PROGRAM).localMethod = 8;
    refused(method.bytes(), "another method");
    for (int flag : new int[] {1, 8, 0x20, 0x40, 0x800, 0x2000}) {
      Zips flags = new Zips();
      Zips.Entry entry = flags.stored("app", PROGRAM);
      entry.localFlags = entry.flags ^ flag;
      refused(flags.bytes(), "other flags");
    }
    for (int field = 0; field < 3; field++) {
      for (boolean described : new boolean[] {false, true}) {
        Zips zip = new Zips();
        Zips.Entry entry = zip.stored("app", PROGRAM);
        if (described) {
          entry.described(true, false);
        }
        entry.localCrc = field == 0 ? 1 : entry.localCrc;
        entry.localSize = field == 1 ? 1 : entry.localSize;
        entry.localCompressed = field == 2 ? 1 : entry.localCompressed;
        refused(zip.bytes(), "another size of its own");
      }
    }
  }

  @Test
  void sizesThatLieAreRefused() {
    Zips small = new Zips();
    small.deflated("app", PROGRAM).size = 3;
    refused(small.bytes(), "another length or checksum");
    Zips large = new Zips();
    large.deflated("app", PROGRAM).size = 4_000_000_000L;
    refused(large.bytes(), "another length or checksum");
    Zips sum = new Zips();
    sum.deflated("app", PROGRAM).crc = 5;
    refused(sum.bytes(), "another length or checksum");
    Zips stored = new Zips();
    Zips.Entry entry = stored.stored("app", PROGRAM);
    entry.size = PROGRAM.length - 1;
    refused(stored.bytes(), "another length or checksum");
    Zips beyond = new Zips();
    beyond.stored("app", PROGRAM).compressed = 4_000_000_000L;
    refused(beyond.bytes(), "longer than the archive");
  }

  @Test
  void whatIsNotReadIsRefused() {
    for (int flag : new int[] {1, 0x20, 0x40, 0x2000}) {
      Zips zip = new Zips();
      zip.stored("app", PROGRAM).flags |= flag;
      refused(zip.bytes(), "encrypted");
    }
    for (int method : new int[] {1, 9, 12, 14, 93, 95, 99}) {
      Zips zip = new Zips();
      zip.stored("app", PROGRAM).method = method;
      refused(zip.bytes(), "method that is not read");
    }
  }

  @Test
  void zip64IsReadAndMustAgree() throws Exception {
    Zips zip = zip64(PROGRAM.length, PROGRAM.length);
    taken(zip.bytes());
    refused(zip64(PROGRAM.length, 1).bytes(), "another size of its own");
    refused(zip64(1, PROGRAM.length).bytes(), "");
    refused(zip64(-1, -1).bytes(), "too large");
    refused(zip64(Long.MAX_VALUE, Long.MAX_VALUE).bytes(), "");
    Zips missing = zip64(PROGRAM.length, PROGRAM.length);
    Zips.Entry entry = missing.stored("second", PROGRAM);
    entry.localSize = NONE_32;
    entry.localCompressed = NONE_32;
    refused(missing.bytes(), "another size of its own");
  }

  private static Zips zip64(long central, long local) {
    Zips zip = new Zips();
    Zips.Entry entry = zip.stored("app", PROGRAM);
    entry.size = NONE_32;
    entry.compressed = NONE_32;
    entry.extra = Zips.field(1, Zips.longs(central, central));
    entry.localExtra = Zips.field(1, Zips.longs(local, local));
    return zip;
  }

  @Test
  void theEndOfZip64MustAgreeWithTheOldOne() throws Exception {
    Zips zip = new Zips();
    zip.stored("app", PROGRAM);
    byte[] body = zip.body();
    byte[] directory = zip.directory();
    int length = directory.length;
    int offset = body.length;
    byte[] end64 = Zips.end64(1, length, offset);
    byte[] none = Zips.end(0xffff, NONE_32, NONE_32, Zips.NONE);
    taken(join(body, directory, end64, none));
    taken(join(body, directory, end64, Zips.end(1, length, offset, Zips.NONE)));
    refused(join(body, directory, end64, Zips.end(2, length, offset, Zips.NONE)), "differ");
    refused(join(body, directory, end64, Zips.end(1, NONE_32, 0, Zips.NONE)), "differ");
    refused(join(body, directory, none), "zip64");
    refused(join(body, directory, new byte[4], none), "zip64");
    refused(join(body, directory, Zips.end64(1, length, offset - 1), none), "");
    refused(join(body, directory, Zips.end64(100_001, length, offset), none), "entries");
    refused(join(body, directory, Zips.end64(-1, length, offset), none), "entries");
    refused(join(body, directory, Zips.end64(2, length, offset), none), "");
    byte[] gap = join(body, directory, Arrays.copyOf(end64, 56), new byte[1]);
    refused(join(gap, Arrays.copyOfRange(end64, 56, 76), none), "zip64");
    for (int disk : new int[] {16, 20, 24, 60}) {
      byte[] parts = end64.clone();
      parts[disk] ^= 1;
      refused(join(body, directory, parts, none), "several parts");
    }
  }

  @Test
  void theLastEndCountsAndMustBeWhole() throws Exception {
    Zips zip = new Zips();
    zip.stored("app", PROGRAM);
    taken(zip.bytes("a comment".getBytes(StandardCharsets.US_ASCII)));
    byte[] empty = Zips.end(0, 0, 0, Zips.NONE);
    refused(zip.bytes(empty), "");
    refused(zip.bytes(join(empty, new byte[3])), "comment");
    refused(join(zip.bytes(), new byte[1]), "comment");
    for (int disk : new int[] {4, 6, 8}) {
      byte[] parts = zip.bytes();
      parts[parts.length - Zips.END + disk] ^= 1;
      refused(parts, "several parts");
    }
  }

  @Test
  void nothingStandsBeforeOrBetween() {
    Zips zip = new Zips();
    zip.stored("app", PROGRAM);
    byte[] before = join("PK\3\4".getBytes(StandardCharsets.US_ASCII), zip.bytes());
    refused(before, "does not end where");
    byte[] directory = zip.directory();
    byte[] body = zip.body();
    byte[] end = Zips.end(2, 2L * directory.length, body.length, Zips.NONE);
    refused(join(body, directory, directory, end), "second order of entries");
  }

  @Test
  void oneFileHasOneName() throws Exception {
    for (boolean local : new boolean[] {false, true}) {
      byte[] same = Zips.field(0x7075, "\1\0\0\0\0app".getBytes(StandardCharsets.US_ASCII));
      taken(withExtra(local, same));
      byte[] other = Zips.field(0x7075, "\1\0\0\0\0apq".getBytes(StandardCharsets.US_ASCII));
      refused(withExtra(local, other), "two names");
      refused(withExtra(local, Zips.field(0x7075, new byte[2])), "two names");
      refused(withExtra(local, new byte[] {1, 0, 9, 0}), "extra field");
      taken(withExtra(local, new byte[3]));
    }
  }

  private static byte[] withExtra(boolean local, byte[] extra) {
    Zips zip = new Zips();
    Zips.Entry entry = zip.stored("app", PROGRAM);
    entry.localExtra = local ? extra : entry.localExtra;
    entry.extra = local ? entry.extra : extra;
    return zip.bytes();
  }

  @Test
  void namesOfOnePlaceAreRefused() {
    for (String other : List.of("app", "./app", "/app", "x/../app", ".\\app", "app/x", "a\0b")) {
      Zips zip = new Zips();
      zip.stored("app", PROGRAM);
      zip.stored(other, OTHER);
      refused(zip.bytes(), "the archive");
    }
  }

  @Test
  void aDirectoryHasNoContent() throws Exception {
    Zips zip = new Zips();
    zip.deflated("d/", Zips.NONE);
    zip.stored("e/", Zips.NONE);
    zip.stored("app", PROGRAM);
    taken(zip.bytes());
    for (boolean lies : new boolean[] {false, true}) {
      Zips full = new Zips();
      Zips.Entry entry = full.deflated("d/", PROGRAM);
      entry.size = lies ? 0 : entry.size;
      refused(full.bytes(), "directory that has content");
    }
    Zips hidden = new Zips();
    Zips.Entry entry = hidden.stored("d/", PROGRAM);
    entry.size = 0;
    entry.crc = 0;
    refused(hidden.bytes(), "directory that has content");
  }

  @Test
  void contentThatEndsEarlyHidesNothing() {
    Zips zip = new Zips();
    Zips.Entry entry = zip.stored("app", join(Zips.deflate(PROGRAM), PROGRAM));
    Zips honest = new Zips();
    entry.method = 8;
    entry.crc = honest.stored("app", PROGRAM).crc;
    entry.size = PROGRAM.length;
    refused(zip.bytes(), "ends before");
  }

  @Test
  void anEmptyZipIsNoneThatIsSearched() throws Exception {
    assertEquals(false, Archive.is(new ArraySource(new Zips().bytes())));
  }
}
