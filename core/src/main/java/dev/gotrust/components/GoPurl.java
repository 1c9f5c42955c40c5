package dev.gotrust.components;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A package URL of the type {@code golang}, as tools write it and not only as the specification has
 * it: {@code pkg:golang/./greeting@(devel)} is one too. Only escapes are undone; no letter changes
 * its case. See the purl specification, {@code PURL-SPECIFICATION.rst}.
 *
 * @param path namespace and name, unescaped, such as {@code github.com/cespare/xxhash/v2}
 * @param version unescaped; empty where there is none
 * @param subpath what stands behind {@code #}, unescaped; empty where there is none
 */
record GoPurl(String path, String version, String subpath) {
  private static final String SCHEME = "pkg:";
  private static final String TYPE = "golang/";

  /** {@return whether a text is a package URL of any type} */
  static boolean isPurl(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** {@return what a text names, null where it is no package URL of Go} */
  static @Nullable GoPurl parse(String text) {
    int at = start(text);
    if (at < 0) {
      return null;
    }
    String rest = text.substring(at);
    int hash = rest.indexOf('#');
    String subpath = hash < 0 ? "" : rest.substring(hash + 1);
    rest = hash < 0 ? rest : rest.substring(0, hash);
    int query = rest.indexOf('?');
    rest = query < 0 ? rest : rest.substring(0, query);
    int version = rest.lastIndexOf('@');
    String path = version < 0 ? rest : rest.substring(0, version);
    return path.isEmpty()
        ? null
        : new GoPurl(
            decode(trim(path)),
            version < 0 ? "" : decode(rest.substring(version + 1)),
            decode(trim(subpath)));
  }

  /** Slashes behind the scheme mean nothing. */
  private static int start(String text) {
    if (!isPurl(text)) {
      return -1;
    }
    int at = SCHEME.length();
    while (at < text.length() && text.charAt(at) == '/') {
      at++;
    }
    return text.regionMatches(true, at, TYPE, 0, TYPE.length()) ? at + TYPE.length() : -1;
  }

  private static String trim(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }

  /** Undoes escapes; what is none, or no UTF-8, stays as it is. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%'
          && i + 2 < in.length
          && HexFormat.isHexDigit(in[i + 1])
          && HexFormat.isHexDigit(in[i + 2])) {
        out.put(
            (byte) (HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2])));
        i += 2;
      } else {
        out.put(in[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException other) {
      return text;
    }
  }
}
