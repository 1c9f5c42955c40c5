package dev.gotrust.signing;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Carries requests to the services that sign; the one door to them is elsewhere. */
public interface Transport {
  /**
   * Sends a request and returns what is answered.
   *
   * @param call what to send where
   * @return the body of an answer that says 200 or 201
   * @throws IOException if the service can't be reached, or answers anything else; never says the
   *     secret of the call
   */
  Bytes exchange(Call call) throws IOException;

  /**
   * A request. Its text says neither body nor secret. Immutable, thread-safe.
   *
   * @param address a URL
   * @param contentType what the body is
   * @param body what is sent by POST; null to ask by GET
   * @param secret a text that no message may say, such as a token in the body; empty for none
   * @param isBearer whether the secret is sent as the bearer's authorization
   * @param cap the most bytes that are taken of the answer
   */
  record Call(
      String address,
      String contentType,
      @Nullable Bytes body,
      String secret,
      boolean isBearer,
      int cap) {
    /** As many characters of a secret in a row are told apart from chance, and are hidden. */
    private static final int TELLING = 12;

    /**
     * {@return a text of the server without the secret, and without the parts of it that may have
     * been left where one of the two was cut}
     *
     * @param text what a message is to say
     */
    public String hide(String text) {
      int least = Math.min(TELLING, secret.length());
      StringBuilder shown = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int end = at + least;
        if (least == 0 || end > text.length() || !secret.contains(text.substring(at, end))) {
          shown.append(text.charAt(at++));
          continue;
        }
        while (end < text.length() && secret.contains(text.substring(at, end + 1))) {
          end++;
        }
        shown.append('\u2026');
        at = end;
      }
      return shown.toString();
    }

    @Override
    public String toString() {
      return (body == null ? "GET " : "POST ") + address;
    }
  }
}
