package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the JDK's client: connections are kept and shared, JDK proxy settings hold,
 * there are no cookies and no cache. This class alone touches {@code java.net.http}, so that a run
 * without requests loads nothing of it. Its threads keep no process alive.
 */
final class HttpWire implements Wire {
  private final HttpClient client;

  /** Null where the caller's own client has its own. */
  private final @Nullable ExecutorService threads;

  private final String userAgent;
  private final Map<HttpBody, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();
  private volatile boolean closed;

  HttpWire(HttpOptions options) {
    userAgent = options.userAgent();
    HttpClient given = options.client();
    if (given != null) {
      threads = null;
      client = given;
      return;
    }
    threads = Executors.newCachedThreadPool(HttpWire::thread);
    client =
        HttpClient.newBuilder()
            .connectTimeout(options.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "gotrust-http");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Answer ask(WebAddress address, BodySink sink, Patience patience)
      throws IOException, InterruptedException {
    return carry(request(address).build(), new HttpBody(sink, false), sink, patience);
  }

  @Override
  public Answer send(WebAddress address, Sending sending, BodySink sink, Patience patience)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(address);
    Bytes content = sending.body();
    if (content != null) {
      request
          .header("Content-Type", sending.contentType())
          .POST(HttpRequest.BodyPublishers.ofByteArray(content.toArray()));
    }
    if (!sending.bearer().isEmpty()) {
      request.setHeader("Authorization", "Bearer " + sending.bearer());
    }
    return carry(request.build(), new HttpBody(sink, true), sink, patience);
  }

  private Answer carry(HttpRequest request, HttpBody body, BodySink sink, Patience patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> future = client.sendAsync(request, body);
    inFlight.put(body, future);
    try {
      if (closed) {
        throw new RefusedException("the connection is closed");
      }
      return answer(wait(future, body, patience), sink);
    } finally {
      // In this order: what still comes must not reach a sink that is used again.
      body.stop();
      future.cancel(true);
      inFlight.remove(body);
    }
  }

  private HttpRequest.Builder request(WebAddress address) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .header("User-Agent", userAgent)
            .header("Accept-Encoding", "identity");
    String authorization = address.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (!address.isSecure()) {
      // Else the client asks each server to change the protocol, which some refuse.
      request.version(HttpClient.Version.HTTP_1_1);
    }
    return request;
  }

  private static Answer answer(HttpResponse<String> response, BodySink sink) {
    HttpHeaders headers = response.headers();
    return new Answer(
        response.statusCode(),
        headers.firstValue("Location").orElse(null),
        headers.firstValue("Retry-After").orElse(null),
        response.body(),
        response.statusCode() == 200 ? sink.taken() : response.body().length());
  }

  private static <T> T wait(CompletableFuture<T> future, HttpBody body, Patience patience)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      long whole = patience.whole().toNanos() - (now - start);
      long idle = patience.idle().toNanos() - (now - body.lastHeard(start));
      try {
        return future.get(Math.max(1, Math.min(whole, idle)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        refuseIfOver(start, body, patience);
      } catch (ExecutionException | CancellationException failed) {
        throw failure(failed);
      }
    }
  }

  private static void refuseIfOver(long start, HttpBody body, Patience patience)
      throws IOException {
    long now = System.nanoTime();
    if (now - start >= patience.whole().toNanos()) {
      throw new LateException("no whole answer within " + patience.words());
    }
    if (now - body.lastHeard(start) >= patience.idle().toNanos()) {
      throw new LateException("nothing came for " + Patience.words(patience.idle()));
    }
  }

  /** The failure in words: many of the client's have no message. */
  private static IOException failure(Exception failed) {
    for (Throwable at = failed; at != null; at = at.getCause()) {
      if (at instanceof RefusedException refused) {
        return refused;
      }
      if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
        return new ConnectException("the name of the host can't be resolved");
      }
    }
    Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
    if (cause instanceof CancellationException) {
      return new InterruptedIOException("given up");
    }
    if (cause instanceof SSLHandshakeException) {
      return new RefusedException("no trusted TLS connection: " + cause.getMessage());
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return connectFailure(cause);
    }
    String reason = reason(cause);
    return new IOException(reason == null ? "the connection failed" : reason, cause);
  }

  private static ConnectException connectFailure(Throwable cause) {
    String reason = reason(cause);
    return new ConnectException(reason == null ? "no connection" : reason);
  }

  private static @Nullable String reason(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at.getMessage() != null) {
        return at.getMessage();
      }
      if (at instanceof ClosedChannelException) {
        return "the connection was closed or refused";
      }
    }
    return null;
  }

  @Override
  public void close() {
    closed = true;
    for (CompletableFuture<?> future : inFlight.values()) {
      future.cancel(true);
    }
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
