package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleDirective;
import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads found files and keeps the last few, so that all files of a directory share them. One is
 * read at a time. What is kept is bounded; a file that changed, by its size, time or identity, is
 * read anew.
 */
final class FoundFiles {
  private static final int MOST = 64;

  private final Map<Path, Kept<ModuleDirective>> mods = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Path, Kept<GoSum>> sums = new LinkedHashMap<>(16, 0.75f, true);

  /** What tells that a file is the one that was read. */
  private record Stamp(long size, FileTime modified, @Nullable Object key) {
    /** Taken before the file is read: one that changes meanwhile is read again. */
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  /** A file as it was read. */
  record Kept<T>(Bytes sha256, T content, long size, Stamp stamp) {}

  synchronized Kept<ModuleDirective> goMod(Path file) throws IOException, ModuleFileException {
    Stamp stamp = Stamp.of(file);
    Kept<ModuleDirective> kept = mods.get(file);
    if (kept == null || !kept.stamp().equals(stamp)) {
      byte[] data = MaterialFiles.readFound(file, Materials.GO_MOD, Limits.GO_MOD);
      ModuleDirective content = ModuleDirective.parse(file.toString(), data);
      kept = new Kept<>(Bytes.sha256(data), content, 0, stamp);
      keep(mods, file, kept);
    }
    return kept;
  }

  synchronized Kept<GoSum> goSum(Path file) throws IOException, ModuleFileException {
    Stamp stamp = Stamp.of(file);
    Kept<GoSum> kept = sums.get(file);
    if (kept == null || !kept.stamp().equals(stamp)) {
      // The one before goes first where both would not fit.
      sums.remove(file);
      shrink(sums, Limits.GO_SUM - Math.min(stamp.size(), Limits.GO_SUM));
      byte[] data = MaterialFiles.readFound(file, Materials.GO_SUM, Limits.GO_SUM);
      GoSum content = GoSum.parse(file.toString(), data);
      kept = new Kept<>(Bytes.sha256(data), content, data.length, stamp);
      keep(sums, file, kept);
    }
    return kept;
  }

  private static <T> void keep(Map<Path, Kept<T>> files, Path file, Kept<T> kept) {
    files.put(file, kept);
    shrink(files, Limits.GO_SUM);
  }

  /** Lets go of those that were not asked for the longest, until the rest is few and small. */
  private static <T> void shrink(Map<Path, Kept<T>> files, long bytes) {
    long size = 0;
    for (Kept<T> kept : files.values()) {
      size += kept.size();
    }
    Iterator<Kept<T>> eldest = files.values().iterator();
    while (files.size() > MOST || size > bytes) {
      size -= eldest.next().size();
      eldest.remove();
    }
  }
}
