package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.PathText;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.material.Checkout.Vendor;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.module.GoMod;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.GoSums;
import dev.gotrust.module.GoWork;
import dev.gotrust.module.MainModules;
import dev.gotrust.module.MainModules.Member;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.VendorModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Finds and reads the module files of one source tree. For one use. */
final class CheckoutReader {
  private static final String GO_MOD = "go.mod";
  private static final String GO_SUM = "go.sum";
  private static final String GO_WORK = "go.work";
  private static final String GO_WORK_SUM = "go.work.sum";
  private static final String VENDOR = "vendor";
  private static final String MOD_FILE = "-modfile=";
  private static final String MODULES_TXT = "modules.txt";

  private final GoEnvironment settings;
  private final List<Material> materials = new ArrayList<>();
  private final List<GoSum> sums = new ArrayList<>();

  CheckoutReader(GoEnvironment settings) {
    this.settings = settings;
  }

  Checkout read(Path directory, @Nullable Path vendor) throws ModuleFileException, IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(shown(directory) + ": no such directory; name one with a go.mod");
    }
    MainModules mains = mains(directory);
    Path modFile = mains.work() == null ? modFile(directory) : null;
    for (Member member : mains.members()) {
      readSum(modFile == null ? member.directory().resolve(GO_SUM) : sumFile(modFile));
    }
    if (mains.work() != null) {
      readSum(mains.directory().resolve(GO_WORK_SUM));
    }
    Vendor tree = vendor(mains, vendor);
    return new Checkout(mains, new GoSums(sums), tree, materials);
  }

  private MainModules mains(Path directory) throws ModuleFileException, IOException {
    Path module = upward(directory, GO_MOD);
    Path work = workFile(directory);
    if (work != null) {
      MainModules workspace = workspace(work);
      if (module == null || isMember(workspace, module.getParent())) {
        return workspace;
      }
      // The go command refuses to build there until it is told which of the two is meant.
      throw new IOException(
          module + ": " + work + " does not use this module; add it, or set GOWORK=off");
    }
    if (module == null) {
      throw new IOException(
          shown(directory) + ": no go.mod there or in a directory above; name one with a go.mod");
    }
    Path home = parent(module);
    Path modFile = modFile(directory);
    Path file = modFile == null ? home.resolve(GO_MOD) : modFile;
    return new MainModules(null, home, List.of(member(home, file)));
  }

  /** What {@code -modfile} in GOFLAGS names in place of go.mod; null if it is not there. */
  private @Nullable Path modFile(Path directory) throws IOException {
    String named = null;
    StringTokenizer flags = new StringTokenizer(settings.value("GOFLAGS"));
    while (flags.hasMoreTokens()) {
      String flag = flags.nextToken();
      String bare = flag.startsWith("--") ? flag.substring(1) : flag;
      if (bare.startsWith(MOD_FILE)) {
        named = bare.substring(MOD_FILE.length());
      }
    }
    if (named == null || named.isEmpty()) {
      return null;
    }
    Path file = Environment.path(named);
    if (file == null || !named.endsWith(".mod")) {
      throw new IOException("GOFLAGS has a -modfile that does not name a file .mod");
    }
    return directory.resolve(file);
  }

  private static Path sumFile(Path modFile) {
    String name = modFile.toString();
    return Path.of(name.substring(0, name.length() - ".mod".length()) + ".sum");
  }

  private static boolean isMember(MainModules workspace, @Nullable Path directory) {
    Path wanted = absolute(directory == null ? Path.of("") : directory);
    for (Member member : workspace.members()) {
      if (absolute(member.directory()).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Path workFile(Path directory) throws IOException {
    String named = settings.value("GOWORK");
    if (named.equals("off")) {
      return null;
    }
    if (named.isEmpty() || named.equals("auto")) {
      return upward(directory, GO_WORK);
    }
    Path file = Environment.path(named);
    if (file == null || !file.isAbsolute()) {
      throw new IOException("GOWORK is no absolute path; set it to one, or to off");
    }
    return file;
  }

  /** Names stay as short as they were given where the first directory has the file. */
  private static @Nullable Path upward(Path directory, String name) {
    Path first = directory.resolve(name);
    if (Files.isRegularFile(first)) {
      return first;
    }
    for (Path above = absolute(directory).getParent(); above != null; above = above.getParent()) {
      Path file = above.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String shown(Path directory) {
    return directory.toString().isEmpty() ? "." : directory.toString();
  }

  private MainModules workspace(Path file) throws ModuleFileException, IOException {
    GoWork work = GoWork.parse(file.toString(), bytes(file, GO_WORK, Limits.GO_MOD));
    Path home = parent(file);
    List<Member> members = new ArrayList<>();
    Set<Path> known = new HashSet<>();
    for (GoWork.Use use : work.use()) {
      Path directory = PathText.below(home, use.directory());
      if (directory == null || !Files.isRegularFile(directory.resolve(GO_MOD))) {
        throw wrong(work, use, "a directory with a go.mod was expected");
      }
      if (!known.add(absolute(directory))) {
        throw wrong(work, use, "this directory is used twice");
      }
      members.add(member(directory, directory.resolve(GO_MOD)));
    }
    if (members.isEmpty()) {
      throw new IOException(file + ": it uses no module; add one with go work use");
    }
    return new MainModules(work, home, members);
  }

  private static ModuleFileException wrong(GoWork work, GoWork.Use use, String problem) {
    return new ModuleFileException(
        ModuleFileException.Kind.MALFORMED, work.name(), use.line(), problem);
  }

  private Member member(Path directory, Path file) throws ModuleFileException, IOException {
    return new Member(directory, GoMod.parse(file.toString(), bytes(file, GO_MOD, Limits.GO_MOD)));
  }

  /** A module without dependencies has no go.sum. */
  private void readSum(Path file) throws ModuleFileException, IOException {
    if (Files.exists(file)) {
      sums.add(GoSum.parse(file.toString(), bytes(file, GO_SUM, Limits.GO_SUM)));
    }
  }

  private @Nullable Vendor vendor(MainModules mains, @Nullable Path named)
      throws ModuleFileException, IOException {
    Path directory = named == null ? mains.directory().resolve(VENDOR) : named;
    Path list = directory.resolve(MODULES_TXT);
    // As for the go command, a vendor directory without a list is a package like any other.
    if (named == null && !Files.exists(list)) {
      return null;
    }
    byte[] data = bytes(list, MODULES_TXT, Limits.VENDOR_MODULES);
    return new Vendor(directory, VendorModules.parse(list.toString(), data));
  }

  private byte[] bytes(Path file, String kind, int cap) throws ModuleFileException, IOException {
    try {
      byte[] data = MaterialFiles.readRegular(file, kind, cap);
      materials.add(new Material(kind, file.toString(), Bytes.sha256(data), Standing.GIVEN));
      return data;
    } catch (IOException unreadable) {
      throw new IOException(file + ": " + Unreadable.explain(file, unreadable), unreadable);
    }
  }
}
