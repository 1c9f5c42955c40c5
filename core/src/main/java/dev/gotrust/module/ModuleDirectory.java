package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.ModuleContentException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Hashes the files of a directory that a module was extracted to. The go command's own check
 * follows symbolic links (golang.org/x/mod/sumdb/dirhash, {@code HashDir}); here a link, a FIFO or
 * a device is refused by its name, because the go command extracts none.
 */
public final class ModuleDirectory {
  private ModuleDirectory() {}

  /**
   * Hashes the files of a directory and of all directories in it.
   *
   * @param directory where
   * @return the hash of each file
   * @throws ModuleContentException if something in it is no regular file, or there is more than
   *     {@link Limits} admit
   * @throws IOException if it is no directory or can't be read
   */
  public static FileHashes read(Path directory) throws IOException, ModuleContentException {
    return read(directory, Selection.OF_MODULE);
  }

  static FileHashes read(Path directory, Selection selection)
      throws IOException, ModuleContentException {
    if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
      throw new java.nio.file.NotDirectoryException(directory.toString());
    }
    // A directory may itself be reached over a link; what is in it may not.
    Path real = directory.toRealPath();
    Walk walk = new Walk(real, directory.toString(), selection);
    try {
      Files.walkFileTree(real, Set.of(), Limits.MODULE_DEPTH, walk);
    } catch (Refused refused) {
      throw refused.reason;
    }
    return walk.files.build();
  }

  /**
   * {@return the h1 hash of a directory; the hashes of its files are not kept}
   *
   * @param directory where
   * @param module the version of the module that the files are taken for
   * @throws ModuleContentException if something in it is no regular file, or there is more than
   *     {@link Limits} admit
   * @throws IOException if it is no directory or can't be read
   */
  public static String h1(Path directory, ModuleVersion module)
      throws IOException, ModuleContentException {
    return read(directory).h1(module);
  }

  /** What is hashed, and what becomes of something that is no regular file. */
  interface Selection {
    /** All of it; no module has anything else than files. */
    Selection OF_MODULE =
        new Selection() {
          @Override
          public boolean isHashed(String name) {
            return true;
          }

          @Override
          public void notRegular(String root, String name) throws ModuleContentException {
            throw new ModuleContentException(
                Kind.NOT_REGULAR,
                root,
                name,
                -1,
                "a regular file was expected, but a symbolic link, a FIFO or a device was found");
          }
        };

    boolean isHashed(String name);

    void notRegular(String root, String name) throws ModuleContentException;
  }

  /** Carries a refusal out of the JDK's walk. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    private final ModuleContentException reason;

    Refused(ModuleContentException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private static final int BUFFER = 64 * 1024;

    private final FileNames names;
    private final String shown;
    private final Selection selection;
    private final FileHashesBuilder files = new FileHashesBuilder(64);
    private final MessageDigest digest = Sha256.create();
    private final byte[] data = new byte[BUFFER];
    private final ByteBuffer buffer = ByteBuffer.wrap(data);
    private long bytes;
    private long nameBytes;

    Walk(Path root, String shown, Selection selection) {
      this.names = new FileNames(root);
      this.shown = shown;
      this.selection = selection;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = names.of(file);
      if (attributes.isRegularFile() && !selection.isHashed(name)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isRegularFile()) {
        check(name, "files", files.count() + 1L, Limits.MODULE_FILES);
        nameBytes += name.length();
        hash(file, name);
      } else if (attributes.isDirectory()) {
        throw tooLarge(name, "lies deeper than " + Limits.MODULE_DEPTH + " directories");
      } else {
        report(name);
      }
      check(name, "bytes of names", nameBytes, Limits.MODULE_ZIP_DIRECTORY);
      return FileVisitResult.CONTINUE;
    }

    private void report(String name) throws Refused {
      try {
        selection.notRegular(shown, name);
      } catch (ModuleContentException refused) {
        throw new Refused(refused);
      }
    }

    /** The size is not asked for before: a file is hashed up to where it ends. */
    private void hash(Path file, String name) throws IOException {
      long size = 0;
      try (FileChannel channel =
          FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        int read;
        while ((read = channel.read(buffer.clear())) > 0) {
          digest.update(data, 0, read);
          size += read;
          check(name, "bytes of files", bytes + size, Limits.MODULE_CONTENT);
        }
      }
      bytes += size;
      files.add(name, digest, size);
    }

    private void check(String name, String what, long found, long cap) throws Refused {
      if (found > cap) {
        throw tooLarge(
            name, "with it there are more than the " + cap + ' ' + what + " of a module");
      }
    }

    private Refused tooLarge(String name, String problem) {
      return new Refused(new ModuleContentException(Kind.TOO_LARGE, shown, name, -1, problem));
    }
  }
}
