package dev.gotrust.material;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of one answer: into the sink where the status is 200, else the first line of
 * its text and no more. After {@link #stop} nothing reaches the sink.
 */
final class HttpBody
    implements HttpResponse.BodyHandler<String>, HttpResponse.BodySubscriber<String> {
  /** Bytes of the text of an answer that is no success; of them the first line is shown. */
  private static final int TEXT = 512;

  private final BodySink sink;
  private final boolean isSent;
  private final CompletableFuture<String> done = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Subscription subscription;
  private @Nullable IOException refusal;
  private boolean success;
  private boolean stopped;
  private volatile long heard;

  /**
   * Takes in a body.
   *
   * @param isSent whether something was sent, so that 201 is a success too
   */
  HttpBody(BodySink sink, boolean isSent) {
    this.sink = sink;
    this.isSent = isSent;
  }

  /** When the last bytes came; the start if none did. */
  long lastHeard(long start) {
    long last = heard;
    return last == 0 ? start : last;
  }

  synchronized void stop() {
    stopped = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public synchronized HttpResponse.BodySubscriber<String> apply(ResponseInfo info) {
    heard = System.nanoTime();
    success = info.statusCode() == 200 || isSent && info.statusCode() == 201;
    if (success && !stopped) {
      try {
        sink.begin();
        sink.expect(info.headers().firstValueAsLong("Content-Length").orElse(0));
        String encoding = info.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
          throw new Wire.RefusedException("the body is encoded, which was not asked for");
        }
      } catch (NumberFormatException unreadable) {
        refusal = new Wire.RefusedException("the length of the body is no number");
      } catch (IOException refused) {
        refusal = refused;
      }
    }
    return this;
  }

  @Override
  public CompletionStage<String> getBody() {
    return done;
  }

  @Override
  public synchronized void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    if (stopped) {
      newSubscription.cancel();
    } else if (refusal != null) {
      fail(refusal);
    } else {
      newSubscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    heard = System.nanoTime();
    for (ByteBuffer buffer : buffers) {
      if (stopped || done.isDone()) {
        return;
      }
      if (success) {
        store(buffer);
      } else {
        addText(buffer);
      }
    }
  }

  private void store(ByteBuffer buffer) {
    try {
      sink.take(buffer);
    } catch (Wire.RefusedException refused) {
      fail(refused);
    } catch (IOException unwritable) {
      fail(new Wire.RefusedException("can't be written: " + unwritable.getMessage(), unwritable));
    }
  }

  private void addText(ByteBuffer buffer) {
    while (buffer.hasRemaining() && text.length() < TEXT) {
      text.append((char) (buffer.get() & 0xff));
    }
    if (text.length() >= TEXT) {
      done.complete(firstLine());
      cancel();
    }
  }

  private void fail(IOException reason) {
    done.completeExceptionally(reason);
    cancel();
  }

  private void cancel() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public synchronized void onComplete() {
    done.complete(success ? "" : firstLine());
  }

  private String firstLine() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    String line = new String(bytes, StandardCharsets.UTF_8).strip();
    int end = 0;
    while (end < line.length() && line.charAt(end) != '\n' && line.charAt(end) != '\r') {
      end++;
    }
    return line.substring(0, end);
  }
}
