package dev.gotrust;

import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A source tree that requires two modules, and a module cache that has them: all is well. */
public final class SampleTree {
  /** Required by the main module; requires the other. */
  public static final ModuleVersion A = new ModuleVersion("example.com/a", "v1.0.0");

  /** Required by both. */
  public static final ModuleVersion B = new ModuleVersion("example.com/b", "v1.1.0");

  private static final String MAIN =
      """
      module example.org/main

      go 1.21

      require (
      \texample.com/a v1.0.0
      \texample.com/b v1.1.0 // indirect
      )
      """;

  private static final String MODULES =
      """
      # example.com/a v1.0.0
      ## explicit; go 1.20
      example.com/a
      # example.com/b v1.1.0
      ## explicit; go 1.18
      example.com/b/p
      """;

  private final Path root;
  private final ModuleCache cache;

  private SampleTree(Path root) {
    this.root = root;
    this.cache = new ModuleCache(root.resolve("cache"));
  }

  /** Makes one in an empty directory. */
  public static SampleTree in(Path root) throws IOException {
    SampleTree tree = new SampleTree(root);
    tree.publish(A, "go 1.20\n\nrequire example.com/b v1.1.0\n", Map.of("a.go", "package a\n"));
    tree.publish(B, "go 1.18\n", Map.of("p/p.go", "package p\n", "p/q.go", "package p\n"));
    tree.write("main/go.mod", MAIN);
    tree.write("main/go.sum", tree.sums(A) + tree.sums(B));
    return tree;
  }

  /** Returns the directory of the main module. */
  public Path main() {
    return root.resolve("main");
  }

  /** Returns the module cache. */
  public ModuleCache cache() {
    return cache;
  }

  /** Puts a module into the cache: zip, directory, go.mod and noted h1. */
  public void publish(ModuleVersion module, String goMod, Map<String, String> files)
      throws IOException {
    Map<String, String> all = new TreeMap<>(files);
    all.put("go.mod", "module " + module.path() + "\n\n" + goMod);
    Files.createDirectories(cache.zip(module).getParent());
    zip(cache.zip(module), module, all);
    for (Map.Entry<String, String> file : all.entrySet()) {
      write(cache.directory(module).resolve(file.getKey()), file.getValue());
    }
    write(cache.goMod(module), all.get("go.mod"));
    write(cache.zipHash(module), h1(module));
  }

  private static void zip(Path path, ModuleVersion module, Map<String, String> files)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(module + "/" + each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  /** Returns the h1 of a module's zip as it lies in the cache. */
  public String h1(ModuleVersion module) {
    return String.valueOf(cache.examine(module, "").zip().h1());
  }

  /** Returns the h1 of a module's go.mod as it lies in the cache. */
  public String goModH1(ModuleVersion module) throws IOException {
    return H1.ofGoMod(Files.readAllBytes(cache.goMod(module)));
  }

  /** Returns the lines of go.sum for a module as it lies in the cache. */
  public String sums(ModuleVersion module) throws IOException {
    String front = module.path() + ' ' + module.version();
    return front + ' ' + h1(module) + '\n' + front + "/go.mod " + goModH1(module) + '\n';
  }

  /** Writes the vendor tree that the go command would write. */
  public void vendor() throws IOException {
    write("main/vendor/modules.txt", MODULES);
    write("main/vendor/example.com/a/a.go", "package a\n");
    write("main/vendor/example.com/b/p/p.go", "package p\n");
    write("main/vendor/example.com/b/p/q.go", "package p\n");
  }

  /** Replaces words in a file of the tree. */
  public void edit(String name, String from, String to) throws IOException {
    String text = Files.readString(root.resolve(name));
    if (!text.contains(from)) {
      throw new AssertionError(name + " lacks " + from);
    }
    write(name, text.replace(from, to));
  }

  /** Writes a file of the tree. */
  public void write(String name, String text) throws IOException {
    write(root.resolve(name), text);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
