package dev.gotrust.material;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the Go distribution of a user lies, told without starting a program. */
final class GoOnPath {
  private GoOnPath() {}

  /**
   * Returns the GOROOT that is named, or else the one that the {@code go} of PATH belongs to: two
   * or three directories above it ({@code bin/go}, {@code bin/GOOS_GOARCH/go}), links followed if
   * need be. A {@code go} outside any, such as a script that starts another, is passed over.
   */
  static @Nullable Path find(String named, Environment environment) {
    Path root = Environment.path(named);
    if (root != null) {
      return root.normalize();
    }
    String program = environment.platform() == Platform.WINDOWS ? "go.exe" : "go";
    String path = environment.get("PATH");
    for (int start = 0; start <= path.length(); ) {
      int end = path.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? path.length() : end;
      Path found = of(Environment.path(path.substring(start, end)), program);
      if (found != null) {
        return found;
      }
      start = end + 1;
    }
    return null;
  }

  /** A relative directory of PATH is passed over: whoever wrote here chose what is in it. */
  private static @Nullable Path of(@Nullable Path directory, String program) {
    if (directory == null || !directory.isAbsolute()) {
      return null;
    }
    Path go = directory.resolve(program);
    if (!Files.isRegularFile(go) || !Files.isExecutable(go)) {
      return null;
    }
    Path root = above(go.normalize());
    return root == null ? aboveTarget(go) : root;
  }

  private static @Nullable Path aboveTarget(Path go) {
    try {
      return above(go.toRealPath());
    } catch (IOException gone) {
      return null;
    }
  }

  private static @Nullable Path above(Path go) {
    Path bin = go.getParent();
    for (int i = 0; i < 2 && bin != null; i++) {
      bin = bin.getParent();
      if (bin != null && Files.isDirectory(bin.resolve("pkg").resolve("tool"))) {
        return bin;
      }
    }
    return null;
  }
}
