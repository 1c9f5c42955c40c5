package dev.gotrust.checksumdb;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What GOSUMDB says: whose signature counts and, where it names one, the URL to ask (cmd/go/
 * internal/modfetch, {@code dbDial}).
 *
 * @param key whose signature counts, null if no database is to be asked
 * @param url where to ask it, past all proxies; null to ask as GOPROXY says
 */
public record DatabaseSetting(@Nullable VerifierKey key, @Nullable String url) {
  private static final String GO_DATABASE = "sum.golang.org";

  /** The key that the go command has built in. */
  private static final String GO_KEY =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

  private static final String OFF = "off";

  /**
   * {@return the setting that a text spells}
   *
   * @param text {@code off}, {@code KEY} or {@code KEY URL}, where KEY is the name of the Go
   *     project's database or {@code NAME+HASH+KEY}
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static DatabaseSetting parse(String text) {
    List<String> words = words(text);
    if (words.size() == 1 && words.get(0).equals(OFF)) {
      return new DatabaseSetting(null, null);
    }
    if (words.isEmpty() || words.size() > 2) {
      throw new IllegalArgumentException(
          "GOSUMDB should be off, a key, or a key and a URL, but has " + words.size() + " words");
    }
    String name = words.get(0);
    if (!name.equals(GO_DATABASE) && name.indexOf('+') < 0) {
      throw new IllegalArgumentException(
          "GOSUMDB names "
              + name
              + ", a database whose key is not known here; write NAME+HASH+KEY, or "
              + GO_DATABASE
              + " and the URL of a mirror of it");
    }
    VerifierKey key = VerifierKey.parse(name.equals(GO_DATABASE) ? GO_KEY : name);
    if (!isHostAndPath(key.name())) {
      throw new IllegalArgumentException(
          "GOSUMDB's database should be called HOST or HOST/PATH, but is called " + key.name());
    }
    return new DatabaseSetting(key, words.size() == 2 ? words.get(1) : null);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || Character.isWhitespace(text.charAt(i));
      if (space && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** The name is put behind https:// and into paths, so it may be nothing else. */
  private static boolean isHostAndPath(String name) {
    try {
      URI uri = new URI("https://" + name);
      String path = uri.getPath() == null ? "" : uri.getPath();
      return uri.getHost() != null
          && (uri.getHost() + path).equals(name)
          && !name.endsWith("/")
          && !name.contains("..");
    } catch (URISyntaxException wrong) {
      return false;
    }
  }
}
