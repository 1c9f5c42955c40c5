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
    @Override
    public String toString() {
      return (body == null ? "GET " : "POST ") + address;
    }
  }
}
