package dev.gotrust.sbom;

import dev.gotrust.bytes.Limits;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.facts.Inspection;
import dev.gotrust.image.HostId;
import dev.gotrust.sbom.Part.Replaced;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a bill of materials of what was read from a file. For one use. */
final class BomReader {
  private final Inspection facts;
  private final SbomOptions options;
  private final CodeShares code;
  private final List<BuildInfo> infos = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  BomReader(Inspection facts, SbomOptions options) {
    this.facts = facts;
    this.options = options;
    this.code = new CodeShares(facts.binaries());
  }

  Bom read() throws SbomException {
    for (GoBinary binary : facts.binaries()) {
      readInfo(binary);
    }
    if (infos.isEmpty()) {
      throw new SbomException(
          SbomException.Kind.NO_BUILD_INFO,
          "it has no build info, so of which modules it was built is not recorded; expected a"
              + " program that Go 1.13 or later built from modules");
    }
    BuildInfo first = infos.get(0);
    Module main = first.main();
    NamedVersion version =
        main == null ? new NamedVersion("", "") : MainVersion.of(main, first, options.version());
    List<Module> modules = modules();
    List<Part> parts = new ArrayList<>();
    for (Module module : modules) {
      parts.add(part(module));
    }
    List<Property> ownCode = main == null ? List.of() : code.of(main);
    readShortfalls();
    Instant time = MainVersion.within(options.time());
    return new Bom(
        root(first, version, ownCode),
        facts.sha256(),
        parts,
        ofGo("stdlib", Purl.GOLANG),
        // A module by a URL of Go's would say that the toolchain is in the file.
        ofGo("go", Purl.GENERIC),
        Graph.of(main, modules, options.requirements()),
        gaps,
        remarks,
        time == null ? MainVersion.time(first, version.version()) : time);
  }

  private void readInfo(GoBinary binary) {
    BuildInfo info = binary.buildInfo();
    if (info != null) {
      infos.add(info);
    } else {
      gaps.add("the image for " + platform(binary) + " has no build info");
    }
  }

  private static String platform(GoBinary binary) {
    return (binary.os().isEmpty() ? "unknown" : binary.os())
        + '/'
        + (binary.arch().isEmpty() ? "unknown" : binary.arch());
  }

  /** Returns the modules of all images, each once for each image that differs. */
  private List<Module> modules() {
    List<Module> modules = new ArrayList<>(infos.get(0).deps());
    Set<Module> known = new LinkedHashSet<>(modules);
    for (BuildInfo info : infos.subList(1, infos.size())) {
      for (Module module : info.deps()) {
        if (known.add(module)) {
          modules.add(module);
        }
      }
    }
    return modules;
  }

  private Part part(Module module) {
    Module compiled = module.effective();
    List<Property> properties = new ArrayList<>();
    boolean isDirectory = module.replace() != null && isDirectory(compiled.path());
    if (isDirectory) {
      properties.add(new Property("replacement-directory", compiled.path()));
    }
    String name = isDirectory ? module.path() : compiled.path();
    String version = shown(compiled.version(), properties);
    properties.addAll(code.of(module));
    return new Part(
        name,
        version,
        isDirectory ? null : Purl.of(name, published(version)),
        module.replace() == null ? null : replaced(module),
        compiled.sum(),
        properties);
  }

  private static Replaced replaced(Module module) {
    String version = module.version().length() > Limits.SBOM_VERSION ? "" : module.version();
    return new Replaced(module.path(), version, Purl.of(module.path(), published(version)));
  }

  /** A version that is longer than a format takes is said beside it. */
  private static String shown(String version, List<Property> properties) {
    if (version.length() <= Limits.SBOM_VERSION) {
      return version;
    }
    properties.add(new Property("version", version));
    return "";
  }

  /** Nobody publishes a module as {@code (devel)}. */
  private static String published(String version) {
    return version.startsWith("(") ? "" : version;
  }

  /** Whether a replacement is a directory (golang.org/x/mod/modfile, IsDirectoryPath). */
  private static boolean isDirectory(String path) {
    String slashed = path.replace('\\', '/');
    return path.equals(".")
        || path.equals("..")
        || slashed.startsWith("./")
        || slashed.startsWith("../")
        || slashed.startsWith("/")
        || slashed.length() > 1 && slashed.charAt(1) == ':';
  }

  private void readShortfalls() {
    for (BuildInfo info : infos) {
      int unknown = info.unknownLines().size();
      if (info.main() == null && info.deps().isEmpty()) {
        gaps.add(
            "the build info lists no modules: it was built without them, as in GOPATH mode or by"
                + " another build system than the go command");
      }
      if (unknown > 0) {
        gaps.add(
            (unknown == 1 ? "1 line" : unknown + " lines")
                + " of the build info can't be understood, and may name modules");
      }
    }
    List<String> undeclared = code.undeclared();
    if (!undeclared.isEmpty()) {
      gaps.add(
          "code is compiled in of modules that the build info does not list: "
              + String.join(", ", undeclared));
    }
    readForeign();
  }

  private void readForeign() {
    for (GoBinary binary : facts.binaries()) {
      if (binary.code() != null && binary.code().find("runtime/cgo") != null) {
        remarks.add("C code is compiled in (runtime/cgo); of what it was built is not recorded");
        return;
      }
    }
  }

  private Part root(BuildInfo info, NamedVersion version, List<Property> ownCode) {
    Module main = info.main();
    List<Property> properties = new ArrayList<>();
    String shown = shown(version.version(), properties);
    if (!version.from().isEmpty() && main != null) {
      properties.add(new Property("version-recorded", main.version()));
      properties.add(new Property("version-from", version.from()));
    }
    if (!info.path().isEmpty()) {
      properties.add(new Property("package", info.path()));
    }
    properties.addAll(ownCode);
    for (GoBinary binary : facts.binaries()) {
      addImage(binary, properties);
    }
    String name = main == null ? info.path() : main.path();
    return new Part(
        name.isEmpty() ? "main" : name,
        shown,
        main == null ? ofNoModule(info.path()) : Purl.of(name, published(shown), info.path()),
        null,
        main == null ? "" : main.sum(),
        properties);
  }

  /** The path of a package is no module's, and a URL of Go's would say that it is. */
  private static @Nullable String ofNoModule(String packagePath) {
    return packagePath.isEmpty() ? null : Purl.plain(Purl.GENERIC, packagePath, "");
  }

  private void addImage(GoBinary binary, List<Property> properties) {
    String behind = facts.binaries().size() == 1 ? "" : ':' + word(binary.arch());
    properties.add(new Property("format" + behind, binary.format().id()));
    properties.add(new Property("platform" + behind, platform(binary)));
    if (binary.buildId() != null) {
      properties.add(new Property("build-id" + behind, binary.buildId().text()));
    }
    HostId id = binary.hostId();
    if (id != null) {
      String name = id.kind() == HostId.Kind.GNU_BUILD_ID ? "gnu-build-id" : "uuid";
      properties.add(new Property(name + behind, id.value().hex()));
    }
    for (String library : binary.linkage().libraries()) {
      properties.add(new Property("library" + behind, library));
    }
    BuildInfo info = binary.buildInfo();
    if (info != null) {
      properties.add(new Property("go-version" + behind, info.goVersion()));
      for (Setting setting : info.settings()) {
        properties.add(new Property("setting" + behind, setting.key() + '=' + setting.value()));
      }
    }
  }

  private static String word(String arch) {
    return arch.isEmpty() ? "unknown" : arch;
  }

  /** Returns what Go itself gave; advisories name its standard library {@code stdlib}. */
  private List<Part> ofGo(String name, String type) {
    Set<String> versions = new LinkedHashSet<>();
    for (BuildInfo info : infos) {
      versions.add(info.goVersion());
    }
    List<Part> parts = new ArrayList<>();
    for (String version : versions) {
      GoVersion parsed = GoVersion.parse(version);
      String purl = Purl.plain(type, name, parsed == null ? "" : number(parsed));
      parts.add(new Part(name, parsed == null ? "" : version, purl, null, "", List.of()));
    }
    return parts;
  }

  /** {@code 1.26.8} of {@code go1.26.8 X:boringcrypto}; nothing of a development version. */
  private static String number(GoVersion version) {
    if (version.devel()) {
      return "";
    }
    String bare = version.text().substring("go".length());
    int end = bare.lastIndexOf(version.suffix());
    return (version.suffix().isEmpty() ? bare : bare.substring(0, end)).strip();
  }
}
