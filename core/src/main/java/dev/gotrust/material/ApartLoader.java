package dev.gotrust.material;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads JGit once more, for this library alone. JGit keeps its view of the system in a static field
 * and logs: a program that uses JGit too must not find its own changed, and nothing may be printed.
 */
final class ApartLoader extends ClassLoader {
  /** What is loaded here, though others may have loaded it too. */
  private static final List<String> APART =
      List.of(
          "org.eclipse.jgit.", "com.googlecode.javaewah", "org.slf4j.", "dev.gotrust.source.git.");

  /** Where SLF4J looks for what writes a log. */
  private static final String PROVIDERS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  /**
   * Names the provider of SLF4J's own that writes none. The directory is no package, so no module
   * hides it.
   */
  private static final String SILENCE = "dev/gotrust/slf4j-silence/provider";

  static {
    registerAsParallelCapable();
  }

  ApartLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isApart(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private static boolean isApart(String name) {
    for (String prefix : APART) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] data = in.readAllBytes();
      return defineClass(name, data, 0, data.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(PROVIDERS)) {
      return super.getResources(name);
    }
    @Nullable URL silence = getParent().getResource(SILENCE);
    return silence == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(List.of(silence));
  }
}
