package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the names of a repository stand for: HEAD and its tags, loose or packed (git-pack-refs). */
final class GitRefs {
  private static final String REF = "ref:";
  private static final String TAGS = "refs/tags/";

  /** Links from one name to the next; git follows 5. */
  private static final int LINKS = 5;

  private static final int DEPTH = 32;

  private final GitLayout layout;

  /** Packed name to ID. */
  private final Map<String, String> packed = new HashMap<>();

  /** Packed name of an annotated tag to what it leads to. */
  private final Map<String, String> peeled = new HashMap<>();

  GitRefs(GitLayout layout) throws IOException {
    this.layout = layout;
    byte[] data = GitFiles.read(layout.common().resolve("packed-refs"), Limits.GIT_REFS);
    if (data != null) {
      readPacked(data);
    }
  }

  /** Line by line: all of them as texts would be in the memory three times. */
  private void readPacked(byte[] data) throws IOException {
    String last = "";
    for (int at = 0, end; at < data.length; at = end + 1) {
      end = at;
      while (end < data.length && data[end] != '\n') {
        end++;
      }
      String line = new String(data, at, end - at, StandardCharsets.UTF_8);
      if (line.startsWith("#") || line.isEmpty()) {
        continue;
      }
      if (line.startsWith("^")) {
        peeled.put(last, line.substring(1).strip());
        continue;
      }
      int blank = line.indexOf(' ');
      if (blank < 0 || !isId(line.substring(0, blank))) {
        throw new IOException("its packed-refs is malformed");
      }
      last = line.substring(blank + 1);
      packed.put(last, line.substring(0, blank));
    }
  }

  /** Whether a text is the ID of an object: 40 hexadecimal digits in lower case. */
  static boolean isId(String text) {
    if (text.length() != 40) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The commit that is checked out; empty on a branch without commits. */
  String head() throws IOException {
    String text = GitFiles.text(layout.git().resolve("HEAD"), Limits.NAME);
    if (text == null) {
      throw new IOException("it has no HEAD");
    }
    for (int i = 0; i < LINKS; i++) {
      if (isId(text)) {
        return text;
      }
      if (!text.startsWith(REF)) {
        throw new IOException("its HEAD is malformed");
      }
      text = named(text.substring(REF.length()).strip());
      if (text == null) {
        return "";
      }
    }
    throw new IOException("its HEAD leads from name to name");
  }

  private @Nullable String named(String name) throws IOException {
    if (!name.startsWith("refs/") || name.contains("..") || name.contains("\\")) {
      throw new IOException("its HEAD names no ref");
    }
    String text = GitFiles.text(GitFiles.resolve(layout.git(), name), Limits.NAME);
    if (text == null) {
      text = GitFiles.text(GitFiles.resolve(layout.common(), name), Limits.NAME);
    }
    return text == null ? packed.get(name) : text;
  }

  /** The tags by name, without refs/tags/; each is an object, or what a packed one leads to. */
  Map<String, String> tags() throws IOException {
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, String> entry : packed.entrySet()) {
      if (entry.getKey().startsWith(TAGS)) {
        String leadsTo = peeled.getOrDefault(entry.getKey(), entry.getValue());
        tags.put(entry.getKey().substring(TAGS.length()), leadsTo);
      }
    }
    addLoose(layout.common().resolve("refs").resolve("tags"), "", tags, DEPTH);
    return tags;
  }

  private static void addLoose(Path directory, String prefix, Map<String, String> tags, int depth)
      throws IOException {
    if (depth == 0 || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = prefix + file.getFileName();
        addLoose(file, name + '/', tags, depth - 1);
        String id = GitFiles.text(file, Limits.NAME);
        if (id != null && isId(id)) {
          tags.put(name, id);
        }
        if (tags.size() > Limits.GIT_TAGS) {
          throw new IOException("it has more than the " + Limits.GIT_TAGS + " tags that are read");
        }
      }
    }
  }
}
