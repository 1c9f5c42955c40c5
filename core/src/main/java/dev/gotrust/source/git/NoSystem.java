package dev.gotrust.source.git;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * A system without users, environment or configuration. What JGit would measure by writing files,
 * the resolution of timestamps, is told to it.
 */
@SuppressWarnings("deprecation") // JGit wants them all the same
final class NoSystem extends SystemReader {
  private static final Set<String> PROPERTIES =
      Set.of("os.name", "os.arch", "java.vendor", "java.version", "java.io.tmpdir", "user.dir");

  /** A fine one: JGit searches a pack that is malformed again, as long as its time is recent. */
  private static final Map<String, String> FILE_STORE =
      Map.of(
          ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION, "1 milliseconds",
          ConfigConstants.CONFIG_KEY_MIN_RACY_THRESHOLD, "1 milliseconds");

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return PROPERTIES.contains(key) ? System.getProperty(key) : null;
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new NoFile(fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new NoFile(fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new NoFile(fs);
  }

  @Override
  public long getCurrentTime() {
    return 0;
  }

  @Override
  public int getTimezone(long when) {
    return 0;
  }

  @Override
  public Locale getLocale() {
    return Locale.ROOT;
  }

  /** A configuration that no file holds. */
  private static final class NoFile extends FileBasedConfig {
    NoFile(FS fs) {
      super(null, new File("none"), fs);
    }

    @Override
    public void load() {
      // There is nothing to read.
    }

    @Override
    public void save() throws IOException {
      throw new IOException("nothing is written");
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public @Nullable String getString(String section, @Nullable String subsection, String name) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? FILE_STORE.get(name)
          : super.getString(section, subsection, name);
    }
  }
}
