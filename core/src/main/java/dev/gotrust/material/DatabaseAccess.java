package dev.gotrust.material;

import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.ChecksumDatabase;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.LookupProgress;
import dev.gotrust.module.ModuleVersion;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A checksum database with the rules which modules nobody may learn of. Thread-safe. */
public final class DatabaseAccess {
  private static final String PRIVATE = "GOPRIVATE or GONOSUMDB names it as private";

  private final ChecksumDatabase database;
  private final Predicate<String> isPrivate;
  private final LookupProgress progress;

  /**
   * Creates an access.
   *
   * @param database what is asked
   * @param isPrivate whether a module path may not be told to it
   * @param progress hears how far lookups are
   */
  public DatabaseAccess(
      ChecksumDatabase database, Predicate<String> isPrivate, LookupProgress progress) {
    this.database = database;
    this.isPrivate = isPrivate;
    this.progress = progress;
  }

  /**
   * {@return an answer for each module; those that are private are not asked for}
   *
   * @param modules at their versions
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  public DatabaseAnswers ask(Collection<ModuleVersion> modules) throws InterruptedIOException {
    Set<ModuleVersion> asked = new HashSet<>();
    Map<ModuleVersion, Answer> silent = new HashMap<>();
    for (ModuleVersion module : modules) {
      if (isPrivate.test(module.path())) {
        silent.put(module, new Answer.NotAsked(PRIVATE));
      } else {
        asked.add(module);
      }
    }
    DatabaseAnswers answers = database.prove(asked, progress);
    if (silent.isEmpty()) {
      return answers;
    }
    silent.putAll(answers.answers());
    return new DatabaseAnswers(
        answers.key(),
        answers.location(),
        answers.head(),
        answers.fork(),
        silent,
        answers.files(),
        answers.remark());
  }
}
