package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checksum database as one run sees it (golang.org/design/25530-sumdb). Immutable, thread-safe.
 *
 * <p>Every module that is asked for is proven under one signed head of the tree, the latest that
 * was seen; every other head that was seen on the way, and the one that an earlier run kept, is
 * shown to be a beginning of that tree.
 */
public final class ChecksumDatabase {
  /** How many files are asked for at the same time. */
  public static final int CONNECTIONS = 8;

  private final VerifierKey key;
  private final @Nullable DatabaseFiles source;
  private final @Nullable TreeStore store;
  private final boolean replay;

  private ChecksumDatabase(
      VerifierKey key, @Nullable DatabaseFiles source, @Nullable TreeStore store, boolean replay) {
    this.key = key;
    this.source = source;
    this.store = store;
    this.replay = replay;
  }

  /**
   * {@return a database that is asked}
   *
   * @param key whose signature counts
   * @param source where it is asked
   * @param store what is kept from run to run, null to keep nothing
   */
  public static ChecksumDatabase online(
      VerifierKey key, DatabaseFiles source, @Nullable TreeStore store) {
    return new ChecksumDatabase(key, source, store, false);
  }

  /**
   * {@return a database of which only what earlier runs kept is known}
   *
   * @param key whose signature counts
   * @param store what is kept from run to run
   */
  public static ChecksumDatabase kept(VerifierKey key, TreeStore store) {
    return new ChecksumDatabase(key, null, store, false);
  }

  /**
   * {@return a database as an earlier run saw it}
   *
   * @param key whose signature counts
   * @param pack what that run recorded, its {@code latest} among it
   */
  public static ChecksumDatabase replay(VerifierKey key, DatabaseFiles pack) {
    return new ChecksumDatabase(key, pack, null, true);
  }

  /** {@return the key whose signature counts} */
  public VerifierKey key() {
    return key;
  }

  /**
   * {@return the paths of the lookups that {@link #prove} would ask the source for; what an earlier
   * run kept is not asked for again}
   *
   * @param modules at their versions
   */
  public List<String> lookups(Collection<ModuleVersion> modules) {
    TreeHead head = keptHead();
    List<String> paths = new ArrayList<>();
    for (ModuleVersion module : modules) {
      String path = LookupPath.of(module);
      byte[] data = path == null || store == null ? null : store.read(path, Limits.LOOKUP);
      if (path != null && LookupAnswer.kept(module, data, head) == null) {
        paths.add(path);
      }
    }
    return paths;
  }

  /** The head that an earlier run kept, null if there is none that holds. */
  private @Nullable TreeHead keptHead() {
    try {
      byte[] note = store == null ? null : store.latest();
      return note == null ? null : new Heads(key).add(SignedNote.parse(note));
    } catch (IOException | ChecksumDbException unusable) {
      return null;
    }
  }

  /**
   * Looks modules up and proves what the database holds of them. Never throws for what a source
   * answers.
   *
   * @param modules at their versions; each is told to the source
   * @param progress hears how far it is
   * @return an answer for each
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  public DatabaseAnswers prove(Collection<ModuleVersion> modules, LookupProgress progress)
      throws InterruptedIOException {
    Set<ModuleVersion> wanted = new HashSet<>(modules);
    try (FileReads files = new FileReads(source, store, CONNECTIONS, progress)) {
      return new Proving(key, files, store, replay).run(wanted);
    }
  }
}
