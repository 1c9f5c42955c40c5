package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.material.Material.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for materials that nobody named: a go.sum whose go.mod, in the same directory, names the
 * main module of the binary. It looks in the artifact's directory and in the current one, and from
 * either upward as long as that lies in a git work tree, to its root. Links are never followed to a
 * go.mod, go.sum or {@code .git}.
 *
 * <p>Only what lies on the way from the current directory to its repository's root, and belongs
 * with that repository to the user who runs this, stands for the user's own choice; what is found
 * on the artifact's side alone may have come with it, even where the artifact was unpacked
 * somewhere within that repository.
 *
 * <p>Thread-safe. One for many artifacts reads the files that they share once; it keeps a few
 * megabytes, of the files that were asked for last.
 */
public final class Discovery {
  /** What signing tools add to a file's name. */
  private static final List<String> SIGNATURES =
      List.of(".sig", ".bundle", ".sigstore.json", ".sigstore", ".intoto.jsonl", ".att.json");

  /** What tools that write SBOMs add to a file's name. */
  private static final List<String> SBOMS = List.of(".cdx.json", ".spdx.json", ".sbom.json");

  private final Path current;
  private final Ownership ownership;
  private final FoundFiles files = new FoundFiles();

  /** The checkout that was found last, and the module that it was found for. */
  private String sourceModule = "";

  private @Nullable GitSource source;

  private Discovery(Path current, Ownership ownership) {
    this.current = current;
    this.ownership = ownership;
  }

  /**
   * {@return a search for the user who runs this process}
   *
   * @param current the directory that the user works in
   * @throws IllegalArgumentException if it is none of the default file system: what is found must
   *     have an owner, and links must be told from files
   */
  public static Discovery from(Path current) {
    return from(current, Ownership.ofThisProcess());
  }

  static Discovery from(Path current, Ownership ownership) {
    if (!isOfDefault(current)) {
      throw new IllegalArgumentException(current + " is no directory of the default file system");
    }
    return new Discovery(current, ownership);
  }

  /**
   * Looks for a go.sum of the main module. Files that can't be used are set aside, never an error.
   *
   * @param artifact the file under judgement; null for one that has no place, such as standard
   *     input. Nothing is looked for beside a file of another than the default file system
   * @param mainModule the path of the binary's main module; empty if it names none, and then
   *     nothing is found
   * @return what was found and what was set aside; {@link Materials#NONE} without a main module
   */
  public Materials find(@Nullable Path artifact, String mainModule) {
    if (mainModule.isEmpty()) {
      return Materials.NONE;
    }
    @Nullable Path place = artifact != null && isOfDefault(artifact) ? artifact : null;
    return new Search(files, ownership, mainModule).run(place, current);
  }

  /**
   * Looks for the checkout that the user works in: a git work tree with, from the current directory
   * up to its root, a go.mod that names the main module.
   *
   * @param mainModule the path of the binary's main module; empty if it names none
   * @return the checkout, of which nothing is read yet; null if there is none
   */
  public synchronized @Nullable GitSource source(String mainModule) {
    if (!mainModule.equals(sourceModule)) {
      source = new Search(files, ownership, mainModule).source(current);
      sourceModule = mainModule;
    }
    return source;
  }

  /**
   * Files of signatures and attestations that lie beside an artifact.
   *
   * @param files what was found, malformed ones too
   * @param setAside what can't be read, as sentences that name the file
   */
  public record FoundSignatures(List<SignatureFile> files, List<String> setAside) {
    /**
     * Copies the lists.
     *
     * @param files what was found, malformed ones too; copied
     * @param setAside what can't be read, as sentences that name the file; copied
     */
    public FoundSignatures {
      files = List.copyOf(files);
      setAside = List.copyOf(setAside);
    }
  }

  /**
   * Looks for signatures and attestations beside an artifact, by the names that signing tools give
   * them. They came with the artifact: nothing that they bring is trusted.
   *
   * @param artifact the file under judgement; null for one that has no place
   * @return what was found
   */
  public FoundSignatures signatures(@Nullable Path artifact) {
    List<SignatureFile> files = new ArrayList<>();
    List<String> setAside = new ArrayList<>();
    Path name = artifact == null ? null : artifact.getFileName();
    if (artifact == null || name == null || !isOfDefault(artifact)) {
      return new FoundSignatures(files, setAside);
    }
    for (String suffix : SIGNATURES) {
      Path file = artifact.resolveSibling(name + suffix);
      try {
        if (MaterialFiles.isRegular(file)) {
          files.add(SignatureFile.found(file, Standing.BESIDE));
        }
      } catch (IOException unreadable) {
        setAside.add(file + " can't be read: " + Unreadable.explain(file, unreadable));
      }
    }
    return new FoundSignatures(files, setAside);
  }

  /**
   * SBOMs that lie beside an artifact.
   *
   * @param files what was found, malformed ones too
   * @param setAside what can't be read, as sentences that name the file
   */
  public record FoundSboms(List<SbomFile> files, List<String> setAside) {
    /**
     * Copies the lists.
     *
     * @param files what was found, malformed ones too; copied
     * @param setAside what can't be read, as sentences that name the file; copied
     */
    public FoundSboms {
      files = List.copyOf(files);
      setAside = List.copyOf(setAside);
    }
  }

  /**
   * Looks for SBOMs beside an artifact, by the names that tools give them. They came with the
   * artifact: nothing that they say is trusted.
   *
   * @param artifact the file under judgement; null for one that has no place
   * @return what was found
   */
  public FoundSboms sboms(@Nullable Path artifact) {
    List<SbomFile> found = new ArrayList<>();
    List<String> setAside = new ArrayList<>();
    Path name = artifact == null ? null : artifact.getFileName();
    if (artifact == null || name == null || !isOfDefault(artifact)) {
      return new FoundSboms(found, setAside);
    }
    for (String suffix : SBOMS) {
      Path file = artifact.resolveSibling(name + suffix);
      try {
        if (MaterialFiles.isRegular(file)) {
          found.add(SbomFile.found(file, Standing.BESIDE));
        }
      } catch (IOException unreadable) {
        setAside.add(file + " can't be read: " + Unreadable.explain(file, unreadable));
      }
    }
    return new FoundSboms(found, setAside);
  }

  /**
   * A file of the user's own repository.
   *
   * @param path where it is
   * @param content its bytes, and not many more than the cap
   */
  public record OwnFile(Path path, Bytes content) {}

  /**
   * What came of looking for a file of the user's own repository.
   *
   * @param file the file, null where there is none that can be used
   * @param setAside why one that is there is not used, as sentences that name it
   */
  public record FoundFile(@Nullable OwnFile file, List<String> setAside) {
    /**
     * Copies the list.
     *
     * @param file the file, null where there is none that can be used
     * @param setAside why one that is there is not used; copied
     */
    public FoundFile {
      setAside = List.copyOf(setAside);
    }
  }

  /**
   * Looks for a file from the current directory up to the root of its repository; the nearest
   * counts. It must belong to the user, as its directory and the repository must, and nobody else
   * may write to it or its directory. A link is never followed.
   *
   * @param name of the file
   * @param cap bytes that are read of it; one more is, so that a reader sees that there are more
   * @return what was found; nothing outside of a repository
   */
  public FoundFile ownFile(String name, int cap) {
    Path here;
    try {
      here = current.toRealPath();
    } catch (IOException gone) {
      return new FoundFile(null, List.of());
    }
    Path root = GitWorkTree.rootOf(here);
    if (root == null) {
      return new FoundFile(null, List.of());
    }
    for (Path directory = here; directory != null; directory = directory.getParent()) {
      Path file = directory.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return ownFile(root, file, cap);
      }
      if (directory.equals(root)) {
        break;
      }
    }
    return new FoundFile(null, List.of());
  }

  private FoundFile ownFile(Path root, Path file, int cap) {
    String problem = problem(root, file);
    if (problem != null) {
      return new FoundFile(null, List.of(file + " is not used: " + problem));
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new FoundFile(new OwnFile(file, Bytes.of(in.readNBytes(cap + 1))), List.of());
    } catch (IOException unreadable) {
      String reason = Unreadable.explain(file, unreadable);
      return new FoundFile(null, List.of(file + " is not used: it can't be read: " + reason));
    }
  }

  private @Nullable String problem(Path root, Path file) {
    Path directory = file.getParent();
    if (!MaterialFiles.isRegular(file) || directory == null) {
      return "it is no regular file";
    }
    for (Path own : new Path[] {file, directory, root, GitWorkTree.gitOf(root)}) {
      if (!ownership.isOwn(own)) {
        return (own.equals(file) ? "it" : own.toString()) + " belongs to another user";
      }
    }
    for (Path kept : new Path[] {file, directory}) {
      if (!ownership.isKept(kept)) {
        return "other users may write to " + (kept.equals(file) ? "it" : "its directory");
      }
    }
    return null;
  }

  private static boolean isOfDefault(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }
}
