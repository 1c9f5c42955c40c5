package dev.gotrust.material;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * GOPROXY: the module proxies in the order in which they are asked. Behind a comma the next one is
 * asked only where the one before has answered that it has no such file (404 or 410), behind {@code
 * |} after any error. {@code direct} and {@code off} end the list. Immutable, thread-safe.
 */
public final class ProxyList {
  /** The list that asks no proxy. */
  public static final ProxyList NONE = new ProxyList(List.of());

  private final List<Entry> entries;

  private ProxyList(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** What a list may hold. */
  sealed interface Proxy permits Server, Directory, End {}

  /** A proxy that is asked over the network. */
  record Server(WebAddress address) implements Proxy {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** A {@code file://} proxy. */
  record Directory(Path path) implements Proxy {
    @Override
    public String toString() {
      return "file://" + (path.toString().startsWith("/") ? "" : "/") + path;
    }
  }

  /** {@code direct} and {@code off}: no further proxy. */
  enum End implements Proxy {
    DIRECT,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A proxy and whether the next one is asked after any error. */
  record Entry(Proxy proxy, boolean fallsBackOnError) {}

  /**
   * {@return the proxies of a list}
   *
   * @param list the value of GOPROXY; an empty one names no proxy
   * @throws IOException if the go command refuses it; the message shows no password
   */
  public static ProxyList parse(String list) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int start = 0; start < list.length(); ) {
      int end = start;
      while (end < list.length() && list.charAt(end) != ',' && list.charAt(end) != '|') {
        end++;
      }
      String word = list.substring(start, end).strip();
      if (!word.isEmpty()) {
        Proxy proxy = proxy(word);
        entries.add(new Entry(proxy, end < list.length() && list.charAt(end) == '|'));
        if (proxy instanceof End) {
          break;
        }
      }
      start = end + 1;
    }
    if (entries.isEmpty() && !list.isEmpty()) {
      throw new IOException("GOPROXY list is not the empty string, but contains no entries");
    }
    return new ProxyList(entries);
  }

  private static Proxy proxy(String word) throws IOException {
    if (word.equals("off")) {
      return End.OFF;
    }
    if (word.equals("direct")) {
      return End.DIRECT;
    }
    String url = isHost(word) ? "https://" + word : word;
    int colon = url.indexOf(':');
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> new Server(server(url));
      case "file" -> new Directory(directory(url));
      case "" ->
          throw new IOException(
              "GOPROXY: invalid proxy URL missing scheme: " + WebAddress.redact(word));
      default ->
          throw new IOException(
              "GOPROXY: invalid proxy URL scheme (must be https, http, file): "
                  + WebAddress.redact(word));
    };
  }

  /** Single words are kept for what Go may build in; other text without a scheme is a host. */
  private static boolean isHost(String word) {
    boolean dotted = word.indexOf('.') >= 0 || word.indexOf(':') >= 0 || word.indexOf('/') >= 0;
    Path path = Environment.path(word);
    boolean absolute = word.startsWith("/") || path != null && path.isAbsolute();
    return dotted && !word.contains(":/") && !absolute;
  }

  private static WebAddress server(String url) throws IOException {
    try {
      return WebAddress.parse(url);
    } catch (IOException invalid) {
      throw new IOException("GOPROXY: " + invalid.getMessage(), invalid);
    }
  }

  /** The directory of a file URL, which has nothing but a path. */
  static Path directory(String url) throws IOException {
    String rest = url.substring("file:".length());
    String text = rest.startsWith("///") ? rest.substring(2) : rest;
    if (text.startsWith("//") || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw new IOException(
          "GOPROXY: invalid file:// proxy URL with non-path elements: " + WebAddress.redact(url));
    }
    String name = WebAddress.unescape(text);
    boolean drive = name.length() > 2 && name.charAt(0) == '/' && name.charAt(2) == ':';
    Path path = Environment.path(drive && isWindows() ? name.substring(1) : name);
    if (path == null || !path.isAbsolute()) {
      throw new IOException("GOPROXY: file:// proxy URL without an absolute path: " + url);
    }
    return path.normalize();
  }

  private static boolean isWindows() {
    return Platform.ofThisMachine() == Platform.WINDOWS;
  }

  List<Entry> entries() {
    return entries;
  }

  /** {@return the proxies, {@code direct} and {@code off} as they may be shown, in their order} */
  public List<String> locations() {
    List<String> locations = new ArrayList<>();
    for (Entry entry : entries) {
      locations.add(entry.proxy().toString());
    }
    return locations;
  }

  /** {@return the list as it may be shown} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      text.append(i == 0 ? "" : entries.get(i - 1).fallsBackOnError() ? "|" : ",");
      text.append(entries.get(i).proxy());
    }
    return text.toString();
  }
}
