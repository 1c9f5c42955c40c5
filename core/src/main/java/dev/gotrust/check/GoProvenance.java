package dev.gotrust.check;

import dev.gotrust.attestation.Comparison;
import dev.gotrust.attestation.Comparison.Result;
import dev.gotrust.attestation.Provenance;
import dev.gotrust.attestation.Provenance.Dependency;
import dev.gotrust.attestation.SourceUri;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a builder says that went in against what the binary says of itself: commit, source
 * repository, modules and toolchain.
 */
final class GoProvenance {
  /** What a comparison of the repository with the main module is called. */
  static final String MAIN_MODULE = "main module";

  private static final String GOLANG = "pkg:golang/";
  private static final String GENERIC_GO = "pkg:generic/go@";
  private static final String DOWNLOAD = "go.dev/dl/go";
  private static final List<String> STANDARD_LIBRARY = List.of("std", "stdlib", "go");
  private static final String TOOLCHAIN = "golang.org/toolchain";

  private final BuildInfo info;
  private final Map<String, Module> declared = new HashMap<>();
  private final Map<String, Comparison> all = new LinkedHashMap<>();

  private GoProvenance(BuildInfo info) {
    this.info = info;
    for (Module dep : info.deps()) {
      Module linked = dep.effective();
      declared.put(linked.path(), linked);
    }
    for (Module dep : info.deps()) {
      // A package URL may be written in lower case, as its specification has it.
      Module linked = dep.effective();
      declared.putIfAbsent(linked.path().toLowerCase(Locale.ROOT), linked);
    }
  }

  static List<Comparison> compare(Provenance provenance, BuildInfo info) {
    GoProvenance comparing = new GoProvenance(info);
    comparing.revision(provenance.commit());
    comparing.mainModule(provenance.sourceUri());
    for (Dependency dependency : provenance.dependencies()) {
      comparing.dependency(dependency.uri());
    }
    return List.copyOf(comparing.all.values());
  }

  private void revision(String commit) {
    String revision = info.setting("vcs.revision");
    if (revision != null && !revision.isEmpty() && !commit.isEmpty()) {
      add("vcs.revision of the build info", revision, commit);
    }
  }

  /** Forks keep the module's path, and other hosts than these may lead anywhere. */
  private void mainModule(String uri) {
    Module main = info.main();
    if (main == null || uri.isEmpty() || main.path().isEmpty()) {
      return;
    }
    String repository = repository(main.path());
    String source = SourceUri.normal(uri);
    boolean agrees = repository != null && repository.equals(SourceUri.normal(source));
    all.put(
        MAIN_MODULE,
        new Comparison(MAIN_MODULE, main.path(), source, agrees ? Result.AGREES : Result.UNTOLD));
  }

  /** The repository of a module whose path is the repository's address; null for any other. */
  private static @Nullable String repository(String path) {
    String[] parts = path.split("/", -1);
    boolean known =
        parts.length >= 3
            && (parts[0].equals("github.com")
                || parts[0].equals("bitbucket.org")
                || parts[0].equals("codeberg.org"));
    return known ? SourceUri.normal(parts[0] + '/' + parts[1] + '/' + parts[2]) : null;
  }

  private void dependency(String uri) {
    int download = uri.indexOf(DOWNLOAD);
    if (uri.startsWith(GOLANG)) {
      module(decoded(uri.substring(GOLANG.length())));
    } else if (uri.startsWith(GENERIC_GO)) {
      toolchain(decoded(uri.substring(GENERIC_GO.length())));
    } else if (download >= 0) {
      // go1.26rc1.linux-amd64.tar.gz: the version ends where a part begins with a letter.
      String name = uri.substring(download + DOWNLOAD.length());
      int end = 0;
      while (end < name.length() && (isLetterOrDigit(name.charAt(end)) || dot(name, end))) {
        end++;
      }
      toolchain(name.substring(0, end));
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  }

  private static boolean dot(String name, int at) {
    return name.charAt(at) == '.'
        && at + 1 < name.length()
        && Character.isDigit(name.charAt(at + 1));
  }

  private static String decoded(String text) {
    int end = text.indexOf('?');
    String bare = end < 0 ? text : text.substring(0, end);
    int fragment = bare.indexOf('#');
    bare = fragment < 0 ? bare : bare.substring(0, fragment);
    try {
      return URLDecoder.decode(bare.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return bare;
    }
  }

  private void module(String purl) {
    int at = purl.lastIndexOf('@');
    if (at < 0) {
      return;
    }
    String path = purl.substring(0, at);
    String version = purl.substring(at + 1);
    if (path.equals(TOOLCHAIN)) {
      int go = version.indexOf("-go");
      int dot = version.lastIndexOf('.');
      if (go >= 0 && dot > go) {
        toolchain(version.substring(go + "-go".length(), dot));
      }
    } else if (STANDARD_LIBRARY.contains(path)) {
      toolchain(version);
    } else {
      module(path, version);
    }
  }

  private void module(String path, String version) {
    Module linked = declared.get(path);
    if (linked != null && !linked.version().isEmpty()) {
      add("module " + linked.path(), linked.version(), version);
    }
  }

  private void toolchain(String version) {
    String text = version.startsWith("v") ? version.substring(1) : version;
    text = text.startsWith("go") ? text : "go" + text;
    String claimed = info.goVersion();
    int space = claimed.indexOf(' ');
    claimed = space < 0 ? claimed : claimed.substring(0, space);
    if (!claimed.isEmpty() && text.length() > 2) {
      add("Go toolchain", claimed, text);
    }
  }

  /**
   * A builder may name several versions of a thing, as the toolchain that fetched the one that
   * built: it differs when none is the binary's.
   */
  private void add(String what, String expected, String actual) {
    Comparison comparison = Comparison.equal(what, expected, actual);
    if (comparison.result() == Result.AGREES || !all.containsKey(what)) {
      all.put(what, comparison);
    }
  }
}
