package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.source.GitTools.GitObject;
import dev.gotrust.source.GitTools.Objects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Objects of a repository, read as what they should be. */
final class GitObjects {
  /** Tags of tags; nobody makes more than two. */
  private static final int TAGS = 8;

  private static final String OBJECT = "object ";

  private final Objects objects;

  GitObjects(Objects objects) {
    this.objects = objects;
  }

  /** The bytes of an object of a type; null if it is not there. */
  @Nullable Bytes read(String id, String type, int most) throws IOException {
    GitObject object = objects.read(id, most);
    if (object == null) {
      return null;
    }
    if (!object.type().equals(type)) {
      throw new IOException("object " + id + " is a " + object.type() + ", not a " + type);
    }
    return object.data();
  }

  @Nullable GitCommit commit(String id) throws IOException {
    Bytes data = read(id, "commit", Limits.GIT_OBJECT);
    return data == null ? null : GitCommit.parse(id, data);
  }

  GitTree tree(String id) throws IOException {
    Bytes data = read(id, "tree", Limits.GIT_OBJECT);
    if (data == null) {
      throw new IOException("the object " + id + " is not there, as in a partial clone");
    }
    return GitTree.parse(id, data);
  }

  Bytes blob(String id, int most) throws IOException {
    Bytes data = read(id, "blob", most);
    if (data == null) {
      throw new IOException("the object " + id + " is not there, as in a partial clone");
    }
    return data;
  }

  /** The commit that a tag leads to; null if it leads to none that is there. */
  @Nullable String commitOf(String tag) throws IOException {
    String id = tag;
    for (int i = 0; i < TAGS; i++) {
      GitObject object = objects.read(id, Limits.GIT_OBJECT);
      if (object == null) {
        return null;
      }
      if (object.type().equals("commit")) {
        return id;
      }
      if (!object.type().equals("tag")) {
        return null;
      }
      String text = new String(object.data().toArray(), StandardCharsets.ISO_8859_1);
      int end = Math.max(0, text.indexOf('\n'));
      id = text.startsWith(OBJECT) ? text.substring(OBJECT.length(), Math.max(7, end)) : "";
      if (!GitRefs.isId(id)) {
        throw new IOException("tag " + tag + " is malformed");
      }
    }
    return null;
  }
}
