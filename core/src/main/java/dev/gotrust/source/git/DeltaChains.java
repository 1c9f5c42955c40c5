package dev.gotrust.source.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Whether the deltas that an object of a pack is made of come to an end (gitformat-pack): a delta
 * names its base, and in a pack made to do harm the bases run in a circle, which JGit would too.
 */
final class DeltaChains implements AutoCloseable {
  /** Deltas upon deltas; git makes 50 by default and never more than 4,095. */
  private static final int LONGEST = 4096;

  private static final int OFFSET_DELTA = 6;
  private static final int NAMED_DELTA = 7;

  /** The longest size and the longest offset, or an ID. */
  private static final int HEADER = 10 + 20;

  private final Map<Pack, FileChannel> files = new HashMap<>();

  void check(Pack pack, AnyObjectId id) throws IOException {
    PackIndex index = pack.getIndex();
    long at = index.findOffset(id);
    for (int i = 0; at >= 0; i++) {
      if (i == LONGEST) {
        throw new IOException("object " + id.name() + " is made of too many deltas");
      }
      at = base(header(pack, at), at, index);
    }
  }

  private ByteBuffer header(Pack pack, long at) throws IOException {
    FileChannel file = files.get(pack);
    if (file == null) {
      file = FileChannel.open(pack.getPackFile().toPath(), StandardOpenOption.READ);
      files.put(pack, file);
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    while (header.hasRemaining() && file.read(header, at + header.position()) > 0) {
      // Near the end of the file there may be less.
    }
    return header.rewind();
  }

  /** Where the base of a delta lies; -1 for what is no delta. */
  private static long base(ByteBuffer header, long at, PackIndex index) throws IOException {
    int first = header.get();
    int type = (first >> 4) & 7;
    if (type != OFFSET_DELTA && type != NAMED_DELTA) {
      return -1;
    }
    for (int digit = first; digit < 0; digit = header.get()) {
      if (header.position() == 10) {
        throw new IOException("a size in a pack is malformed");
      }
    }
    if (type == NAMED_DELTA) {
      byte[] id = new byte[20];
      header.get(id);
      return index.findOffset(ObjectId.fromRaw(id));
    }
    int digit = header.get();
    long back = digit & 0x7f;
    while (digit < 0 && header.position() < HEADER) {
      digit = header.get();
      back = ((back + 1) << 7) + (digit & 0x7f);
    }
    if (back <= 0 || back > at) {
      throw new IOException("an offset in a pack is malformed");
    }
    return at - back;
  }

  @Override
  public void close() {
    for (FileChannel file : files.values()) {
      try {
        file.close();
      } catch (IOException gone) {
        // It was only read.
      }
    }
  }
}
