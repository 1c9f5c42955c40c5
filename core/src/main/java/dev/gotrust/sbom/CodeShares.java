package dev.gotrust.sbom;

import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.CompiledModule;
import dev.gotrust.facts.GoBinary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How much code of each module the images of a file show. For one use. */
final class CodeShares {
  private final Map<String, List<Share>> byPath = new HashMap<>();
  private final List<Share> all = new ArrayList<>();
  private final boolean isKnown;

  /** A class, as the equality of records costs a cold process some of its start. */
  private static final class Share {
    private final CompiledModule module;
    private boolean isClaimed;

    Share(CompiledModule module) {
      this.module = module;
    }
  }

  CodeShares(List<GoBinary> binaries) {
    boolean known = true;
    for (GoBinary binary : binaries) {
      if (binary.code() == null) {
        known = false;
        continue;
      }
      for (CompiledModule module : CompiledModule.of(binary.code(), binary.buildInfo())) {
        Share share = new Share(module);
        all.add(share);
        byPath.computeIfAbsent(module.path(), path -> new ArrayList<>()).add(share);
      }
    }
    this.isKnown = known;
  }

  /** Returns what is to be said of a module's code; nothing where it can't be seen. */
  List<Property> of(Module module) {
    int packages = 0;
    long functions = 0;
    long bytes = 0;
    for (Share share : shares(module)) {
      share.isClaimed = true;
      packages += share.module.packages();
      functions += share.module.functions();
      bytes += share.module.bytes();
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
  private List<Share> shares(Module module) {
    List<Share> shares = shares(module.path(), module.version());
    if (module.replace() != null) {
      for (Share share : shares(module.replace().path(), module.replace().version())) {
        if (!shares.contains(share)) {
          shares.add(share);
        }
      }
    }
    return shares;
  }

  private List<Share> shares(String path, String version) {
    List<Share> shares = new ArrayList<>();
    for (Share share : byPath.getOrDefault(path, List.of())) {
      String compiled = share.module.version();
      if (compiled.isEmpty() || compiled.equals(version)) {
        shares.add(share);
      }
    }
    return shares;
  }

  /** Returns, once all modules were asked for, what code is of none of them. */
  List<String> undeclared() {
    Set<String> undeclared = new TreeSet<>();
    for (Share share : all) {
      if (!share.isClaimed) {
        undeclared.add(text(share.module.path(), share.module.version()));
      }
    }
    return List.copyOf(undeclared);
  }

  private static String text(String path, @Nullable String version) {
    return version == null || version.isEmpty() ? path : path + '@' + version;
  }
}
