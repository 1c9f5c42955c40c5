package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.rollback.Entry.Kind;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Fault;
import dev.gotrust.rollback.StateReading.Intact;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log of what was accepted, and the two files beside it: {@code FILE.head} says how far it was
 * acknowledged, {@code FILE.lock} keeps processes apart. Any number of threads may share one;
 * several processes may append to one file. In one JVM there should be one instance for each file.
 *
 * <p>A line is acknowledged once it and the head are on the disk. See {@code specs/state.md}.
 */
public final class StateFile {
  static final String HEAD = ".head";
  private static final String LOCK = ".lock";
  private static final String DRAFT = ".head.tmp";
  private static final int UNLOCKED = 3;
  private static final String INIT =
      "gotrust audit init FILE begins a state file; where there was one, restore it and its .head"
          + " first";

  private final ReentrantLock inside = new ReentrantLock();
  private final Path file;
  private final String name;
  private final List<VerifyingKey> keys;
  private final @Nullable StateSigner signer;

  /**
   * Names a file; nothing is opened.
   *
   * @param file the log
   * @param keys one of which must have signed every line; none to ask for no signature; copied
   * @param signer signs what is appended, null to sign nothing
   */
  public StateFile(Path file, List<VerifyingKey> keys, @Nullable StateSigner signer) {
    this.file = file;
    this.name = file.toString();
    this.keys = List.copyOf(keys);
    this.signer = signer;
  }

  /** {@return the name that messages use: the path as it was given} */
  public String name() {
    return name;
  }

  /** {@return the files that this reads and writes: the log, its head and its lock} */
  public List<Path> files() {
    return List.of(file, beside(file, HEAD), beside(file, LOCK), beside(file, DRAFT));
  }

  private static Path beside(Path file, String suffix) {
    Path last = file.getFileName();
    return file.resolveSibling((last == null ? "" : last) + suffix);
  }

  /**
   * Begins the log. One that was begun and never acknowledged is begun again.
   *
   * @param now the time of its first line
   * @return that line
   * @throws FileAlreadyExistsException if there is one
   * @throws IOException if it can't be written
   */
  public Entry init(Instant now) throws IOException {
    Path real = real();
    refuseToReplace(real);
    StateLock lock = StateLock.take(beside(real, LOCK), name, inside);
    try {
      refuseToReplace(real);
      Entry first = seal(1, now, Kind.INIT, null, null, Entry.NONE);
      write(real, 0, first, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return first;
    } finally {
      lock.release();
    }
  }

  /** Asked before the lock too, which would be left beside what is none of ours. */
  private void refuseToReplace(Path real) throws IOException {
    if (Files.exists(beside(real, HEAD)) || isMoreThanBegun(real)) {
      throw new FileAlreadyExistsException(name);
    }
  }

  /** Whether more is there than the first line, whole or in part, of a log. */
  private static boolean isMoreThanBegun(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
    if (!Files.isRegularFile(file)) {
      return true;
    }
    byte[] data = bytes(file, Limits.STATE_LINE);
    if (data == null) {
      return true;
    }
    String text = new String(data, UTF_8);
    String begin = "{\"schema\":\"" + EntryText.SCHEMA + '"';
    int end = text.indexOf('\n');
    return !(begin.startsWith(text) || text.startsWith(begin))
        || end >= 0 && end + 1 < text.length();
  }

  /**
   * {@return what the file is now}
   *
   * <p>Nothing is written beside a file that never was appended to here: then, and where its
   * directory can't be written to, it is read without a lock.
   */
  public StateReading read() {
    if (!Files.exists(file)) {
      return missing();
    }
    try {
      Path real = real();
      Path lock = beside(real, LOCK);
      if (!Files.exists(lock) || !Files.isWritable(real.resolveSibling(""))) {
        return readBetween(real);
      }
      StateLock held = StateLock.take(lock, name, inside);
      try {
        return readUnlocked(real);
      } finally {
        held.release();
      }
    } catch (IOException locked) {
      return unreadable(file, locked);
    }
  }

  /** Without a lock a process may append between the reading of the log and that of its head. */
  private StateReading readBetween(Path real) {
    StateReading reading = readUnlocked(real);
    for (int i = 1; i < UNLOCKED && reading instanceof Broken; i++) {
      reading = readUnlocked(real);
    }
    return reading;
  }

  /** Judges what stands in a log, and may append to it; no other process does meanwhile. */
  public interface Session {
    /**
     * Does it.
     *
     * @param reading what the file is
     * @param appender appends to it
     */
    void run(StateReading reading, Appender appender);
  }

  /** Appends to a log that is intact. Only for use inside of its session. */
  public interface Appender {
    /**
     * Appends a line and acknowledges it.
     *
     * @param now its time
     * @param acceptance what was accepted
     * @param reason why although it is older, null where it is not
     * @return the line
     * @throws IOException if it could not be written; then nothing was
     */
    Entry append(Instant now, Acceptance acceptance, @Nullable String reason) throws IOException;
  }

  /**
   * Runs a session. It is run once, whatever the file is; where it can't be locked or read, the
   * session is told so.
   *
   * @param session what to do
   */
  public void run(Session session) {
    if (!Files.isRegularFile(file)) {
      session.run(Files.exists(file) ? read() : missing(), this::refuse);
      return;
    }
    StateReading failure;
    try {
      Path real = real();
      StateLock lock = StateLock.take(beside(real, LOCK), name, inside);
      try {
        StateReading reading = acknowledged(real, readUnlocked(real));
        session.run(
            reading,
            reading instanceof Intact intact
                ? (now, acceptance, reason) -> append(real, intact, now, acceptance, reason)
                : this::refuse);
        return;
      } finally {
        lock.release();
      }
    } catch (IOException failed) {
      failure = unreadable(file, failed);
    }
    session.run(failure, this::refuse);
  }

  /**
   * A whole line that was never acknowledged counts from now on: it is acknowledged before anything
   * rests on it. Left so, a second process that is stopped would leave two, which no crash
   * explains.
   */
  private StateReading acknowledged(Path real, StateReading reading) throws IOException {
    if (!(reading instanceof Intact intact) || intact.unacknowledged() == 0) {
      return reading;
    }
    Entry last = intact.last();
    Path draft = draftHead(real, new StateHead(last.line(), last.hash()));
    try (FileChannel log = FileChannel.open(real, StandardOpenOption.WRITE)) {
      log.force(true);
    }
    putHead(real, draft);
    forceDirectory(real.toAbsolutePath().getParent());
    return new Intact(intact.entries(), intact.sha256(), 0, intact.torn());
  }

  private Entry refuse(Instant now, Acceptance acceptance, @Nullable String reason) {
    throw new IllegalStateException("nothing is appended to a state file that is broken");
  }

  private Entry append(
      Path real, Intact intact, Instant now, Acceptance acceptance, @Nullable String reason)
      throws IOException {
    Entry last = intact.last();
    if (signer == null && last.signature() != null) {
      throw new IOException(name + ": its lines are signed, and no key was named to sign this one");
    }
    Kind kind = reason == null ? Kind.ACCEPTED : Kind.ROLLBACK;
    Entry entry = seal(last.line() + 1, now, kind, acceptance, reason, last.hash());
    long end = Files.size(real) - intact.torn();
    write(real, end, entry, StandardOpenOption.WRITE);
    return entry;
  }

  private Entry seal(
      long line,
      Instant now,
      Kind kind,
      @Nullable Acceptance acceptance,
      @Nullable String reason,
      Bytes previous)
      throws IOException {
    try {
      return EntryText.sealed(line, now, kind, acceptance, reason, previous, signer);
    } catch (StateSigner.FailedException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }

  /** What could not be read again is never written. */
  private byte[] line(Entry entry) throws IOException {
    byte[] line = EntryText.line(entry).getBytes(UTF_8);
    if (line.length > Limits.STATE_LINE) {
      throw new IOException(
          "a line of "
              + line.length
              + " bytes, more than the "
              + Limits.STATE_LINE
              + " that one of "
              + name
              + " may have");
    }
    try {
      if (!EntryText.read(name, line).equals(entry)) {
        throw new IllegalStateException("a line that reads as another");
      }
    } catch (JsonException malformed) {
      throw new IOException(malformed.getMessage(), malformed);
    }
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    return ended;
  }

  /**
   * Writes a line in place of all that stands behind, and acknowledges it: returns once it and the
   * head are on the disk. Where that fails the log is as long as it was.
   */
  private void write(Path real, long at, Entry entry, OpenOption... options) throws IOException {
    byte[] line = line(entry);
    if (at + line.length > Limits.STATE_FILE) {
      throw new IOException(
          name + " has reached the " + Limits.STATE_FILE + " bytes that are read of it");
    }
    Path draft = draftHead(real, new StateHead(entry.line(), entry.hash()));
    try (FileChannel log = FileChannel.open(real, options)) {
      log.truncate(at);
      try {
        writeAll(log, at, line);
        log.force(true);
        putHead(real, draft);
      } catch (IOException failed) {
        log.truncate(at);
        throw failed;
      }
    }
    forceDirectory(real.toAbsolutePath().getParent());
  }

  /** Before the log is touched: what fails most often, a full disk, fails here. */
  private static Path draftHead(Path real, StateHead head) throws IOException {
    Path draft = beside(real, DRAFT);
    Files.deleteIfExists(draft);
    try (FileChannel out =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(out, 0, head.text().getBytes(UTF_8));
      out.force(true);
    }
    return draft;
  }

  private static void putHead(Path real, Path draft) throws IOException {
    Files.move(
        draft,
        beside(real, HEAD),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void writeAll(FileChannel out, long at, byte[] data) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(data);
    while (buffer.hasRemaining()) {
      out.write(buffer, at + buffer.position());
    }
  }

  /** What the name leads to: two names of one file have one lock, and one head. */
  private Path real() throws IOException {
    return Files.exists(file) ? file.toRealPath() : file;
  }

  /** Windows opens no directory, and needs none to be forced. */
  private static void forceDirectory(@Nullable Path directory) throws IOException {
    if (directory == null || File.separatorChar == '\\') {
      return;
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private StateReading readUnlocked(Path real) {
    Path at = real;
    try {
      if (!Files.isRegularFile(real)) {
        return broken(Fault.NO_STATE, name + " is no regular file");
      }
      byte[] data = bytes(real, Limits.STATE_FILE);
      if (data == null) {
        return broken(
            Fault.NO_STATE,
            name + " has more than the " + Limits.STATE_FILE + " bytes that are read of it");
      }
      at = beside(real, HEAD);
      byte[] head = Files.exists(at) ? bytes(at, Limits.STATE_HEAD) : null;
      if (head == null && Files.exists(at)) {
        return broken(
            Fault.HEAD,
            name + HEAD + " has more than the " + Limits.STATE_HEAD + " bytes that are read of it");
      }
      return StateLog.read(name, data, head, keys);
    } catch (IOException failed) {
      return unreadable(at, failed);
    }
  }

  /** Returns all bytes of a file, null if it has more than the cap. */
  private static byte @Nullable [] bytes(Path file, int cap) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] data = in.readNBytes(cap + 1);
      return data.length > cap ? null : data;
    }
  }

  private StateReading missing() {
    boolean gone = Files.exists(beside(file, HEAD));
    return new Broken(
        gone ? Fault.TRUNCATED : Fault.MISSING,
        0,
        name
            + (gone ? " is gone, its .head is there" : ": no such file")
            + ": what was accepted before is not known",
        INIT);
  }

  private StateReading unreadable(Path at, IOException failed) {
    String reason =
        failed instanceof AccessDeniedException
            ? name + ": permission denied"
            : failed instanceof StateLock.BusyException
                ? String.valueOf(failed.getMessage())
                : name + ": " + Unreadable.explain(at, failed);
    return new Broken(
        Fault.UNREADABLE,
        0,
        reason,
        "make the file, its .head and their directory readable and writable for this user");
  }

  private static StateReading broken(Fault fault, String reason) {
    return new Broken(fault, 0, reason, INIT);
  }
}
