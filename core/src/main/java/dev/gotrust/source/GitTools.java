package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a library for git does here: packs, loose objects and configuration. Its one implementation
 * works on JGit; it is loaded apart, so that a program that uses JGit too keeps its own settings of
 * it. Thread-safe.
 */
public interface GitTools {
  /**
   * {@return the objects in directories, none of which leads to another}
   *
   * @param directories such as {@code .git/objects}, and its alternates
   * @throws IOException if one can't be read, or a pack of it is malformed
   */
  Objects objects(List<Path> directories) throws IOException;

  /**
   * {@return the entries of a configuration, in file order; included files are not read}
   *
   * @param text of a file such as {@code .git/config}
   * @throws IOException if it is malformed
   */
  List<Entry> config(String text) throws IOException;

  /**
   * An entry of a configuration.
   *
   * @param section in lower case
   * @param subsection as it stands; empty if there is none
   * @param name in lower case
   * @param value its text; empty for a name without one, which means true
   */
  record Entry(String section, String subsection, String name, String value) {}

  /**
   * An object whose bytes hash to its ID.
   *
   * @param type {@code commit}, {@code tree}, {@code blob} or {@code tag}
   * @param data its bytes
   */
  record GitObject(String type, Bytes data) {}

  /** The objects of a repository. Not thread-safe. */
  interface Objects extends AutoCloseable {
    /**
     * {@return an object; null if it is not there}
     *
     * @param id 40 hexadecimal digits
     * @param most how many bytes it may have
     * @throws IOException if it is malformed, too large, or does not hash to its ID
     */
    @Nullable GitObject read(String id, int most) throws IOException;

    /** Lets go of files and memory. */
    @Override
    void close();
  }
}
