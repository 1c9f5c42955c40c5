package dev.gotrust.image;

import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GOOS and GOARCH as the ELF headers show them (Go's cmd/link/internal/ld/elf.go). */
final class ElfTarget {
  private static final int NETBSD = 2;
  private static final int FREEBSD = 9;
  private static final int OPENBSD = 12;

  private ElfTarget() {}

  /** The BSDs mark their programs with a note, others with EI_OSABI; Linux sets neither. */
  static String os(int osAbi, List<Note> notes, @Nullable String interpreter) {
    for (Note note : notes) {
      String os = byNote(note.name());
      if (!os.isEmpty()) {
        return os;
      }
    }
    // Go's linker sets neither for Solaris and illumos; only their loader's name tells.
    if (interpreter != null
        && interpreter.endsWith("/ld.so.1")
        && interpreter.contains("/amd64/")) {
      return "solaris";
    }
    return switch (osAbi) {
      case 0, 3 -> "linux";
      case NETBSD -> "netbsd";
      case 6 -> "solaris";
      case FREEBSD -> "freebsd";
      case OPENBSD -> "openbsd";
      default -> "";
    };
  }

  /** Returns EI_OSABI as Go's linker sets it: the BSDs that have a note have a number too. */
  static int osAbi(List<Note> notes) {
    for (Note note : notes) {
      int number =
          switch (byNote(note.name())) {
            case "netbsd" -> NETBSD;
            case "freebsd" -> FREEBSD;
            case "openbsd" -> OPENBSD;
            default -> 0;
          };
      if (number != 0) {
        return number;
      }
    }
    return 0;
  }

  private static String byNote(String owner) {
    return switch (owner) {
      case "NetBSD" -> "netbsd";
      case "OpenBSD" -> "openbsd";
      case "FreeBSD" -> "freebsd";
      case "DragonFly" -> "dragonfly";
      case "Android" -> "android";
      default -> "";
    };
  }

  static String arch(ElfHeader header) {
    boolean little = header.view().order() == ByteOrder.LITTLE_ENDIAN;
    return switch (header.machine()) {
      case 2, 43 -> "sparc64";
      case 3 -> "386";
      case 8 -> (header.wide() ? "mips64" : "mips") + (little ? "le" : "");
      case 21 -> little ? "ppc64le" : "ppc64";
      case 22 -> "s390x";
      case 40 -> "arm";
      case 62 -> "amd64";
      case 183 -> "arm64";
      case 243 -> "riscv64";
      case 258 -> "loong64";
      default -> "";
    };
  }
}
