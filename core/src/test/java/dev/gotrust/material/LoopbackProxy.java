package dev.gotrust.material;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on this machine's loopback that gives out the files of a directory, and misbehaves where
 * it is told to. It notes what it was asked for.
 */
public final class LoopbackProxy implements AutoCloseable {
  /** What is done with a request instead of giving out a file. */
  public interface Behaviour {
    void handle(HttpExchange exchange, LoopbackProxy server) throws IOException;
  }

  private final Path directory;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Headers> headers = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private LoopbackProxy(Path directory, HttpServer server, ExecutorService threads) {
    this.directory = directory;
    this.server = server;
    this.threads = threads;
  }

  /** Starts a server of the files below a directory. */
  public static LoopbackProxy serving(Path directory) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "loopback");
              thread.setDaemon(true);
              return thread;
            });
    LoopbackProxy proxy = new LoopbackProxy(directory, server, threads);
    server.setExecutor(threads);
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  /** The URL of the server, without a slash at its end. */
  public String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  /** Lets requests for a path, which begins with a slash, be handled in another way. */
  public LoopbackProxy on(String path, Behaviour behaviour) {
    behaviours.put(path, behaviour);
    return this;
  }

  /** Lets every request that has no behaviour of its own be handled in another way. */
  public LoopbackProxy onAll(Behaviour behaviour) {
    return on("*", behaviour);
  }

  /** The paths that were asked for, in their order. */
  public List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** The headers of the requests, in their order. */
  public List<Headers> headers() {
    synchronized (headers) {
      return List.copyOf(headers);
    }
  }

  /** The most requests that were handled at once. */
  public int mostInFlight() {
    return mostInFlight.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    headers.add(exchange.getRequestHeaders());
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try {
      Behaviour all = behaviours.getOrDefault("*", LoopbackProxy::file);
      behaviours.getOrDefault(path, all).handle(exchange, this);
    } finally {
      inFlight.decrementAndGet();
      exchange.close();
    }
  }

  private static void file(HttpExchange exchange, LoopbackProxy server) throws IOException {
    server.giveOut(exchange);
  }

  /** Answers with the file of a request, or 404. */
  public void giveOut(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Path file = directory.resolve(path.substring(1)).normalize();
    if (file.startsWith(directory) && Files.isRegularFile(file)) {
      send(exchange, 200, Files.readAllBytes(file));
    } else {
      send(exchange, 404, bytes("not found: " + path + "\nno more\n"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Answers with a status and a text. */
  public static Behaviour status(int status, String text) {
    return (exchange, server) -> send(exchange, status, bytes(text));
  }

  /** Answers with other bytes than the file's. */
  public static Behaviour body(byte[] body) {
    return (exchange, server) -> send(exchange, 200, body);
  }

  /** Answers with a status and a header. */
  public static Behaviour header(int status, String name, String value) {
    return (exchange, server) -> {
      exchange.getResponseHeaders().set(name, value);
      send(exchange, status, bytes("text"));
    };
  }

  /** Leads to another place; to itself, for a loop. */
  public static Behaviour redirect(int status, String location) {
    return header(status, "Location", location);
  }

  /** Misbehaves some times and then gives out the file. */
  public static Behaviour first(int times, Behaviour behaviour) {
    AtomicInteger left = new AtomicInteger(times);
    return (exchange, server) -> {
      if (left.getAndDecrement() > 0) {
        behaviour.handle(exchange, server);
      } else {
        server.giveOut(exchange);
      }
    };
  }

  /** Sends bytes without end, of no announced length. */
  public static Behaviour endless() {
    return (exchange, server) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] block = new byte[16 * 1024];
      while (server.isOpen(0)) {
        exchange.getResponseBody().write(block);
      }
    };
  }

  /** Sends a byte every now and then, without end. */
  public static Behaviour drip() {
    return (exchange, server) -> {
      exchange.sendResponseHeaders(200, 0);
      while (server.isOpen(20)) {
        exchange.getResponseBody().write('x');
        exchange.getResponseBody().flush();
      }
    };
  }

  /** Takes the request and never answers. */
  public static Behaviour silence() {
    return (exchange, server) -> {
      boolean open = true;
      while (open) {
        open = server.isOpen(1000);
      }
    };
  }

  /** Announces more bytes than it sends. */
  public static Behaviour truncated(byte[] sent, long announced) {
    return (exchange, server) -> {
      exchange.sendResponseHeaders(200, announced);
      exchange.getResponseBody().write(sent);
      exchange.getResponseBody().flush();
    };
  }

  /** Closes the connection without an answer. */
  public static Behaviour reset() {
    return (exchange, server) -> exchange.close();
  }

  private boolean isOpen(long waitMillis) {
    try {
      return !closed.await(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
