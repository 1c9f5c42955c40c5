package dev.gotrust.module;

import dev.gotrust.module.ModuleContentException.Kind;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions about one zip. */
record ZipProblems(String file) {
  ModuleContentException malformed(long offset, String problem) {
    return of(Kind.MALFORMED, null, offset, problem);
  }

  ModuleContentException malformed(String entry, long offset, String problem) {
    return of(Kind.MALFORMED, entry, offset, problem);
  }

  ModuleContentException unsupported(long offset, String problem) {
    return of(Kind.UNSUPPORTED, null, offset, problem);
  }

  void checkCap(String what, long found, long cap, long offset) throws ModuleContentException {
    if (found < 0 || found > cap) {
      throw of(
          Kind.TOO_LARGE,
          null,
          offset,
          Long.toUnsignedString(found) + " " + what + ", more than the " + cap + " that are read");
    }
  }

  ModuleContentException of(Kind kind, @Nullable String entry, long offset, String problem) {
    return new ModuleContentException(kind, file, entry, offset, problem);
  }
}
