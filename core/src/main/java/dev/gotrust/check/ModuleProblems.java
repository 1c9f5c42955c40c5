package dev.gotrust.check;

import dev.gotrust.chain.ModuleProblem;
import dev.gotrust.chain.ModulesOutcome.Unchecked;
import dev.gotrust.chain.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong and open; what is open for the same reason is told once. */
final class ModuleProblems {
  private static final int NAMED = 5;

  private final List<ModuleProblem> wrong = new ArrayList<>();
  private final Map<Kind, Set<String>> open = new LinkedHashMap<>();
  private final List<ModuleProblem> alone = new ArrayList<>();
  private final Map<String, Unchecked> unchecked = new TreeMap<>();

  /** What many things may lack alike. */
  record Kind(String place, String what, String reason, String next) {}

  void wrong(
      String place, String what, @Nullable String expected, @Nullable String found, String next) {
    wrong.add(new ModuleProblem(Verdict.FAIL, place, what, expected, found, next));
  }

  void open(
      String place, String what, @Nullable String expected, @Nullable String found, String next) {
    alone.add(new ModuleProblem(Verdict.INCOMPLETE, place, what, expected, found, next));
  }

  /** Something that was to be checked and was not. */
  void open(Kind kind, String subject) {
    open.computeIfAbsent(kind, k -> new TreeSet<>()).add(subject);
    unchecked.put(subject + ' ' + kind.reason(), new Unchecked(subject, kind.reason(), true));
  }

  /** Something that is not to be checked. */
  void passedOver(String subject, String reason) {
    unchecked.put(subject + ' ' + reason, new Unchecked(subject, reason, false));
  }

  boolean isWrong() {
    return !wrong.isEmpty();
  }

  boolean isOpen() {
    return !alone.isEmpty() || !open.isEmpty();
  }

  List<ModuleProblem> problems() {
    List<ModuleProblem> all = new ArrayList<>(wrong);
    all.addAll(alone);
    for (Map.Entry<Kind, Set<String>> each : open.entrySet()) {
      Kind kind = each.getKey();
      String what = kind.what() + ": " + named(each.getValue());
      all.add(new ModuleProblem(Verdict.INCOMPLETE, kind.place(), what, null, null, kind.next()));
    }
    return all;
  }

  List<Unchecked> unchecked() {
    return List.copyOf(unchecked.values());
  }

  private static String named(Set<String> subjects) {
    StringBuilder names = new StringBuilder();
    int count = 0;
    for (String subject : subjects) {
      if (count == NAMED) {
        return names.append(" and ").append(subjects.size() - NAMED).append(" more").toString();
      }
      names.append(count++ == 0 ? "" : ", ").append(subject);
    }
    return names.toString();
  }
}
