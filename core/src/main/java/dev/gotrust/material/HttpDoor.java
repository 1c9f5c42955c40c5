package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.checksumdb.MissingFileException;
import dev.gotrust.signing.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The door to servers: requests, few at once, each with a deadline for the whole answer and a cap
 * on its bytes. Where a server is busy or fails (429, 5xx) or the connection does, the request is
 * repeated a few times with growing pauses; Retry-After is heeded. Redirects are followed ten
 * times, never from https to http. User and password of an address go to its own server alone, and
 * into no message. A server that could not be reached in all attempts is not asked again, nor one
 * that fails for file after file.
 *
 * <p>Nothing of the JDK's HTTP client is loaded before the first request. Thread-safe; a thread
 * that waits can be interrupted. No thread of it keeps the process alive.
 */
public final class HttpDoor implements AutoCloseable, Transport {
  private static final int REDIRECTS = 10;

  /**
   * How many files in a row a server may fail to give, each in all attempts: else one that hangs
   * would cost whoever waits a minute for every few of the hundreds of files that a program needs.
   */
  private static final int FAILURES = 8;

  /** Makes the wire when the first request is made. */
  interface Connector {
    Wire connect(HttpOptions options);
  }

  private final HttpOptions options;
  private final RequestListener listener;
  private final Connector connector;
  private final Pauses.Sleeper sleeper;
  private final Semaphore permits;
  private final AtomicLong requests = new AtomicLong();
  private final Map<String, String> unreachable = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private @Nullable Wire wire;
  private boolean closed;

  /**
   * Creates a door that nothing has passed yet.
   *
   * @param options how patiently servers are asked
   * @param listener hears of every request
   */
  public HttpDoor(HttpOptions options, RequestListener listener) {
    this(options, listener, new JdkConnector(), new ThreadSleeper());
  }

  HttpDoor(
      HttpOptions options, RequestListener listener, Connector connector, Pauses.Sleeper sleeper) {
    this.options = options;
    this.listener = listener;
    this.connector = connector;
    this.sleeper = sleeper;
    permits = new Semaphore(options.atOnce(), true);
  }

  private static final class JdkConnector implements Connector {
    @Override
    public Wire connect(HttpOptions options) {
      return new HttpWire(options);
    }
  }

  private static final class ThreadSleeper implements Pauses.Sleeper {
    @Override
    public void sleep(Duration pause) throws InterruptedException {
      Thread.sleep(pause.toMillis());
    }
  }

  /** {@return how many requests were sent, repetitions and redirects among them} */
  public long requests() {
    return requests.get();
  }

  RequestListener listener() {
    return listener;
  }

  /** Reads a small file into memory. */
  byte[] read(WebAddress address, int cap) throws IOException {
    BodySink.InMemory sink = new BodySink.InMemory(cap);
    fetch(address, sink, options.patience(false));
    return sink.bytes();
  }

  /** Reads a large file into a sink, which gets the bytes of each attempt anew. */
  void store(WebAddress address, BodySink sink) throws IOException {
    fetch(address, sink, options.patience(true));
  }

  /**
   * Sends a request to a service that signs. It is repeated as others are, and follows no redirect:
   * what is sent is meant for one server.
   *
   * @param call what to send where
   * @return the body of an answer that says 200 or 201
   * @throws IOException if the service can't be reached, or answers anything else
   */
  @Override
  public Bytes exchange(Call call) throws IOException {
    WebAddress address = WebAddress.parse(call.address());
    BodySink.InMemory sink = new BodySink.InMemory(call.cap());
    Wire.Sending sending =
        new Wire.Sending(call.contentType(), call.body(), call.isBearer() ? call.secret() : "");
    try {
      for (int repetition = 0; ; repetition++) {
        Pause pause = exchange(address, sending, sink, call, repetition);
        if (pause == null) {
          return Bytes.of(sink.bytes());
        }
        sleeper.sleep(pause.length());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(address + ": interrupted while it was asked");
    }
  }

  private @Nullable Pause exchange(
      WebAddress address, Wire.Sending sending, BodySink sink, Call call, int repetition)
      throws IOException, InterruptedException {
    boolean isLast = repetition + 1 >= options.attempts();
    Wire.Answer answer;
    try {
      Wire.Patience patience = options.patience(false);
      answer = carry(address, wire -> wire.send(address, sending, sink, patience));
    } catch (Wire.RefusedException | InterruptedIOException settled) {
      throw settled;
    } catch (IOException failed) {
      if (isLast || failed instanceof Wire.LateException && repetition > 0) {
        throw new IOException(
            address
                + ": "
                + failed.getMessage()
                + ". Check the connection, the address and the JDK's proxy settings",
            failed);
      }
      return new Pause(Pauses.backOff(options.pause(), repetition));
    }
    if (answer.status() == 200 || answer.status() == 201) {
      return null;
    }
    Duration asked = Pauses.asked(answer.retryAfter(), Instant.now());
    boolean isTooLong = asked != null && asked.compareTo(options.longestPause()) > 0;
    if (isLast || isTooLong || !isPassing(answer.status())) {
      String said = answer.firstLine().isEmpty() ? "" : ": " + call.hide(answer.firstLine());
      throw new Wire.RefusedException(address + ": HTTP " + answer.status() + said);
    }
    return new Pause(asked == null ? Pauses.backOff(options.pause(), repetition) : asked);
  }

  private void fetch(WebAddress address, BodySink sink, Wire.Patience patience) throws IOException {
    try {
      for (int repetition = 0; ; repetition++) {
        Pause pause = attempt(address, sink, patience, repetition);
        if (pause == null) {
          return;
        }
        sleeper.sleep(pause.length());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(address + ": interrupted while it was asked for");
    }
  }

  /** A pause before the next attempt. */
  private record Pause(Duration length) {}

  /** Returns null where the sink holds the answer, or the pause before another attempt. */
  private @Nullable Pause attempt(
      WebAddress address, BodySink sink, Wire.Patience patience, int repetition)
      throws IOException, InterruptedException {
    boolean isLast = repetition + 1 >= options.attempts();
    try {
      Wire.Answer answer = follow(address, sink, patience);
      if (answer.status() == 200) {
        failures.remove(address.server());
        return null;
      }
      Duration asked = Pauses.asked(answer.retryAfter(), Instant.now());
      boolean isTooLong = asked != null && asked.compareTo(options.longestPause()) > 0;
      if (isLast || isTooLong || !isPassing(answer.status())) {
        throw refused(address, answer, asked);
      }
      return new Pause(asked == null ? Pauses.backOff(options.pause(), repetition) : asked);
    } catch (MissingFileException missing) {
      failures.remove(address.server());
      throw missing;
    } catch (Wire.RefusedException | InterruptedIOException settled) {
      throw settled;
    } catch (IOException failed) {
      // A server that is slow twice costs whoever waits too much.
      if (isLast || failed instanceof Wire.LateException && repetition > 0) {
        throw givenUp(address, failed, repetition + 1);
      }
      return new Pause(Pauses.backOff(options.pause(), repetition));
    }
  }

  private IOException refused(WebAddress address, Wire.Answer answer, @Nullable Duration asked) {
    String reason = explain(address, answer, asked);
    if (isPassing(answer.status())) {
      count(address, "HTTP " + answer.status());
    }
    return new Wire.RefusedException(reason);
  }

  /** Notes that a server did not give a file in all attempts. */
  private void count(WebAddress address, String reason) {
    if (failures.merge(address.server(), 1, Integer::sum) >= FAILURES) {
      unreachable.putIfAbsent(
          address.server(), FAILURES + " files in a row failed, the last with: " + reason);
    }
  }

  private IOException givenUp(WebAddress address, IOException failed, int attempts) {
    String reason =
        failed.getMessage() + "; tried " + (attempts == 1 ? "once" : attempts + " times");
    if (failed instanceof ConnectException) {
      unreachable.put(address.server(), reason);
    } else {
      count(address, reason);
    }
    return new IOException(
        address + ": " + reason + ". Check the connection, GOPROXY and the JDK's proxy settings",
        failed);
  }

  private static boolean isPassing(int status) {
    return status == 429 || status >= 500 && status < 600;
  }

  private static String explain(WebAddress address, Wire.Answer answer, @Nullable Duration asked) {
    StringBuilder text = new StringBuilder();
    text.append(address).append(": HTTP ").append(answer.status());
    if (!answer.firstLine().isEmpty()) {
      text.append(": ").append(answer.firstLine());
    }
    if (asked != null) {
      text.append("; asks to come back in ").append(asked.toSeconds()).append(" s");
    }
    return text.append(". ").append(nextStep(answer.status())).toString();
  }

  private static String nextStep(int status) {
    if (isPassing(status)) {
      return "The server is busy or fails: ask again later, or choose another in GOPROXY";
    }
    return status == 401 || status == 403 || status == 407
        ? "The server does not let this user in: check user and password in GOPROXY"
        : "Check the addresses in GOPROXY and GOSUMDB";
  }

  /** Asks, and follows where the answers lead; the last answer is no redirect. */
  private Wire.Answer follow(WebAddress address, BodySink sink, Wire.Patience patience)
      throws IOException, InterruptedException {
    WebAddress at = address;
    long start = System.nanoTime();
    for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
      Duration left = patience.whole().minusNanos(System.nanoTime() - start);
      if (left.isNegative()) {
        throw new Wire.LateException("no answer, and only redirects, within " + patience.words());
      }
      Wire.Answer answer = ask(at, sink, new Wire.Patience(left, patience.idle()));
      if (answer.status() == 404 || answer.status() == 410) {
        throw new MissingFileException(
            at + ": HTTP " + answer.status() + ": " + answer.firstLine());
      }
      if (!isRedirect(answer.status())) {
        return answer;
      }
      at = next(at, answer.location());
    }
    throw new Wire.RefusedException(address + ": more than " + REDIRECTS + " redirects");
  }

  private static boolean isRedirect(int status) {
    return status >= 301 && status <= 303 || status == 307 || status == 308;
  }

  private static WebAddress next(WebAddress at, @Nullable String location)
      throws Wire.RefusedException {
    if (location == null) {
      throw new Wire.RefusedException(at + ": a redirect that leads nowhere");
    }
    try {
      return at.redirect(location);
    } catch (IOException refused) {
      throw new Wire.RefusedException(at + ": " + refused.getMessage());
    }
  }

  /** Sends one request, when one of the few that may be in flight is free. */
  private Wire.Answer ask(WebAddress at, BodySink sink, Wire.Patience patience)
      throws IOException, InterruptedException {
    return carry(at, wire -> wire.ask(at, sink, patience));
  }

  /** Sends one request. */
  private interface Carrying {
    Wire.Answer over(Wire wire) throws IOException, InterruptedException;
  }

  private Wire.Answer carry(WebAddress at, Carrying carrying)
      throws IOException, InterruptedException {
    String known = unreachable.get(at.server());
    if (known != null) {
      throw new Wire.RefusedException(at + ": not asked again: " + known);
    }
    permits.acquire();
    try {
      Wire open = wire();
      requests.incrementAndGet();
      listener.asked(at.toString());
      Wire.Answer answer = carrying.over(open);
      listener.answered(at.toString(), answer.status(), answer.bytes());
      return answer;
    } catch (Wire.RefusedException refused) {
      listener.failed(at.toString(), String.valueOf(refused.getMessage()));
      throw new Wire.RefusedException(at + ": " + refused.getMessage(), refused);
    } catch (IOException failed) {
      listener.failed(at.toString(), String.valueOf(failed.getMessage()));
      throw failed;
    } finally {
      permits.release();
    }
  }

  private synchronized Wire wire() throws Wire.RefusedException {
    if (closed) {
      throw new Wire.RefusedException("the door to servers is closed");
    }
    if (wire == null) {
      wire = connector.connect(options);
    }
    return wire;
  }

  /** Gives up what is in flight; further requests fail. */
  @Override
  public synchronized void close() {
    closed = true;
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }
}
