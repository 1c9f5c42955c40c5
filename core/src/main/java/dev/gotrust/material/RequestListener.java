package dev.gotrust.material;

/**
 * Hears of every request as it is made, for progress, reports and tests. Addresses are without
 * user, password and query. Called by several threads at once, also while others wait: it returns
 * soon and throws nothing.
 */
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = new RequestListener() {};

  /**
   * A request is sent; one that is repeated or redirected is heard of again.
   *
   * @param url what is asked for
   */
  default void asked(String url) {}

  /**
   * An answer has come, whole.
   *
   * @param url what was asked for
   * @param status of HTTP, such as 200
   * @param bytes of the body that were taken
   */
  default void answered(String url, int status, long bytes) {}

  /**
   * No answer has come, or one that is not taken.
   *
   * @param url what was asked for
   * @param reason in words; may hold anything
   */
  default void failed(String url, String reason) {}

  /**
   * More of a file has come that is stored, not kept in memory.
   *
   * @param url what was asked for
   * @param bytes that have come of it up to now
   */
  default void received(String url, long bytes) {}
}
