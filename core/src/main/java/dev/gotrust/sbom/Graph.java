package dev.gotrust.sbom;

import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.module.DirectRequirements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which modules of a program need which, as far as their go.mod files are known. Modules are
 * numbers: their places in the list.
 *
 * @param root the modules that the main module needs by itself, and those that nothing else in the
 *     graph leads to; all, where its go.mod is not known
 * @param isRootKnown whether the go.mod of the main module is known
 * @param needs for each module, the modules that it needs by itself; null where its go.mod is not
 *     known
 */
record Graph(List<Integer> root, boolean isRootKnown, List<@Nullable List<Integer>> needs) {

  static Graph of(
      @Nullable Module main, List<Module> modules, @Nullable DirectRequirements requirements) {
    if (requirements == null || main == null) {
      return unknown(modules.size());
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      places.putIfAbsent(modules.get(i).path(), i);
    }
    List<@Nullable List<Integer>> needs = new ArrayList<>();
    int edges = 0;
    for (Module module : modules) {
      List<Integer> needed = needed(requirements.required().get(module.path()), places);
      edges += needed == null ? 0 : needed.size();
      needs.add(edges > Limits.SBOM_EDGES ? null : needed);
    }
    List<Integer> direct = needed(requirements.required().get(main.path()), places);
    if (direct == null) {
      return new Graph(unknown(modules.size()).root, false, needs);
    }
    return new Graph(withUnreached(direct, needs), true, needs);
  }

  private static Graph unknown(int modules) {
    List<Integer> all = new ArrayList<>();
    List<@Nullable List<Integer>> needs = new ArrayList<>();
    for (int i = 0; i < modules; i++) {
      all.add(i);
      needs.add(null);
    }
    return new Graph(all, false, needs);
  }

  /** Modules that are required and gave no package are not in the file, so not in the graph. */
  private static @Nullable List<Integer> needed(
      @Nullable List<String> required, Map<String, Integer> places) {
    if (required == null) {
      return null;
    }
    TreeSet<Integer> needed = new TreeSet<>();
    for (String path : required) {
      Integer place = places.get(path);
      if (place != null) {
        needed.add(place);
      }
    }
    return new ArrayList<>(needed);
  }

  /** What is in the file and is needed by nothing whose go.mod is known is needed by the whole. */
  private static List<Integer> withUnreached(
      List<Integer> direct, List<@Nullable List<Integer>> needs) {
    BitSet reached = new BitSet();
    direct.forEach(place -> reach(place, needs, reached));
    List<Integer> root = new ArrayList<>(direct);
    for (int i = 0; i < needs.size(); i++) {
      if (!reached.get(i)) {
        root.add(i);
        reach(i, needs, reached);
      }
    }
    return new ArrayList<>(new TreeSet<>(root));
  }

  private static void reach(int from, List<@Nullable List<Integer>> needs, BitSet reached) {
    Deque<Integer> open = new ArrayDeque<>();
    open.add(from);
    while (!open.isEmpty()) {
      int place = open.remove();
      List<Integer> next = needs.get(place);
      if (!reached.get(place) && next != null) {
        open.addAll(next);
      }
      reached.set(place);
    }
  }

  /** Returns whether the go.mod of every module is known. */
  boolean isComplete() {
    return isRootKnown && !needs.contains(null);
  }
}
