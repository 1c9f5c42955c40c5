package dev.gotrust.checksumdb;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is kept from run to run, in memory. */
public final class MemoryStore implements TreeStore {
  /** The files that were kept, by path; a test may damage them. */
  public final Map<String, byte[]> files = new ConcurrentHashMap<>();

  private byte @Nullable [] latest;
  private Runnable beforeReplacing = () -> {};

  /** Runs something once, when the latest head is about to be replaced: another process does so. */
  public void beforeReplacing(Runnable once) {
    beforeReplacing = once;
  }

  /** Puts a note in the place of the latest head, as another process would. */
  public synchronized void keepLatest(byte @Nullable [] note) {
    latest = note;
  }

  @Override
  public byte @Nullable [] read(String path, int cap) {
    byte[] data = files.get(path);
    return data == null || data.length > cap ? null : data.clone();
  }

  @Override
  public void write(String path, byte[] data) {
    files.put(path, data.clone());
  }

  @Override
  public synchronized byte @Nullable [] latest() {
    return latest == null ? null : latest.clone();
  }

  @Override
  public boolean replaceLatest(byte @Nullable [] before, byte[] after) {
    Runnable once = beforeReplacing;
    beforeReplacing = () -> {};
    once.run();
    synchronized (this) {
      boolean same = Arrays.equals(before, latest);
      latest = same ? after.clone() : latest;
      return same;
    }
  }
}
