package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run of lookups. Not thread-safe. */
final class Proving {
  /** How often a tree head is tried to be kept that other processes replace meanwhile. */
  private static final int ATTEMPTS = 10;

  private final VerifierKey key;
  private final FileReads files;
  private final @Nullable TreeStore store;
  private final boolean replay;
  private final Heads heads;
  private final TileReads reads;
  private final Map<ModuleVersion, Answer> answers = new HashMap<>();
  private final Map<ModuleVersion, Candidate> candidates = new HashMap<>();
  private final Set<ModuleVersion> damaged = new HashSet<>();
  private final SortedMap<String, byte @Nullable []> used = new TreeMap<>();
  private @Nullable String remark;

  /**
   * Creates a run.
   *
   * @param replay whether the source says which head was the latest
   */
  Proving(VerifierKey key, FileReads files, @Nullable TreeStore store, boolean replay) {
    this.key = key;
    this.files = files;
    this.store = store;
    this.replay = replay;
    this.heads = new Heads(key);
    this.reads = new TileReads(files, false);
  }

  /** An answer to a lookup that is not proven yet; its head is null if an earlier run kept it. */
  private record Candidate(LookupAnswer answer, @Nullable TreeHead head) {}

  DatabaseAnswers run(Set<ModuleVersion> modules) throws InterruptedIOException {
    Answer failure = readKeptHead();
    if (failure == null) {
      lookUp(modules);
    }
    TreeHead latest = failure == null ? proveAll() : null;
    for (ModuleVersion module : modules) {
      answers.putIfAbsent(
          module, failure == null ? new Answer.Unreachable("no tree head was seen") : failure);
    }
    return new DatabaseAnswers(key, files.location(), latest, heads.fork(), answers, used, remark);
  }

  /** Proves what was answered, and returns the head that it was proven under. */
  private @Nullable TreeHead proveAll() throws InterruptedIOException {
    TileTree tree = proveCandidates();
    if (tree != null && !damaged.isEmpty() && files.hasSource()) {
      // What an earlier run kept was damaged since: it is asked for again.
      candidates.keySet().removeAll(damaged);
      lookUp(damaged);
      tree = proveCandidates();
    }
    if (tree != null && heads.fork() == null && isShown(tree.head())) {
      keep(tree);
    }
    return tree == null ? null : tree.head();
  }

  /** Whether the tiles make up the head's root, and the kept head's as its beginning. */
  private boolean isShown(TreeHead latest) {
    return heads.unshown(latest) == null && heads.unshown(heads.kept()) == null;
  }

  /** Returns why nothing can be proven, null if nothing stands against it. */
  private @Nullable Answer readKeptHead() throws InterruptedIOException {
    try {
      byte[] note = store == null ? null : store.latest();
      if (replay) {
        note = replayed();
      }
      if (note != null) {
        heads.addKept(note);
      }
      return null;
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException unreadable) {
      return new Answer.Unreachable("the latest tree head: " + unreadable.getMessage());
    } catch (ChecksumDbException wrong) {
      return new Answer.Refuted(
          "the tree head that was kept does not hold ("
              + wrong.getMessage()
              + "); remove this database's file latest from the cache, or name another cache");
    }
  }

  private byte[] replayed() throws IOException {
    List<FileReads.Task<byte[]>> task = List.of(() -> files.fetch("latest", Limits.SIGNED_NOTE));
    FileReads.Outcome<byte[]> latest = files.all(task).get(0);
    if (latest.value() == null) {
      throw latest.failure() == null ? new IOException("no answer") : latest.failure();
    }
    return latest.value();
  }

  private void lookUp(Set<ModuleVersion> modules) throws InterruptedIOException {
    List<ModuleVersion> missing = new ArrayList<>();
    List<FileReads.Task<byte[]>> tasks = new ArrayList<>();
    for (ModuleVersion module : modules) {
      String path = LookupPath.of(module);
      if (path == null) {
        answers.put(module, new Answer.NotAsked("it is no path and version of a Go module"));
      } else if (!isKept(module, path)) {
        missing.add(module);
        tasks.add(() -> files.fetch(path, Limits.LOOKUP));
      }
    }
    List<FileReads.Outcome<byte[]>> outcomes = files.all(tasks);
    for (int i = 0; i < missing.size(); i++) {
      take(missing.get(i), outcomes.get(i));
    }
  }

  /** Whether an earlier run kept an answer that the kept head can prove. */
  private boolean isKept(ModuleVersion module, String path) {
    byte[] data = damaged.contains(module) ? null : files.kept(path, Limits.LOOKUP);
    LookupAnswer answer = LookupAnswer.kept(module, data, heads.kept());
    if (answer != null) {
      candidates.put(module, new Candidate(answer, null));
    }
    return answer != null;
  }

  private void take(ModuleVersion module, FileReads.Outcome<byte[]> outcome) {
    byte[] data = outcome.value();
    if (data == null) {
      take(module, outcome.failure());
      return;
    }
    try {
      LookupAnswer answer = LookupAnswer.parse(module, data);
      candidates.put(module, new Candidate(answer, heads.add(answer.note())));
    } catch (ChecksumDbException wrong) {
      answers.put(module, new Answer.Refuted(wrong.getMessage()));
    }
  }

  private void take(ModuleVersion module, @Nullable IOException failure) {
    String reason = failure == null ? "no answer" : String.valueOf(failure.getMessage());
    String path = LookupPath.of(module);
    if (failure instanceof MissingFileException && path != null) {
      answers.put(module, new Answer.Unknown(reason));
      used.put(path, null);
    } else {
      answers.put(module, new Answer.Unreachable(reason));
    }
  }

  private @Nullable TileTree proveCandidates() throws InterruptedIOException {
    TreeHead latest = heads.latest();
    if (latest == null) {
      return null;
    }
    TileTree tree = new TileTree(latest, reads);
    SortedSet<Tile> tiles = new TreeSet<>();
    for (Candidate candidate : candidates.values()) {
      if (candidate.answer().id() < latest.size()) {
        tree.addPath(candidate.answer().id(), tiles);
      }
    }
    for (TreeHead head : heads.all()) {
      tree.addBeginning(head.size(), tiles);
    }
    tree.read(tiles);
    heads.check(tree);
    if (!replay && !files.isSnapshot()) {
      heads.checkShrunk(latest, files);
    }
    // Neighbours share tiles.
    List<Map.Entry<ModuleVersion, Candidate>> sorted = new ArrayList<>(candidates.entrySet());
    sorted.sort((a, b) -> Long.compare(a.getValue().answer().id(), b.getValue().answer().id()));
    for (Map.Entry<ModuleVersion, Candidate> entry : sorted) {
      answers.put(entry.getKey(), prove(tree, entry.getKey(), entry.getValue()));
    }
    return tree;
  }

  private Answer prove(TileTree tree, ModuleVersion module, Candidate candidate)
      throws InterruptedIOException {
    LookupAnswer answer = candidate.answer();
    // A source that withholds what would show a fork gets nothing proven.
    String unshown = heads.unshown(heads.kept());
    if (unshown != null) {
      return new Answer.Unreachable(
          "the tree head that was kept could not be shown to be of the same tree: " + unshown);
    }
    unshown = heads.unshown(candidate.head());
    if (unshown != null) {
      return new Answer.Unreachable(
          "the tree head of the answer could not be shown to be of the same tree: " + unshown);
    }
    try {
      if (answer.id() >= tree.head().size()) {
        throw new ChecksumDbException(
            "record " + answer.id() + " lies beyond the tree of " + tree.head().size());
      }
      InclusionProof proof = tree.inclusion(answer.id());
      return new Answer.Proven(ProvenRecord.of(module, answer, proof, tree.head()));
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException unreachable) {
      return new Answer.Unreachable(String.valueOf(unreachable.getMessage()));
    } catch (ChecksumDbException wrong) {
      if (candidate.head() == null) {
        damaged.add(module);
      }
      return new Answer.Refuted(wrong.getMessage());
    }
  }

  /** Keeps what was verified, and notes what another run needs to repeat this one. */
  private void keep(TileTree tree) throws InterruptedIOException {
    used.put("latest", tree.head().note().toBytes());
    for (Map.Entry<Tile, byte[]> tile : tree.verified().entrySet()) {
      put(tile.getKey().path(), tile.getValue(), !reads.isKept(tile.getKey()));
    }
    for (Map.Entry<ModuleVersion, Candidate> entry : candidates.entrySet()) {
      String path = LookupPath.of(entry.getKey());
      if (path != null && answers.get(entry.getKey()) instanceof Answer.Proven) {
        Candidate candidate = entry.getValue();
        put(path, candidate.answer().under(tree.head()), candidate.head() != null);
      }
    }
    try {
      keepHead(tree);
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException unwritable) {
      remark = "the tree head could not be kept: " + unwritable.getMessage();
    } catch (ChecksumDbException wrong) {
      remark = "the tree head that another run kept meanwhile: " + wrong.getMessage();
    }
  }

  private void put(String path, byte[] data, boolean isNew) {
    used.put(path, data);
    if (store != null && isNew) {
      store.write(path, data);
    }
  }

  /** Another process may have kept a head since this one read it: the later of the two stays. */
  private void keepHead(TileTree tree) throws ChecksumDbException, IOException {
    byte[] note = tree.head().note().toBytes();
    for (int attempt = 0; store != null && attempt < ATTEMPTS; attempt++) {
      byte[] before = store.latest();
      if (before != null && !isBeginning(SignedNote.parse(before), tree)) {
        return;
      }
      if (store.replaceLatest(before, note)) {
        return;
      }
    }
    if (store != null) {
      remark = "the tree head could not be kept: others replaced it all the while";
    }
  }

  /** Whether the head that is kept by now was shown to be an earlier one of the same tree. */
  private boolean isBeginning(SignedNote kept, TileTree tree)
      throws ChecksumDbException, InterruptedIOException {
    TreeHead other = heads.add(kept);
    boolean later = other.size() > tree.head().size();
    heads.check(later ? new TileTree(other, reads) : tree);
    String unshown = heads.unshown(later ? tree.head() : other);
    if (unshown != null) {
      throw new ChecksumDbException("could not be shown to be of the same tree: " + unshown);
    }
    return heads.fork() == null && other.size() < tree.head().size();
  }
}
