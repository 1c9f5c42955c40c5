package dev.gotrust.sbom;

import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.CompiledModule;
import dev.gotrust.facts.GoBinary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much code of each module the images of a file show. For one use. */
final class CodeShares {
  private final Map<String, List<CompiledModule>> byPath = new LinkedHashMap<>();
  private final Map<CompiledModule, Boolean> claimed = new LinkedHashMap<>();
  private final boolean isKnown;

  CodeShares(List<GoBinary> binaries) {
    boolean known = true;
    for (GoBinary binary : binaries) {
      if (binary.code() == null) {
        known = false;
        continue;
      }
      for (CompiledModule module : CompiledModule.of(binary.code(), binary.buildInfo())) {
        byPath.computeIfAbsent(module.path(), path -> new ArrayList<>()).add(module);
        claimed.put(module, false);
      }
    }
    this.isKnown = known;
  }

  /** Returns what is to be said of a module's code; nothing where it can't be seen. */
  List<Property> of(Module module) {
    int packages = 0;
    long functions = 0;
    long bytes = 0;
    for (CompiledModule share : shares(module)) {
      packages += share.packages();
      functions += share.functions();
      bytes += share.bytes();
    }
    if (functions == 0) {
      // All of it may have been inlined into others.
      return isKnown ? List.of(new Property("code", "not-seen")) : List.of();
    }
    return List.of(
        new Property("code", "yes"),
        new Property("code-packages", Integer.toString(packages)),
        new Property("code-functions", Long.toString(functions)),
        new Property("code-bytes", Long.toString(bytes)));
  }

  /** With -trimpath, files are named after what go.mod requires, not after what replaces it. */
  private List<CompiledModule> shares(Module module) {
    List<CompiledModule> shares = new ArrayList<>(shares(module.path(), module.version()));
    if (module.replace() != null) {
      for (CompiledModule share : shares(module.replace().path(), module.replace().version())) {
        if (!shares.contains(share)) {
          shares.add(share);
        }
      }
    }
    shares.forEach(share -> claimed.put(share, true));
    return shares;
  }

  private List<CompiledModule> shares(String path, String version) {
    List<CompiledModule> shares = new ArrayList<>();
    for (CompiledModule share : byPath.getOrDefault(path, List.of())) {
      if (share.version().isEmpty() || share.version().equals(version)) {
        shares.add(share);
      }
    }
    return shares;
  }

  /** Returns, once all modules were asked for, what code is of none of them. */
  List<String> undeclared() {
    List<String> undeclared = new ArrayList<>();
    for (Map.Entry<CompiledModule, Boolean> each : claimed.entrySet()) {
      CompiledModule module = each.getKey();
      if (!each.getValue()) {
        undeclared.add(text(module.path(), module.version()));
      }
    }
    return undeclared.stream().distinct().sorted().toList();
  }

  private static String text(String path, @Nullable String version) {
    return version == null || version.isEmpty() ? path : path + '@' + version;
  }
}
