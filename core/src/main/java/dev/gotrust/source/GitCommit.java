package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A commit object (git-commit-tree): lines with a tree, parents and who committed it when.
 *
 * @param tree the ID of its tree
 * @param parents the IDs of its parents
 * @param time when it was committed
 */
record GitCommit(String tree, List<String> parents, Instant time) {
  private static final String TREE = "tree ";
  private static final String PARENT = "parent ";
  private static final String COMMITTER = "committer ";

  static GitCommit parse(String id, Bytes data) throws IOException {
    String tree = "";
    String committer = "";
    List<String> parents = new ArrayList<>();
    // ISO 8859-1: every byte is a character, whatever names are written in.
    String text = new String(data.toArray(), StandardCharsets.ISO_8859_1);
    for (int at = 0; at < text.length() && text.charAt(at) != '\n'; ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(at, end);
      if (line.startsWith(TREE) && tree.isEmpty()) {
        tree = line.substring(TREE.length());
      } else if (line.startsWith(PARENT)) {
        parents.add(line.substring(PARENT.length()));
      } else if (line.startsWith(COMMITTER) && committer.isEmpty()) {
        committer = line;
      }
      at = end + 1;
    }
    for (String parent : parents) {
      check(id, parent);
    }
    check(id, tree);
    return new GitCommit(tree, List.copyOf(parents), time(id, committer));
  }

  private static void check(String id, String link) throws IOException {
    if (!GitRefs.isId(link)) {
      throw malformed(id);
    }
  }

  private static Instant time(String id, String committer) throws IOException {
    String[] words = committer.substring(committer.lastIndexOf('>') + 1).strip().split(" ", -1);
    try {
      return Instant.ofEpochSecond(Long.parseLong(words[0]));
    } catch (NumberFormatException | DateTimeException noTime) {
      throw malformed(id);
    }
  }

  private static IOException malformed(String id) {
    return new IOException("commit " + id + " is malformed");
  }
}
