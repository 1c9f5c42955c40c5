package dev.gotrust.check;

import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.module.GoSum.Entry;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleVersion;
import java.util.HashMap;
import java.util.Map;

/**
 * The h1 of modules as far as something tells it: the build info, or a go.sum or the database for a
 * module that is declared without one.
 */
final class KnownSums {
  private KnownSums() {}

  /**
   * Returns what is known of the declared modules; of two that differ go.sum is judged elsewhere.
   */
  static Map<ModuleVersion, String> of(DeclaredModules modules, Materials materials) {
    Map<ModuleVersion, String> known = new HashMap<>();
    for (Module module : modules.unhashed()) {
      add(new ModuleVersion(module.path(), module.version()), materials, known);
    }
    for (Module module : ChecksumDbCheck.held(modules)) {
      if (H1.isCanonical(module.sum())) {
        known.put(new ModuleVersion(module.path(), module.version()), module.sum());
      }
    }
    return known;
  }

  private static void add(
      ModuleVersion module, Materials materials, Map<ModuleVersion, String> known) {
    for (SumFile file : materials.goSums()) {
      for (Entry entry : file.sum().zip(module)) {
        if (entry.isH1()) {
          known.put(module, entry.hash());
        }
      }
    }
    DatabaseAnswers answers = materials.database();
    if (answers != null && answers.answer(module) instanceof Answer.Proven proven) {
      known.put(module, proven.record().zipH1());
    }
  }
}
