package dev.gotrust.module;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Zips that are refused, and odd ones that are taken, by what is odd about them. */
final class HostileZips {
  private HostileZips() {}

  /** How to make zips that the go command takes, as we do. */
  static Map<String, Consumer<ZipMaker>> taken() {
    Map<String, Consumer<ZipMaker>> zips = new LinkedHashMap<>();
    zips.put("an ordinary zip", zip -> {});
    zips.put("a stored file", zip -> zip.addStored("stored.txt", "plain"));
    zips.put("an empty file", zip -> zip.add("empty", ""));
    zips.put("a comment", zip -> zip.comment = "made by hand".getBytes(StandardCharsets.UTF_8));
    zips.put("a ZIP64 end record", zip -> zip.large = true);
    zips.put("a directory", zip -> directory(zip.addStored("d/", "")));
    zips.put("a data descriptor", zip -> descriptor(zip.add("x", "text"), true, false));
    zips.put("one without signature", zip -> descriptor(zip.add("x", "text"), false, false));
    zips.put("one of 8-byte sizes", zip -> descriptor(zip.add("x", "text"), true, true));
    zips.put("letters of any script", zip -> zip.add("données/日本語.go", "package p"));
    zips.put(
        "an order by code points",
        zip -> {
          zip.add("x\ud801\udc00", "1");
          zip.add("x\uff21", "2");
        });
    zips.put("other extra fields in the own header", zip -> zip.add("x", "1").extra = new byte[40]);
    zips.put("a regular file of Unix", zip -> unix(zip.add("x", "1"), 0100644));
    zips.put(
        "names beside their prefixes",
        zip -> {
          zip.add("a/b", "1");
          zip.add("a.go", "2");
          zip.add("a!", "3");
          zip.add("b/A", "4");
          zip.add("B2/a", "5");
        });
    return zips;
  }

  /** How to make zips that are refused; the go command refuses most of them, and takes some. */
  static Map<String, Consumer<ZipMaker>> refused() {
    Map<String, Consumer<ZipMaker>> zips = new LinkedHashMap<>();
    names(zips);
    bytes(zips);
    directories(zips);
    return zips;
  }

  private static void names(Map<String, Consumer<ZipMaker>> zips) {
    for (String name :
        new String[] {
          "../up",
          "a/../b",
          "a//b",
          "/root",
          "./a",
          "a/.",
          "a\\b",
          "a:b",
          "nul",
          "a/com1.txt",
          "dot.",
          "a\nb",
          "a\u0000b",
          "q?",
          "sub/go.mod",
          "sub/GO.MOD",
          "Go.mod",
          "€"
        }) {
      zips.put("the name " + name, zip -> zip.add(name, "1"));
    }
    zips.put("another prefix", zip -> zip.add("x", "1").named("example.com/n@v1.0.0/x"));
    zips.put("no prefix", zip -> zip.add("x", "1").named("x"));
    zips.put(
        "no UTF-8",
        zip -> {
          ZipMaker.Entry entry = zip.add("x.", "1");
          entry.name[entry.name.length - 1] = (byte) 0xff;
        });
    zips.put(
        "a file twice",
        zip -> {
          zip.add("x", "1");
          zip.add("x", "2");
        });
    zips.put(
        "names that differ in case",
        zip -> {
          zip.add("x", "1");
          zip.add("a", "1");
          zip.add("X", "2");
        });
    zips.put(
        "names that differ in case beyond ASCII",
        zip -> {
          zip.add("straße/K", "1");
          zip.add("straße/\u212a", "1");
        });
    zips.put(
        "names that differ in the case of a rare script",
        zip -> {
          zip.add("x\ud801\udc00", "1");
          zip.add("x\ud801\udc28", "2");
        });
    zips.put(
        "directories that differ in case",
        zip -> {
          zip.add("d/x", "1");
          zip.add("da", "2");
          zip.add("D/y", "2");
        });
    zips.put(
        "a file that is a directory",
        zip -> {
          zip.add("d", "1");
          zip.add("d!", "1");
          zip.add("d/y", "2");
        });
    zips.put("a symbolic link", zip -> unix(zip.add("x", "/etc/passwd"), 0120777));
  }

  private static void bytes(Map<String, Consumer<ZipMaker>> zips) {
    zips.put("another CRC", zip -> zip.add("x", "1").crc ^= 1);
    zips.put("a CRC of zero", zip -> zip.add("x", "1").crc = 0);
    zips.put("more bytes than it says", zip -> zip.add("x", new byte[1000]).size = 999);
    zips.put("fewer bytes than it says", zip -> zip.add("x", new byte[1000]).size = 1001);
    zips.put("a bomb", zip -> zip.add("x", new byte[10_000_000]).size = 10);
    zips.put("500 MiB by its word", zip -> zip.add("x", "1").size = 500 << 20);
    zips.put("encrypted", zip -> zip.add("x", "1").flags = 1);
    zips.put("an unknown method", zip -> zip.add("x", "1").method = 12);
    zips.put("a go.mod of 17 MiB", zip -> zip.entries.get(0).size = 17 << 20);
    zips.put("a LICENSE of 17 MiB", zip -> zip.add("LICENSE", "").size = 17 << 20);
    zips.put("sizes of ZIP64", zip -> zip.add("x", "1").size = 0xffffffffL);
    zips.put(
        "another name in its own header",
        zip ->
            zip.add("x", "1").localName =
                (ZipMaker.MODULE + "/y").getBytes(StandardCharsets.UTF_8));
    zips.put("another size in its own header", zip -> zip.add("x", "1").localSize = 7);
    zips.put("another CRC in its own header", zip -> zip.add("x", "1").localCrc = 7);
    zips.put("other flags in its own header", zip -> zip.add("x", "1").localFlags = 2);
    zips.put("stored with two sizes", zip -> zip.addStored("x", "1").size = 2);
    zips.put(
        "bytes behind the compressed ones",
        zip -> {
          ZipMaker.Entry entry = zip.add("x", "1");
          entry.stored = java.util.Arrays.copyOf(entry.stored, entry.stored.length + 4);
          entry.compressed += 4;
        });
    zips.put(
        "compressed bytes that end too soon", zip -> zip.add("x", "text text").compressed -= 2);
    zips.put("no deflate stream", zip -> zip.add("x", "text").stored[0] = 7);
    zips.put("a directory with bytes", zip -> zip.addStored("d/", "1"));
    zips.put(
        "a wrong data descriptor",
        zip -> {
          ZipMaker.Entry entry = zip.add("x", "text");
          descriptor(entry, true, false);
          entry.descriptor[4] ^= 1;
        });
    zips.put(
        "a short data descriptor",
        zip -> {
          ZipMaker.Entry entry = zip.add("x", "text");
          entry.flags = 8;
          entry.descriptor = new byte[8];
        });
  }

  private static void directories(Map<String, Consumer<ZipMaker>> zips) {
    zips.put("bytes before it all", zip -> zip.entries.get(0).before = new byte[5]);
    zips.put("bytes between entries", zip -> zip.add("x", "1").before = new byte[5]);
    zips.put("entries that overlap", zip -> zip.add("x", "1").offset = 0);
    zips.put("an entry inside of another", zip -> zip.add("x", "1").offset = 10);
    zips.put("an entry behind the directory", zip -> zip.add("x", "1").offset = 100_000);
    zips.put("bytes before the end record", zip -> zip.beforeEnd = new byte[5]);
    zips.put("bytes behind the end record", zip -> zip.after = new byte[5]);
    zips.put(
        "an end record in the comment",
        zip -> {
          zip.comment = ZipMaker.bytes(30).putInt(0).putInt(0x06054b50).array();
        });
    zips.put("too many entries by its word", zip -> zip.countBy = 1);
    zips.put("too few entries by its word", zip -> zip.countBy = -1);
    zips.put(
        "65536 entries more",
        zip -> {
          zip.large = true;
          zip.countBy = 65536;
        });
    zips.put("a directory that begins elsewhere", zip -> zip.offsetBy = 1);
    zips.put("a directory that ends elsewhere", zip -> zip.sizeBy = -1);
    zips.put(
        "an endless directory",
        zip -> {
          zip.large = true;
          zip.sizeBy = Integer.MAX_VALUE;
        });
  }

  private static void directory(ZipMaker.Entry entry) {
    unix(entry, 040755);
  }

  private static void unix(ZipMaker.Entry entry, int mode) {
    entry.madeBy = 3 << 8 | 20;
    entry.mode = mode;
  }

  static void descriptor(ZipMaker.Entry entry, boolean signed, boolean large) {
    var bytes = ZipMaker.bytes((signed ? 4 : 0) + 4 + (large ? 16 : 8));
    if (signed) {
      bytes.putInt(0x08074b50);
    }
    bytes.putInt((int) entry.crc);
    if (large) {
      bytes.putLong(entry.compressed).putLong(entry.size);
    } else {
      bytes.putInt((int) entry.compressed).putInt((int) entry.size);
    }
    entry.descriptor = bytes.array();
    entry.flags = 8;
    entry.localCrc = 0;
    entry.localSize = 0;
  }

  /** Makes a zip, with a go.mod before the odd things. */
  static byte[] make(ModuleVersion module, Consumer<ZipMaker> oddity) {
    ZipMaker zip = new ZipMaker();
    zip.module = module;
    zip.add("go.mod", "module example.com/m\n");
    oddity.accept(zip);
    return zip.build();
  }
}
