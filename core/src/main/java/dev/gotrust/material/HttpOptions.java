package dev.gotrust.material;

import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patiently servers are asked.
 *
 * @param userAgent what requests say of the program, such as {@code gotrust/1.0.0}
 * @param connect the time that a connection may take
 * @param small the time that a whole small answer may take, from the request to its last byte
 * @param large the time that a whole file may take that is stored
 * @param idle the time within an answer in which nothing comes
 * @param atOnce the most requests that are in flight
 * @param attempts how often a request is made until it is given up, 1 for no repetition
 * @param pause the first pause before a repetition; each further one is twice as long
 * @param longestPause the most that a server may ask for with Retry-After; where it asks for more
 *     the request is given up
 * @param client sends the requests, with the proxies, TLS and threads that it was built with; null
 *     for one that is made with the first request. It follows no redirects itself: those from https
 *     to http would be lost on it. Nothing closes it.
 */
public record HttpOptions(
    String userAgent,
    Duration connect,
    Duration small,
    Duration large,
    Duration idle,
    int atOnce,
    int attempts,
    Duration pause,
    Duration longestPause,
    @Nullable HttpClient client) {
  /**
   * Checks the client.
   *
   * @param userAgent what requests say of the program, such as {@code gotrust/1.0.0}
   * @param connect the time that a connection may take; that of a client of the caller's own is its
   *     own
   * @param small the time that a whole small answer may take
   * @param large the time that a whole file may take that is stored
   * @param idle the time within an answer in which nothing comes
   * @param atOnce the most requests that are in flight
   * @param attempts how often a request is made until it is given up
   * @param pause the first pause before a repetition
   * @param longestPause the most that a server may ask for with Retry-After
   * @param client sends the requests, null for one that is made with the first request
   * @throws IllegalArgumentException if the client follows redirects
   */
  public HttpOptions {
    if (client != null && client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "an HttpClient that follows redirects was given; build it with Redirect.NEVER: they are"
              + " followed here, never from https to http");
    }
  }

  /**
   * Options with a client that is made with the first request.
   *
   * @param userAgent what requests say of the program, such as {@code gotrust/1.0.0}
   * @param connect the time that a connection may take
   * @param small the time that a whole small answer may take
   * @param large the time that a whole file may take that is stored
   * @param idle the time within an answer in which nothing comes
   * @param atOnce the most requests that are in flight
   * @param attempts how often a request is made until it is given up
   * @param pause the first pause before a repetition
   * @param longestPause the most that a server may ask for with Retry-After
   */
  public HttpOptions(
      String userAgent,
      Duration connect,
      Duration small,
      Duration large,
      Duration idle,
      int atOnce,
      int attempts,
      Duration pause,
      Duration longestPause) {
    this(userAgent, connect, small, large, idle, atOnce, attempts, pause, longestPause, null);
  }

  /**
   * {@return the same options with a client of the caller's own}
   *
   * @param own follows no redirects itself; nothing closes it
   * @throws IllegalArgumentException if it follows redirects
   */
  public HttpOptions with(HttpClient own) {
    return new HttpOptions(
        userAgent, connect, small, large, idle, atOnce, attempts, pause, longestPause, own);
  }

  /**
   * {@return what suits a person who waits: 8 requests at once, four attempts}
   *
   * @param userAgent what requests say of the program, such as {@code gotrust/1.0.0}
   */
  public static HttpOptions of(String userAgent) {
    return new HttpOptions(
        userAgent,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(30),
        Duration.ofSeconds(30),
        8,
        4,
        Duration.ofMillis(300),
        Duration.ofSeconds(30));
  }

  Wire.Patience patience(boolean stored) {
    return new Wire.Patience(stored ? large : small, idle);
  }
}
