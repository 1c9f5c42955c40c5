package dev.gotrust.archive;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Limits;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Finds the executables in an archive: tar, tar.gz, zip, or one file in gzip, told apart by
 * content. One of them is held in memory at a time. Archives inside are not opened. See {@code
 * specs/archives.md}.
 */
public final class Archive {
  private static final int HEAD = 512;
  private static final int TAR_MAGIC = 257;

  private final ByteSource source;
  private final Visitor visitor;
  private final MemberNames names = new MemberNames();
  private final byte[] chunk = new byte[64 * 1024];
  private final long most;
  private long inflated;

  private Archive(ByteSource source, Visitor visitor, long most) {
    this.source = source;
    this.visitor = visitor;
    this.most = most;
  }

  /** Takes what is found. */
  public interface Visitor {
    /**
     * Takes a file that begins as an executable does.
     *
     * @param path its path in the archive; empty for one file in gzip
     * @param member its bytes, until the call returns
     * @throws IOException if the visitor fails
     */
    void executable(String path, ByteSource member) throws IOException;

    /**
     * Takes a file that begins as an executable does, but is too large to be held.
     *
     * @param path its path in the archive
     * @param reason how large it may be
     */
    void tooLarge(String path, String reason);
  }

  /**
   * {@return whether bytes begin as an archive does, and not as a program, which the name of a
   * first file in a tar archive can do too: a system that runs it sees a program}
   *
   * @param source the bytes
   * @throws IOException if they can't be read
   */
  public static boolean is(ByteSource source) throws IOException {
    byte[] head = new byte[(int) Math.min(HEAD, source.size())];
    source.read(0, head, 0, head.length);
    return isGzip(head) || isZip(head) || (isTar(head) && !Executables.isOne(head));
  }

  private static boolean isGzip(byte[] head) {
    return head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8;
  }

  private static boolean isZip(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  private static boolean isTar(byte[] head) {
    return head.length == HEAD
        && head[TAR_MAGIC] == 'u'
        && head[TAR_MAGIC + 1] == 's'
        && head[TAR_MAGIC + 2] == 't'
        && head[TAR_MAGIC + 3] == 'a'
        && head[TAR_MAGIC + 4] == 'r';
  }

  /**
   * Hands out the executables of an archive, in its order.
   *
   * @param source the archive
   * @param visitor takes them
   * @throws ArchiveException if the archive is malformed, above a cap, or could be read in two ways
   * @throws IOException if it can't be read, or the visitor fails
   */
  public static void visit(ByteSource source, Visitor visitor)
      throws ArchiveException, IOException {
    long free = Runtime.getRuntime().maxMemory() - Limits.ARCHIVE_RESERVE;
    new Archive(source, visitor, Math.max(0, Math.min(free, Limits.ARCHIVE_MEMBER))).visit();
  }

  private void visit() throws ArchiveException, IOException {
    byte[] head = new byte[(int) Math.min(HEAD, source.size())];
    source.read(0, head, 0, head.length);
    try {
      if (isZip(head)) {
        new ZipWalk(source, this, names).walk();
      } else if (isGzip(head)) {
        gzip();
      } else {
        tar(new SourceStream(source));
      }
    } catch (ZipException | EOFException malformed) {
      throw new ArchiveException("the archive is malformed: " + malformed.getMessage());
    }
  }

  private void gzip() throws ArchiveException, IOException {
    InputStream inflating = new BufferedInputStream(new GzipStream(new SourceStream(source)));
    inflating.mark(HEAD);
    byte[] head = inflating.readNBytes(HEAD);
    inflating.reset();
    if (isTar(head)) {
      if (Executables.isOne(head)) {
        throw new ArchiveException("in gzip lies what begins as a tar archive and as a program");
      }
      tar(inflating);
    } else {
      member("", inflating);
      drain(inflating);
    }
  }

  private void tar(InputStream in) throws ArchiveException, IOException {
    TarReader tar = new TarReader(in, names);
    for (String path = tar.next(); path != null; path = tar.next()) {
      member(path, tar.content());
      count(tar.skipRest());
    }
    drain(in);
  }

  /** Reads what follows, so that a checksum behind it is checked and nothing hides there. */
  private void drain(InputStream in) throws ArchiveException, IOException {
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      count(read);
      for (int i = 0; i < read; i++) {
        if (chunk[i] != 0) {
          throw new ArchiveException("bytes follow the end of the archive");
        }
      }
    }
  }

  /** Looks at a member; what is left of it is the caller's to pass over. */
  void member(String path, InputStream content) throws ArchiveException, IOException {
    CountingStream counted = new CountingStream(content);
    PushbackHead stream = new PushbackHead(counted);
    if (!Executables.isOne(stream.head())) {
      count(stream.skipRest(Limits.ARCHIVE_INFLATED - inflated, chunk));
      return;
    }
    MemoryMember held =
        MemoryMember.read(stream, Math.min(most, Limits.ARCHIVE_INFLATED - inflated));
    if (held == null) {
      stream.skipRest(Limits.ARCHIVE_INFLATED - inflated, chunk);
      count(counted.count());
      visitor.tooLarge(
          path,
          "it has more bytes than are held of a file in an archive, "
              + most
              + " where the memory has room for them; extract it and name it, or give the JVM more"
              + " memory, as GOTRUST_JAVA_OPTS=-Xmx1g does");
      return;
    }
    count(held.size());
    visitor.executable(path, held);
  }

  private void count(long bytes) throws ArchiveException {
    inflated += bytes;
    if (inflated > Limits.ARCHIVE_INFLATED) {
      throw ArchiveException.tooLarge(
          "the archive inflates to more than the "
              + Limits.ARCHIVE_INFLATED
              + " bytes that are read");
    }
  }
}
