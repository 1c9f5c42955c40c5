package dev.gotrust.archive;

import static dev.gotrust.archive.Archives.PROGRAM;
import static dev.gotrust.archive.Archives.found;
import static dev.gotrust.archive.Archives.gzip;
import static dev.gotrust.archive.Archives.header;
import static dev.gotrust.archive.Archives.join;
import static dev.gotrust.archive.Archives.member;
import static dev.gotrust.archive.Archives.records;
import static dev.gotrust.archive.Archives.refused;
import static dev.gotrust.archive.Archives.sum;
import static dev.gotrust.archive.Archives.taken;
import static dev.gotrust.archive.Archives.tar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gotrust.bytes.ArraySource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A tar archive that tools read in different ways is refused, or read as they agree on. */
final class HostileTarsTest {
  private static final byte[] APP = member("app", '0', PROGRAM);
  private static final byte[] SCRIPT = "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void namesOfOnePlaceAreRefused() throws Exception {
    for (String other :
        List.of("app", "./app", "/app", ".//app", "app/x", "app\\x", "d/./../app")) {
      refused(tar(APP, member(other, '0', SCRIPT)), "the archive");
      refused(tar(member(other, '0', SCRIPT), APP), "the archive");
      for (char link : "12346".toCharArray()) {
        refused(tar(APP, member(other, link, Archives.NONE)), "the archive");
      }
    }
    refused(tar(APP, member("app", '5', Archives.NONE)), "two files");
    refused(tar(member("d", '2', Archives.NONE), member("d/app", '0', PROGRAM)), "below a file");
    refused(tar(member("d/app", '0', PROGRAM), member("d", '2', Archives.NONE)), "two files");
    refused(tar(member("..", '5', Archives.NONE)), "leads out");
    refused(tar(member("./", '0', Archives.NONE), member(".", '0', PROGRAM)), "no name");
    byte[] directory = member("d/e/", '5', Archives.NONE);
    assertEquals(
        Set.of("d/e/app", "d/f"),
        found(
                tar(
                    directory,
                    member("d/e/app", '0', PROGRAM),
                    directory,
                    member("d/f", '0', PROGRAM)))
            .keySet());
  }

  @Test
  void namesThatLeadElsewhereAreRefusedAndAbsoluteOnesAreNot() throws Exception {
    for (String name : List.of("../app", "a/../../app", "..\\app", "a\\..\\app", "..")) {
      refused(tar(member(name, '0', PROGRAM)), "leads out");
    }
    assertEquals(Set.of("/usr/bin/app"), found(tar(member("/usr/bin/app", '0', PROGRAM))).keySet());
    assertEquals(Set.of("...app"), found(tar(member("...app", '0', PROGRAM))).keySet());
  }

  @Test
  void linksAreNotFollowed() throws Exception {
    byte[] link = header("link", '1', 0);
    System.arraycopy("app".getBytes(StandardCharsets.US_ASCII), 0, link, 157, 3);
    taken(tar(APP, sum(link)));
  }

  @Test
  void twoSizesAreRefused() throws Exception {
    byte[] twice = member("x", 'x', records("size=" + PROGRAM.length));
    taken(tar(twice, APP));
    refused(tar(member("x", 'x', records("size=512")), APP), "two sizes");
    refused(tar(member("x", 'x', records("size=0")), APP), "two sizes");
    refused(tar(member("x", 'x', records("size=8589934592")), APP), "has 8589934592 bytes");
    refused(tar(member("x", 'x', records("size=99999999999999999999")), APP), "malformed");
    refused(tar(member("x", 'x', records("size=1\u0663")), APP), "malformed");
    refused(tar(member("x", 'x', records("size=+13")), APP), "malformed");
  }

  @Test
  void whatAGlobalHeaderStatesOfFilesIsRefused() throws Exception {
    taken(tar(member("g", 'g', records("comment=0123456789abcdef")), APP));
    refused(tar(member("g", 'g', records("path=other")), APP), "global header");
    byte[] comment = member("g", 'g', records("comment=0123"));
    refused(tar(member("l", 'L', new byte[] {'b'}), comment, APP), "two extended headers");
    refused(tar(member("g", 'g', records("size=13")), APP), "global header");
  }

  @Test
  void extendedHeadersHaveNothingBehindTheirRecords() throws Exception {
    byte[] records = records("path=app");
    byte[] other = member("other", '0', PROGRAM);
    taken(tar(member("x", 'x', join(records, new byte[5])), other));
    refused(tar(member("x", 'x', join(records, new byte[1], records)), other), "malformed");
    refused(tar(member("x", 'x', "9 path=app".getBytes(StandardCharsets.US_ASCII)), APP), "malf");
    refused(tar(member("x", 'x', new byte[] {'9'}), APP), "malformed");
    refused(tar(member("x", 'x', records("=app")), APP), "malformed");
    refused(tar(member("l", 'L', "a\0pp".getBytes(StandardCharsets.US_ASCII)), APP), "NUL");
  }

  @Test
  void numbersHaveOneReading() throws Exception {
    String length = Integer.toOctalString(PROGRAM.length);
    for (String field : List.of(length, "  " + length + " ", length + "\0 ")) {
      taken(tar(sized(field)));
    }
    for (String field :
        List.of(
            "+" + length, "-" + length, length + "x", "1 " + length, "\0" + length, "8", "0x1")) {
      refused(tar(sized(field)), "malformed");
    }
    taken(tar(sized("\u0080\0\0\0\0\0\0\0\0\0\0" + (char) PROGRAM.length)));
    refused(
        tar(sized("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")), "large");
    refused(tar(sized("\u0080\0\0\0\0\0\0\1\0\0\0\1")), "has 4294967297 bytes");
  }

  private static byte[] sized(String field) {
    byte[] header = header("app", '0', 0);
    Arrays.fill(header, 124, 136, (byte) 0);
    byte[] bytes = field.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, 124, bytes.length);
    return join(sum(header), PROGRAM, new byte[512 - PROGRAM.length]);
  }

  @Test
  void aHeaderOfAnotherFormatIsRefused() throws Exception {
    for (String magic : List.of("\0\0\0\0\0\0", "ustarx", "USTAR\0")) {
      byte[] header = header("app", '0', PROGRAM.length);
      System.arraycopy(magic.getBytes(StandardCharsets.US_ASCII), 0, header, 257, 6);
      byte[] second = join(sum(header), PROGRAM, new byte[512 - PROGRAM.length]);
      refused(tar(member("README", '0', SCRIPT), second), "another format");
    }
  }

  @Test
  void prefixesAreOfUstarAlone() throws Exception {
    byte[] header = header("app", '0', PROGRAM.length);
    header[345] = 'd';
    byte[] content = join(PROGRAM, new byte[512 - PROGRAM.length]);
    assertEquals(Set.of("d/app"), found(tar(sum(header), content)).keySet());
    System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 8);
    refused(tar(sum(header), content), "another format");
    header[345] = 0;
    taken(tar(sum(header), content));
  }

  @Test
  void nothingFollowsTheEnd() throws Exception {
    taken(join(tar(APP), new byte[10_240]));
    taken(APP);
    refused(join(tar(APP), APP), "follow the end");
    refused(join(APP, new byte[512], member("b", '0', PROGRAM)), "follow the end");
    refused(join(APP, new byte[512], new byte[] {1}), "follow the end");
    taken(join(APP, new byte[100]));
  }

  @Test
  void aCutIsRefused() {
    for (int cut = 513; cut < 1024; cut += 7) {
      refused(Arrays.copyOf(APP, cut), "within");
    }
    for (int cut = 1025; cut < 1536; cut += 7) {
      refused(Arrays.copyOf(join(APP, member("b", '0', PROGRAM)), cut), "within");
    }
  }

  /** A system that runs it sees a program, and a tool that unpacks it an archive. */
  @Test
  void aProgramIsNoArchive() throws Exception {
    byte[] both = tar(member("MZ program", '0', SCRIPT), APP);
    assertFalse(Archive.is(new ArraySource(both)));
    refused(gzip(both), "as a tar archive and as a program");
  }

  @Test
  void severalStreamsOfGzipAreOne() throws Exception {
    byte[] tar = tar(APP);
    taken(join(gzip(Arrays.copyOf(tar, 700)), gzip(Arrays.copyOfRange(tar, 700, tar.length))));
    taken(join(gzip(tar), gzip(new byte[512]), new byte[3]));
    refused(join(gzip(tar), gzip(APP)), "follow the end");
    refused(join(gzip(tar), new byte[3], new byte[] {1}), "behind the last member");
    refused(join(gzip(tar), new byte[1], gzip(tar)), "behind the last member");
    refused(join(gzip(tar), new byte[70_000], gzip(tar)), "behind the last member");
  }
}
