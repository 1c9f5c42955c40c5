package dev.gotrust.material;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server's directory, with what proves a right to it kept apart: its text shows
 * neither user, password nor query. Thread-safe.
 */
final class WebAddress {
  private static final String HTTPS = "https";
  private static final String SAFE_IN_PATH = "-._~!$&'()*+,;=:@/";

  private final String scheme;
  private final String authority;
  private final String path;
  private final String query;
  private final @Nullable String authorization;

  private WebAddress(
      String scheme, String authority, String path, String query, @Nullable String authorization) {
    this.scheme = scheme;
    this.authority = authority;
    this.path = path;
    this.query = query;
    this.authorization = authorization;
  }

  /**
   * Parses an http or https URL.
   *
   * @throws IOException with a message that shows no password
   */
  static WebAddress parse(String text) throws IOException {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals(HTTPS) && !scheme.equals("http")) {
      throw new IOException("invalid URL scheme (must be https or http): " + redact(text));
    }
    String rest = text.substring(colon + 3);
    int fragment = rest.indexOf('#');
    rest = fragment < 0 ? rest : rest.substring(0, fragment);
    int queryStart = rest.indexOf('?');
    String query = queryStart < 0 ? "" : rest.substring(queryStart);
    rest = queryStart < 0 ? rest : rest.substring(0, queryStart);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int at = authority.lastIndexOf('@');
    WebAddress address =
        new WebAddress(
            scheme,
            authority.substring(at + 1),
            slash < 0 ? "" : escape(rest.substring(slash), true),
            query,
            at < 0 ? null : basic(authority.substring(0, at)));
    if (address.uri("") == null) {
      throw new IOException("invalid URL, or a host name that can't be asked: " + redact(text));
    }
    return address;
  }

  private static String basic(String user) {
    String pair = unescape(user.indexOf(':') < 0 ? user + ":" : user);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** The address of what lies below, joined as the go command does. */
  WebAddress join(String below) {
    return new WebAddress(scheme, authority, joined(below), query, authorization);
  }

  private String joined(String below) {
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return below.isEmpty() ? path : base + "/" + escape(below, false);
  }

  /** What is asked for, without user and password; null where Java can't name it. */
  private @Nullable URI uri(String below) {
    try {
      URI uri = new URI(scheme + "://" + authority + joined(below) + query);
      return uri.getHost() == null || uri.getPort() > 65_535 ? null : uri;
    } catch (URISyntaxException invalid) {
      return null;
    }
  }

  URI uri() throws IOException {
    URI uri = uri("");
    if (uri == null) {
      throw new IOException(this + " is no URL that can be asked for");
    }
    return uri;
  }

  /** What is sent as Authorization to this server and to no other; null if nothing. */
  @Nullable String authorization() {
    return authorization;
  }

  /** Whether it is the same server by the same protocol and port. */
  boolean isSameServer(WebAddress other) {
    return scheme.equals(other.scheme) && server().equals(other.server());
  }

  boolean isSecure() {
    return scheme.equals(HTTPS);
  }

  /** The host and port, in small letters. */
  String server() {
    String server = authority.toLowerCase(Locale.ROOT);
    String port = isSecure() ? ":443" : ":80";
    return server.endsWith(port) ? server.substring(0, server.length() - port.length()) : server;
  }

  /**
   * The address that an answer from here points to.
   *
   * @return what it names, with this one's authorization if it is the same server
   */
  WebAddress redirect(String location) throws IOException {
    URI target;
    try {
      target = uri().resolve(new URI(location));
    } catch (URISyntaxException | IllegalArgumentException invalid) {
      throw new IOException("redirects to what is no URL: " + redact(location));
    }
    WebAddress next = parse(target.toString());
    if (isSecure() && !next.isSecure()) {
      throw new IOException("redirects from https to http, to " + next);
    }
    return new WebAddress(
        next.scheme,
        next.authority,
        next.path,
        next.query,
        isSameServer(next) ? authorization : null);
  }

  /** As it may be shown: without user, password and query. */
  @Override
  public String toString() {
    return scheme + "://" + authority + path + (query.isEmpty() ? "" : "?…");
  }

  /** A text that is no URL, without what may be a password in it. */
  static String redact(String text) {
    int at = Math.max(text.lastIndexOf('@'), password(text));
    int query = text.indexOf('?', Math.max(at, 0));
    String shown = query < 0 ? text : text.substring(0, query) + "?…";
    return at < 0 ? shown : "…" + shown.substring(Math.min(at, shown.length()));
  }

  /**
   * Where a password begins whose end a comma cut off, -1 if there is none: behind a host's colon
   * stands a port.
   */
  private static int password(String text) {
    int scheme = text.indexOf("://");
    int colon = scheme < 0 ? -1 : text.indexOf(':', scheme + 3);
    for (int i = colon + 1; colon >= 0 && i < text.length() && text.charAt(i) != '/'; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return text.length();
      }
    }
    return -1;
  }

  /** Escapes what may not stand in a URL's path; also {@code %} unless it is escaped already. */
  private static String escape(String path, boolean escaped) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isLetterOrDigit(c) || SAFE_IN_PATH.indexOf(c) >= 0 || escaped && c == '%') {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** Undoes {@code %} and two hex digits; other text stands for itself. */
  static String unescape(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      out[length++] = low < 0 ? in[i] : (byte) (high * 16 + low);
      i += low < 0 ? 0 : 2;
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
