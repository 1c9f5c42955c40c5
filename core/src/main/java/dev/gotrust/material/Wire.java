package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends one request and takes in its answer: no retries, no redirects, no state between calls. */
interface Wire extends Closeable {
  /**
   * How long one answer may take.
   *
   * @param whole from the first byte that is sent to the last that comes
   * @param idle without a byte that comes
   */
  record Patience(Duration whole, Duration idle) {
    /** The time for the whole answer, for messages. */
    String words() {
      return words(whole);
    }

    static String words(Duration time) {
      // Up: of what was given a little has passed already.
      long millis = time.plusNanos(999_999).toMillis();
      return millis < 1000 ? millis + " ms" : (millis + 500) / 1000 + " s";
    }
  }

  /**
   * What came of a request. The body of a success is in the sink, of any other only its first line
   * is kept: text of the server's, that may hold anything.
   */
  record Answer(
      int status,
      @Nullable String location,
      @Nullable String retryAfter,
      String firstLine,
      long bytes) {}

  /**
   * Asks for an address.
   *
   * @param sink takes the body of an answer with status 200; none else
   * @throws RefusedException if what comes is not taken; asking again would not help
   * @throws LateException if not all comes in time
   * @throws IOException if nothing, or not all, comes
   * @throws InterruptedException if the thread is interrupted; the request is given up
   */
  Answer ask(WebAddress address, BodySink sink, Patience patience)
      throws IOException, InterruptedException;

  /**
   * What is sent by POST.
   *
   * @param contentType what the body is
   * @param body the bytes; null to ask by GET
   * @param bearer the bearer's authorization, which goes to no other server; empty for none
   */
  record Sending(String contentType, @Nullable Bytes body, String bearer) {
    @Override
    public String toString() {
      return body == null ? "GET" : "POST"; // never with what is secret
    }
  }

  /**
   * Sends something to an address.
   *
   * @param sink takes the body of an answer with status 200 or 201; none else
   * @throws RefusedException as in {@link #ask}; also where this wire sends nothing
   * @throws LateException as in {@link #ask}
   * @throws IOException as in {@link #ask}
   * @throws InterruptedException as in {@link #ask}
   */
  default Answer send(WebAddress address, Sending sending, BodySink sink, Patience patience)
      throws IOException, InterruptedException {
    throw new RefusedException("nothing is sent from here");
  }

  /** Gives up what is in flight. */
  @Override
  void close();

  /** An answer that is not taken, such as one that is too long. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }

    RefusedException(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** An answer that did not come in time. */
  final class LateException extends IOException {
    private static final long serialVersionUID = 1;

    LateException(String message) {
      super(message);
    }
  }
}
