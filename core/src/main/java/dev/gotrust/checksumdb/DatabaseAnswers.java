package dev.gotrust.checksumdb;

import dev.gotrust.module.ModuleVersion;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run of lookups brought. Immutable, thread-safe.
 *
 * @param key the key that signs for the database
 * @param location where it was asked, empty if only what was kept
 * @param head the tree head that everything was proven under, null if there is none
 * @param fork two heads that exclude each other, null if none were seen
 * @param answers to each module that was looked up
 * @param files all that the proofs rest on, by path: what another run needs to repeat them. A null
 *     value is an answer that there is no such file
 * @param remark what the run could not do beside its answers, null if nothing
 */
public record DatabaseAnswers(
    VerifierKey key,
    String location,
    @Nullable TreeHead head,
    @Nullable Fork fork,
    Map<ModuleVersion, Answer> answers,
    SortedMap<String, byte @Nullable []> files,
    @Nullable String remark) {
  /**
   * Copies the maps.
   *
   * @param key the key that signs for the database
   * @param location where it was asked
   * @param head the tree head that everything was proven under
   * @param fork two heads that exclude each other
   * @param answers to each module that was looked up; copied
   * @param files all that the proofs rest on; the arrays are not copied
   * @param remark what the run could not do beside its answers
   */
  public DatabaseAnswers {
    answers = Map.copyOf(answers);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * {@return what came of a module; that it was not asked for if it was not. What a database that
   * has forked holds proves nothing}
   *
   * @param module which version of which module
   */
  public Answer answer(ModuleVersion module) {
    Answer answer = answers.get(module);
    if (fork != null && answer instanceof Answer.Proven) {
      return new Answer.Refuted(key.name() + " has signed two trees that exclude each other");
    }
    return answer == null ? new Answer.NotAsked("it was not looked up") : answer;
  }

  /**
   * {@return these answers and others}
   *
   * @param more for modules that have no answer here
   */
  public DatabaseAnswers with(Map<ModuleVersion, Answer> more) {
    Map<ModuleVersion, Answer> all = new HashMap<>(more);
    all.putAll(answers);
    return new DatabaseAnswers(key, location, head, fork, all, files, remark);
  }
}
