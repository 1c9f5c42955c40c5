package dev.gotrust.module;

import dev.gotrust.module.BuildList.GoModFiles;
import dev.gotrust.module.GoMod.Require;
import dev.gotrust.module.MainModules.Member;
import dev.gotrust.module.MainModules.Replacement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which modules the go.mod of each module of a program requires by itself, those left out that it
 * marks as indirect. Immutable, thread-safe.
 *
 * @param required for the path of each module whose go.mod was read, the paths that it requires, in
 *     its order
 * @param gaps for the path of each other module, why its go.mod was not read; may hold anything
 */
public record DirectRequirements(Map<String, List<String>> required, Map<String, String> gaps) {
  /**
   * Copies the maps.
   *
   * @param required for the path of each module whose go.mod was read, the paths that it requires
   * @param gaps for the path of each other module, why its go.mod was not read
   */
  public DirectRequirements {
    required = Map.copyOf(required);
    gaps = Map.copyOf(gaps);
  }

  /**
   * Reads the go.mod files of a program's modules.
   *
   * @param main the main module; its version counts where no checkout has it
   * @param sources the other modules as they were required, each with whose files it has: its own
   *     or those of its replacement, whose version is none where that is a directory
   * @param checkout the main modules of a checkout, null if none is given
   * @param files the go.mod files of published modules and of directories
   * @return what they require
   */
  public static DirectRequirements of(
      ModuleVersion main,
      Map<ModuleVersion, ModuleVersion> sources,
      @Nullable MainModules checkout,
      GoModFiles files) {
    Builder builder = new Builder(checkout, files);
    builder.add(main, main, true);
    for (Map.Entry<ModuleVersion, ModuleVersion> each : sources.entrySet()) {
      builder.add(each.getKey(), each.getValue(), false);
    }
    return new DirectRequirements(builder.required, builder.gaps);
  }

  private static final class Builder {
    private final @Nullable MainModules checkout;
    private final GoModFiles files;
    private final Map<String, List<String>> required = new TreeMap<>();
    private final Map<String, String> gaps = new TreeMap<>();

    Builder(@Nullable MainModules checkout, GoModFiles files) {
      this.checkout = checkout;
      this.files = files;
    }

    void add(ModuleVersion module, ModuleVersion source, boolean isMain) {
      String path = module.path();
      Member member = member(path);
      if (member != null) {
        required.put(path, direct(member.mod()));
        return;
      }
      byte[] data = isPublished(source) ? files.ofModule(source) : ofDirectory(module);
      if (data == null) {
        String whose = isMain ? "the go.mod of the main module" : "its go.mod";
        gaps.put(path, whose + " was not given, or is not what go.sum lists");
        return;
      }
      try {
        required.put(path, ModRequirements.direct(source + GoSum.GO_MOD, data));
      } catch (ModuleFileException malformed) {
        gaps.put(path, malformed.getMessage());
      }
    }

    private static boolean isPublished(ModuleVersion source) {
      return Semver.isValid(source.version());
    }

    private @Nullable Member member(String path) {
      if (checkout == null) {
        return null;
      }
      for (Member member : checkout.members()) {
        if (member.mod().modulePath().equals(path)) {
          return member;
        }
      }
      return null;
    }

    private static List<String> direct(GoMod mod) {
      List<String> direct = new ArrayList<>();
      for (Require require : mod.require()) {
        if (!require.indirect()) {
          direct.add(require.module().path());
        }
      }
      return direct;
    }

    /** The directory is the one that the checkout names: the program may name another machine's. */
    private byte @Nullable [] ofDirectory(ModuleVersion module) {
      Replacement found = checkout == null ? null : checkout.replacement(module);
      Path directory = found == null || !found.rule().isDirectory() ? null : found.directory();
      return directory == null ? null : files.ofDirectory(directory);
    }
  }
}
