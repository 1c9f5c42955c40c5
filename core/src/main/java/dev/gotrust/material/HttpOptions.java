package dev.gotrust.material;

import java.time.Duration;

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
    Duration longestPause) {
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
