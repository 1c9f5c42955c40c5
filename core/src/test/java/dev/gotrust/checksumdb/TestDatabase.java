package dev.gotrust.checksumdb;

import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A checksum database in memory with a key of its own: honest, or lying as it is told. */
public final class TestDatabase implements DatabaseFiles {
  private static final Pattern TILE =
      Pattern.compile("tile/8/(\\d)/((?:x\\d{3}/)*\\d{3})(?:\\.p/(\\d+))?");

  private final TestSigner signer;
  private final PlainTree tree;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, String> records = new HashMap<>();
  private final Map<String, Integer> headSizes = new HashMap<>();
  private final List<Lie> lies = new ArrayList<>();
  private final SortedMap<String, Integer> requests = new TreeMap<>();
  private final Map<Integer, byte[]> notes = new ConcurrentHashMap<>();
  private int served = -1;

  private record Lie(Predicate<String> paths, Change change) {}

  /** What is answered in the place of the truth. */
  public interface Change {
    /** Returns the bytes, or throws what a source throws. */
    byte[] apply(byte[] truth) throws IOException;
  }

  /** Makes an empty database with a new key. */
  public TestDatabase(String name) {
    this(new TestSigner(name), new PlainTree());
  }

  private TestDatabase(TestSigner signer, PlainTree tree) {
    this.signer = signer;
    this.tree = tree;
  }

  /** Returns the key that signs. */
  public TestSigner signer() {
    return signer;
  }

  /** Returns the key that signs, as a verifier has it. */
  public VerifierKey key() {
    return signer.key();
  }

  /** Returns how many records there are. */
  public int size() {
    return tree.size();
  }

  /** Returns the tree. */
  public PlainTree tree() {
    return tree;
  }

  /** Returns an h1 of the right form, a different one for each text. */
  public static String h1(String of) {
    byte[] hash = PlainTree.sha256(of.getBytes(StandardCharsets.UTF_8));
    return "h1:" + Base64.getEncoder().encodeToString(hash);
  }

  /** Adds the record of a module, with the h1 of its path and version. */
  public synchronized int add(ModuleVersion module) {
    return add(module, h1(module.toString()), h1(module + "/go.mod"));
  }

  /** Adds the record of a module. */
  public synchronized int add(ModuleVersion module, String zipH1, String goModH1) {
    String front = module.path() + ' ' + module.version();
    return add(module, front + ' ' + zipH1 + '\n' + front + "/go.mod " + goModH1 + '\n');
  }

  /** Adds any record, to be found by a module. */
  public synchronized int add(ModuleVersion module, String record) {
    int id = tree.size();
    tree.add(PlainTree.leaf(record.getBytes(StandardCharsets.UTF_8)));
    records.put(id, record);
    ids.put(LookupPath.of(module), id);
    return id;
  }

  /** Returns whether there is a record of a module. */
  public synchronized boolean knows(ModuleVersion module) {
    return ids.containsKey(LookupPath.of(module));
  }

  /** Adds records of which only the hashes are there, until the tree has that many. */
  public synchronized void fill(int size) {
    while (tree.size() < size) {
      tree.add(PlainTree.leaf(("filler " + tree.size()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Returns another database with the same key and the same first records. */
  public synchronized TestDatabase fork(int size) {
    TestDatabase fork = new TestDatabase(signer, tree.beginning(size));
    ids.forEach(
        (path, id) -> {
          if (id < size) {
            fork.ids.put(path, id);
            fork.records.put(id, records.get(id));
          }
        });
    return fork;
  }

  /** Serves the tree of that size, as if later records were not there; -1 for all. */
  public synchronized void serve(int size) {
    served = size;
  }

  /** Answers the lookup of a module with the head of that size. */
  public synchronized void serveHead(ModuleVersion module, int size) {
    headSizes.put(String.valueOf(LookupPath.of(module)), size);
  }

  /** Changes what is answered at some paths. */
  public synchronized void lie(Predicate<String> paths, Change change) {
    lies.add(new Lie(paths, change));
  }

  /** Answers some paths as if there were no such files. */
  public void withhold(Predicate<String> paths) {
    lie(
        paths,
        truth -> {
          throw new MissingFileException("404 not found");
        });
  }

  /** Fails at some paths. */
  public void fail(Predicate<String> paths) {
    lie(
        paths,
        truth -> {
          throw new IOException("no route");
        });
  }

  /** Tells the truth again. */
  public synchronized void honest() {
    lies.clear();
    headSizes.clear();
    served = -1;
  }

  /** Returns how often each path was asked for, and forgets it. */
  public synchronized SortedMap<String, Integer> requests() {
    SortedMap<String, Integer> counted = new TreeMap<>(requests);
    requests.clear();
    return counted;
  }

  /** Returns the text of a tree head. */
  public static String text(long size, byte[] root) {
    String hash = Base64.getEncoder().encodeToString(root);
    return "go.sum database tree\n" + size + '\n' + hash + '\n';
  }

  /** Returns the signed head of the tree of that size. */
  public synchronized byte[] head(int size) {
    return notes.computeIfAbsent(size, n -> signer.note(text(n, tree.root(n))));
  }

  @Override
  public byte[] read(String path, int cap) throws IOException {
    byte[] answer = answer(path);
    if (answer.length > cap) {
      throw new IOException("more than " + cap + " bytes");
    }
    return answer;
  }

  private synchronized byte[] answer(String path) throws IOException {
    requests.merge(path, 1, Integer::sum);
    byte @Nullable [] answer = null;
    for (Lie lie : lies) {
      if (lie.paths().test(path)) {
        answer = lie.change().apply(answer == null ? truth(path, true) : answer);
      }
    }
    return answer == null ? truth(path, false) : answer;
  }

  private byte[] truth(String path, boolean toBeChanged) throws IOException {
    int size = served < 0 ? tree.size() : served;
    Matcher tile = TILE.matcher(path);
    byte @Nullable [] truth = null;
    if (path.equals("latest")) {
      truth = head(size);
    } else if (path.startsWith("lookup/")) {
      truth = lookup(path, size);
    } else if (tile.matches()) {
      truth = tile(tile, size);
    }
    if (truth == null && !toBeChanged) {
      throw new MissingFileException(path + ": 404 not found");
    }
    return truth == null ? new byte[0] : truth;
  }

  private byte @Nullable [] lookup(String path, int size) {
    Integer id = ids.get(path);
    return id == null || id >= size ? null : lookup(id, headSizes.getOrDefault(path, size));
  }

  /** Returns the answer to a lookup: a record under the head of a size. */
  public synchronized byte[] lookup(int id, int size) {
    String head = new String(head(size), StandardCharsets.UTF_8);
    return (id + "\n" + records.get(id) + '\n' + head).getBytes(StandardCharsets.UTF_8);
  }

  private byte @Nullable [] tile(Matcher tile, int size) {
    int height = 8 * Integer.parseInt(tile.group(1));
    long index = Long.parseLong(tile.group(2).replaceAll("[x/]", ""));
    int width = tile.group(3) == null ? 256 : Integer.parseInt(tile.group(3));
    if (height > 24 || (index * 256L + width) << height > size) {
      return null;
    }
    byte[] hashes = new byte[width * 32];
    for (int i = 0; i < width; i++) {
      int from = (int) (index * 256 + i) << height;
      System.arraycopy(tree.root(from, from + (1 << height)), 0, hashes, i * 32, 32);
    }
    return hashes;
  }

  @Override
  public String location() {
    return "memory:";
  }
}
