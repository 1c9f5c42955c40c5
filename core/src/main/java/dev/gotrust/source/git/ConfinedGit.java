package dev.gotrust.source.git;

import dev.gotrust.bytes.Limits;
import dev.gotrust.source.GitTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** JGit, kept from the user's configuration, from other programs and from writing. */
public final class ConfinedGit implements GitTools {
  /** Bytes of packs that are held at a time. */
  private static final int HELD = 8 * 1024 * 1024;

  /** Creates one, and confines the JGit that was loaded with this class. */
  public ConfinedGit() {
    SystemReader.setInstance(new NoSystem());
    WindowCacheConfig cache = new WindowCacheConfig();
    cache.setExposeStatsViaJmx(false);
    cache.setPackedGitLimit(HELD);
    cache.setDeltaBaseCacheLimit(HELD);
    cache.setPackedGitMMAP(false);
    cache.setStreamFileThreshold(Limits.GIT_OBJECT);
    cache.install();
  }

  @Override
  public Objects objects(List<Path> directories) throws IOException {
    return contained(() -> PackedObjects.open(directories));
  }

  @Override
  public List<Entry> config(String text) throws IOException {
    return contained(() -> entries(text));
  }

  private static List<Entry> entries(String text) throws IOException {
    Config config = new Config();
    try {
      config.fromText(text);
    } catch (ConfigInvalidException malformed) {
      throw new IOException("its configuration is malformed", malformed);
    }
    List<Entry> entries = new ArrayList<>();
    for (String section : config.getSections()) {
      addAll(entries, config, section, null);
      for (String subsection : config.getSubsections(section)) {
        addAll(entries, config, section, subsection);
      }
    }
    return entries;
  }

  private static void addAll(
      List<Entry> entries, Config config, String section, @Nullable String subsection) {
    for (String name :
        subsection == null ? config.getNames(section) : config.getNames(section, subsection)) {
      for (String value : config.getStringList(section, subsection, name)) {
        entries.add(
            new Entry(
                section.toLowerCase(Locale.ROOT),
                subsection == null ? "" : subsection,
                name.toLowerCase(Locale.ROOT),
                value == null ? "" : value));
      }
    }
  }

  /** Something that JGit does. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** What is malformed makes JGit fail in many ways; none of them is more than unreadable. */
  static <T> T contained(Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError malformed) {
      throw new IOException("it is malformed", malformed);
    }
  }
}
