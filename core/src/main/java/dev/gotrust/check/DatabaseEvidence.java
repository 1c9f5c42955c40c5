package dev.gotrust.check;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.Fork;
import dev.gotrust.checksumdb.ProvenRecord;
import dev.gotrust.checksumdb.TreeHead;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a checksum database showed, so that anybody can check it again by hand. */
final class DatabaseEvidence {
  private DatabaseEvidence() {}

  static String source(DatabaseAnswers answers) {
    return answers.location().isEmpty() ? answers.key().name() : answers.location();
  }

  /** The note of the head that everything was proven under. */
  static Evidence head(TreeHead head, DatabaseAnswers answers) {
    return Evidence.of(
        "signed tree head of " + log(head), null, head.note().toString(), source(answers));
  }

  /** The name of a log: that of the database and the hash of its key. */
  private static String log(TreeHead head) {
    return head.signer().name() + '+' + head.signer().hash();
  }

  /** Where a record stands. */
  static String place(ProvenRecord record) {
    return log(record.head())
        + ", record "
        + record.id()
        + " of the tree of "
        + record.head().size()
        + " records";
  }

  /** An h1 that is compared with that of a record. */
  static Evidence h1(String what, String inDatabase, @Nullable String claim, ProvenRecord record) {
    return Evidence.of(what, inDatabase, claim, place(record));
  }

  /** The hashes from a record to the root. */
  static Evidence proof(ProvenRecord record) {
    StringBuilder path = new StringBuilder("leaf ").append(base64(record.leaf())).append("; path");
    for (Bytes hash : record.proof().path()) {
      path.append(' ').append(base64(hash));
    }
    return Evidence.of(
        "inclusion proof of " + record.module(),
        "root " + base64(record.head().root()),
        path.toString(),
        place(record));
  }

  /** What came instead of a record. */
  static Evidence open(String what, String reason, DatabaseAnswers answers) {
    return new Evidence(what, null, reason, source(answers), -1, -1, State.UNDECIDED);
  }

  /** Both notes of a fork, with the proof where there is one. */
  static List<Evidence> fork(Fork fork, DatabaseAnswers answers) {
    List<Evidence> all = new ArrayList<>();
    all.add(head(fork.before(), answers));
    all.add(head(fork.after(), answers));
    if (fork.proof() != null && fork.computed() != null) {
      StringBuilder path = new StringBuilder("root " + base64(fork.computed()) + "; path");
      for (Bytes hash : fork.proof().path()) {
        path.append(' ').append(base64(hash));
      }
      String what =
          "proof of what the tree of "
              + fork.after().size()
              + " records was at "
              + fork.before().size();
      String signed = "root " + base64(fork.before().root());
      all.add(Evidence.of(what, signed, path.toString(), source(answers)));
    }
    return all;
  }

  private static String base64(Bytes hash) {
    return Base64.getEncoder().encodeToString(hash.toArray());
  }
}
