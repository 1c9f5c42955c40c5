package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.module.GoSum.Entry;
import dev.gotrust.module.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of go.sum files held against what a checksum database holds of the same modules: a
 * go.sum that was written before nobody checked it may be wrong, and the go command trusts it.
 */
final class SumsInDatabase {
  private final EvidenceList contradicting = new EvidenceList();
  private int wrong;
  private int equal;
  private String first = "";

  private SumsInDatabase() {}

  static SumsInDatabase hold(Materials materials) {
    SumsInDatabase held = new SumsInDatabase();
    DatabaseAnswers answers = materials.database();
    if (answers != null) {
      for (ProvenRecord record : sorted(answers).values()) {
        for (SumFile file : materials.goSums()) {
          held.hold(file, record, answers);
        }
      }
    }
    return held;
  }

  private static Map<String, ProvenRecord> sorted(DatabaseAnswers answers) {
    Map<String, ProvenRecord> records = new TreeMap<>();
    for (ModuleVersion module : answers.answers().keySet()) {
      if (answers.answer(module) instanceof Answer.Proven proven) {
        records.put(module.toString(), proven.record());
      }
    }
    return records;
  }

  private void hold(SumFile file, ProvenRecord record, DatabaseAnswers answers) {
    ModuleVersion module = record.module();
    hold(file, file.sum().zip(module), module.toString(), record.zipH1(), record, answers);
    String goMod = record.goModH1();
    if (goMod != null) {
      hold(file, file.sum().goMod(module), module + "/go.mod", goMod, record, answers);
    }
  }

  private void hold(
      SumFile file,
      List<Entry> entries,
      String what,
      String inDatabase,
      ProvenRecord record,
      DatabaseAnswers answers) {
    for (Entry entry : entries) {
      if (!entry.isH1()) {
        continue;
      }
      if (entry.hash().equals(inDatabase)) {
        equal++;
        continue;
      }
      String place = file.sum().name() + ':' + entry.line();
      contradicting.add(DatabaseEvidence.h1(place, inDatabase, entry.hash(), record));
      contradicting.add(DatabaseEvidence.proof(record));
      wrong++;
      if (first.isEmpty()) {
        first = place + " has " + entry.hash() + " for " + what + ", but " + answers.key().name();
        first += " has " + inDatabase;
      }
    }
  }

  /** Returns how many lines the database contradicts. */
  int wrong() {
    return wrong;
  }

  String reason() {
    return wrong > 1 ? first + " and " + (wrong - 1) + " more lines" : first;
  }

  /** Returns what holds, as words; null if nothing was compared. */
  @Nullable String remark() {
    return equal == 0
        ? null
        : Words.counted(equal, "line") + " of go.sum held against the database too";
  }

  List<Evidence> evidence() {
    return new ArrayList<>(contradicting.toList());
  }
}
