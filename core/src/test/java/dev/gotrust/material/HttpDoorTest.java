package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.checksumdb.MissingFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpDoorTest {
  private static final byte[] TEXT = "some text\n".getBytes(UTF_8);

  /** As patient as needed where all is well, and soon out of patience where it is not. */
  private static final HttpOptions SOON =
      new HttpOptions(
          "gotrust/test",
          Duration.ofSeconds(20),
          Duration.ofMillis(300),
          Duration.ofSeconds(20),
          Duration.ofMillis(300),
          8,
          3,
          Duration.ofMillis(1),
          Duration.ofSeconds(5));

  private static final HttpOptions PATIENT =
      new HttpOptions(
          "gotrust/test",
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          8,
          3,
          Duration.ofMillis(1),
          Duration.ofSeconds(5));

  @TempDir Path directory;
  private LoopbackProxy server;
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private HttpDoor door;

  private final RequestListener listener =
      new RequestListener() {
        @Override
        public void asked(String url) {
          heard.add("asked " + url);
        }

        @Override
        public void answered(String url, int status, long bytes) {
          heard.add(status + " " + bytes);
        }

        @Override
        public void failed(String url, String reason) {
          heard.add("failed " + reason);
        }
      };

  @BeforeEach
  void start() throws IOException {
    Files.write(directory.resolve("file"), TEXT);
    server = LoopbackProxy.serving(directory.toRealPath());
    door = door(PATIENT);
  }

  private HttpDoor door(HttpOptions options) {
    return new HttpDoor(options, listener, HttpWire::new, pauses::add);
  }

  @AfterEach
  void stop() {
    door.close();
    server.close();
  }

  private byte[] read(String path) throws IOException {
    return door.read(WebAddress.parse(server.url()).join(path), 1000);
  }

  private String failure(String path) {
    return String.valueOf(assertThrows(IOException.class, () -> read(path)).getMessage());
  }

  @Test
  void aFileIsRead() throws IOException {
    assertArrayEquals(TEXT, read("file"));
    assertEquals(List.of("asked " + server.url() + "/file", "200 10"), heard);
    assertEquals(1, door.requests());
    assertEquals("gotrust/test", server.headers().get(0).getFirst("User-Agent"));
    assertEquals("identity", server.headers().get(0).getFirst("Accept-Encoding"));
    assertNull(server.headers().get(0).getFirst("Upgrade"));
    assertNull(server.headers().get(0).getFirst("Cookie"));
  }

  @Test
  void aClientOfTheCallersOwnIsAskedAndNeverClosed() throws Exception {
    AtomicInteger tasks = new AtomicInteger();
    ExecutorService pool = Executors.newCachedThreadPool();
    Executor counting =
        work -> {
          tasks.incrementAndGet();
          pool.execute(work);
        };
    try {
      HttpClient own = HttpClient.newBuilder().executor(counting).build();
      try (HttpDoor through =
          new HttpDoor(HttpOptions.of("gotrust/test").with(own), RequestListener.NONE)) {
        assertArrayEquals(TEXT, through.read(WebAddress.parse(server.url()).join("file"), 1000));
      }
      assertTrue(tasks.get() > 0, "its executor does the work");
      assertFalse(pool.isShutdown());
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/file")).build();
      assertEquals(200, own.send(request, BodyHandlers.ofByteArray()).statusCode());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aClientThatFollowsRedirectsIsRefused() {
    HttpClient following = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
    HttpOptions options = HttpOptions.of("gotrust/test");
    assertThrows(IllegalArgumentException.class, () -> options.with(following));
  }

  @Test
  void nothingIsOpenedBeforeTheFirstRequest() {
    List<HttpOptions> connected = new ArrayList<>();
    HttpDoor idle =
        new HttpDoor(
            PATIENT,
            listener,
            options -> {
              connected.add(options);
              return new OneAnswer(new Wire.Answer(404, null, null, "", 0));
            },
            pauses::add);
    idle.close();
    assertEquals(List.of(), connected);
    assertEquals(0, idle.requests());
  }

  @Test
  void theCapIsTheMostThatIsTaken() throws IOException {
    WebAddress file = WebAddress.parse(server.url()).join("file");
    assertArrayEquals(TEXT, door.read(file, TEXT.length));
    IOException refused = assertThrows(IOException.class, () -> door.read(file, TEXT.length - 1));
    assertEquals(
        server.url() + "/file: more than the 9 bytes that are taken of it", refused.getMessage());
    assertEquals(2, door.requests(), "not asked again");
  }

  @Test
  void anEndlessBodyIsLetGo() {
    server.on("/file", LoopbackProxy.endless());
    assertTrue(failure("file").endsWith("more than the 1000 bytes that are taken of it"));
    server.on(
        "/file",
        (exchange, s) -> {
          exchange.sendResponseHeaders(403, 0);
          LoopbackProxy.endless().handle(exchange, s);
        });
    assertTrue(failure("file").contains("HTTP 403"));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void whatIsNotThereIsMissing(int status) {
    server.on("/file", LoopbackProxy.status(status, " first \u001b[31m line\r\nsecond"));
    MissingFileException missing = assertThrows(MissingFileException.class, () -> read("file"));
    assertEquals(
        server.url() + "/file: HTTP " + status + ": first \u001b[31m line", missing.getMessage());
    assertEquals(1, door.requests());
  }

  @Test
  void theTextOfAFailureIsBounded() {
    server.on("/file", LoopbackProxy.status(404, "x".repeat(100_000)));
    assertTrue(failure("file").length() < 700);
  }

  @Test
  void whatIsForbiddenIsNotAskedForAgain() {
    server.on("/file", LoopbackProxy.status(403, "no"));
    assertTrue(failure("file").contains("HTTP 403: no. The server does not let this user in"));
    server.on("/file", LoopbackProxy.status(401, "who"));
    assertTrue(failure("file").contains("HTTP 401: who. "));
    server.on("/file", LoopbackProxy.status(204, ""));
    assertTrue(failure("file").contains("HTTP 204. Check the addresses"));
    assertEquals(3, door.requests());
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    server.on("/file", LoopbackProxy.first(2, LoopbackProxy.status(503, "busy")));
    assertArrayEquals(TEXT, read("file"));
    assertEquals(2, pauses.size());
    server.on("/file", LoopbackProxy.first(1, LoopbackProxy.header(429, "Retry-After", "4")));
    assertArrayEquals(TEXT, read("file"));
    assertEquals(Duration.ofSeconds(4), pauses.get(2));
  }

  @Test
  void aServerThatStaysBusyIsGivenUp() {
    server.on("/file", LoopbackProxy.status(500, "broken"));
    assertTrue(failure("file").contains("HTTP 500: broken. The server is busy or fails"));
    assertEquals(3, door.requests());
    server.on("/file", LoopbackProxy.header(429, "Retry-After", "6"));
    assertTrue(failure("file").contains("asks to come back in 6 s"), "longer than is waited");
    assertEquals(4, door.requests());
  }

  @Test
  void pausesGrowAndAreBounded() {
    for (int i = 0; i < 20; i++) {
      Duration pause = Pauses.backOff(Duration.ofMillis(100), i);
      assertTrue(pause.toMillis() >= 50L << Math.min(i, 10), pause::toString);
      assertTrue(pause.toMillis() <= 100L << Math.min(i, 10), pause::toString);
    }
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    assertEquals(Duration.ofSeconds(7), Pauses.asked(" 7", now));
    assertEquals(Duration.ofSeconds(5), Pauses.asked("Thu, 26 Nov 2026 12:00:05 GMT", now));
    assertEquals(Duration.ZERO, Pauses.asked("Thu, 26 Nov 2026 11:00:05 GMT", now));
    for (String neither : List.of("", "-1", "1.5", "soon", "99999999999")) {
      assertNull(Pauses.asked(neither, now), neither);
    }
    assertNull(Pauses.asked(null, now));
  }

  @Test
  void brokenConnectionsAreTriedAgain() throws IOException {
    server.on("/file", LoopbackProxy.first(1, LoopbackProxy.truncated(new byte[3], 100)));
    assertArrayEquals(TEXT, read("file"), "nothing is left of the first attempt");
    server.on("/file", LoopbackProxy.first(1, LoopbackProxy.reset()));
    assertArrayEquals(TEXT, read("file"));
    server.on("/file", LoopbackProxy.truncated(new byte[3], 100));
    assertTrue(failure("file").contains("; tried 3 times. Check the connection"));
    server.on("/file", LoopbackProxy.reset());
    assertTrue(failure("file").contains("; tried 3 times"));
  }

  @Test
  void slowAnswersAreLetGo() throws IOException {
    door = door(SOON);
    server.on("/file", LoopbackProxy.drip());
    String late = failure("file");
    assertTrue(
        late.contains("/file: no whole answer within ") && late.contains("; tried 2 times"), late);
    server.on("/file", LoopbackProxy.silence());
    assertTrue(failure("file").contains("; tried 2 times"));
    WebAddress file = WebAddress.parse(server.url()).join("file");
    BodySink sink = new BodySink.InMemory(100);
    IOException idle = assertThrows(IOException.class, () -> door.store(file, sink));
    assertTrue(idle.getMessage().contains("nothing came for 300 ms"), idle::getMessage);
  }

  @Test
  void redirectsAreFollowedTenTimes() throws IOException {
    for (int status : List.of(301, 302, 303, 307, 308)) {
      server.on("/" + status, LoopbackProxy.redirect(status, "file"));
      assertArrayEquals(TEXT, read(String.valueOf(status)));
    }
    server.on("/loop", LoopbackProxy.redirect(302, server.url() + "/loop"));
    long before = door.requests();
    assertTrue(failure("loop").endsWith("/loop: more than 10 redirects"));
    assertEquals(11, door.requests() - before);
    server.on("/nowhere", LoopbackProxy.status(302, "x"));
    assertTrue(failure("nowhere").contains("leads nowhere"));
    server.on("/bad", LoopbackProxy.redirect(302, "ftp://x/"));
    assertTrue(failure("bad").contains("invalid URL scheme"));
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() {
    Wire wire = new OneAnswer(new Wire.Answer(302, "http://b.example/", null, "", 0));
    try (HttpDoor fake = new HttpDoor(PATIENT, listener, o -> wire, pauses::add)) {
      IOException refused =
          assertThrows(
              IOException.class,
              () -> fake.read(WebAddress.parse("https://u:secret@a.example/x"), 10));
      assertEquals(
          "https://a.example/x: redirects from https to http, to http://b.example/",
          refused.getMessage());
    }
  }

  private record OneAnswer(Wire.Answer answer) implements Wire {
    @Override
    public Answer ask(WebAddress address, BodySink sink, Patience patience) {
      return answer;
    }

    @Override
    public void close() {}
  }

  @Test
  void aPasswordIsSentToItsServerAndShownNowhere() throws IOException {
    try (LoopbackProxy other = LoopbackProxy.serving(directory.toRealPath())) {
      server.on("/away", LoopbackProxy.redirect(302, other.url() + "/file"));
      server.on("/back", LoopbackProxy.redirect(302, "/file"));
      String url = server.url().replace("http://", "http://user:secret@");
      assertArrayEquals(TEXT, door.read(WebAddress.parse(url).join("away"), 100));
      assertEquals("Basic dXNlcjpzZWNyZXQ=", server.headers().get(0).getFirst("Authorization"));
      assertNull(other.headers().get(0).getFirst("Authorization"));
      assertArrayEquals(TEXT, door.read(WebAddress.parse(url).join("back"), 100));
      assertEquals("Basic dXNlcjpzZWNyZXQ=", server.headers().get(2).getFirst("Authorization"));
      server.on("/bad", LoopbackProxy.status(500, ""));
      IOException failed =
          assertThrows(IOException.class, () -> door.read(WebAddress.parse(url).join("bad"), 100));
      assertFalse(failed.toString().contains("secret"));
      assertFalse(heard.toString().contains("secret"));
      assertFalse(heard.toString().contains("user"));
    }
  }

  @Test
  void anEncodedBodyIsRefused() {
    server.on("/file", LoopbackProxy.header(200, "Content-Encoding", "gzip"));
    assertTrue(failure("file").contains("the body is encoded"));
    server.on("/file", LoopbackProxy.header(200, "Content-Encoding", "identity"));
    assertEquals(4, assertRead().length);
  }

  private byte[] assertRead() {
    return org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> read("file"));
  }

  @Test
  void aServerThatCannotBeReachedIsNotAskedAgain() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    WebAddress gone = WebAddress.parse("http://127.0.0.1:" + port);
    IOException failed = assertThrows(IOException.class, () -> door.read(gone, 10));
    assertTrue(failed.getMessage().contains("tried 3 times. Check"), failed::getMessage);
    IOException again = assertThrows(IOException.class, () -> door.read(gone.join("other"), 10));
    assertTrue(again.getMessage().contains("/other: not asked again: "), again::getMessage);
    assertEquals(3, door.requests());
    IOException unknown =
        assertThrows(
            IOException.class, () -> door.read(WebAddress.parse("http://host.invalid"), 10));
    assertTrue(unknown.getMessage().startsWith("http://host.invalid: "), unknown::getMessage);
  }

  @Test
  void aServerThatFailsForFileAfterFileIsNotAskedAgain() throws IOException {
    door = door(SOON);
    server.onAll(LoopbackProxy.silence());
    for (int file = 0; file < 8; file++) {
      assertTrue(failure("file").contains("; tried 2 times"));
    }
    String over = failure("file");
    assertTrue(over.contains(": not asked again: 8 files in a row failed, the last with: "), over);
    assertEquals(16, door.requests());
  }

  @Test
  void anAnswerAmongFailuresShowsThatAServerIsThere() throws IOException {
    server.on("/broken", LoopbackProxy.status(500, "broken"));
    for (int file = 0; file < 20; file++) {
      if (file % 7 == 6) {
        assertArrayEquals(TEXT, read("file"));
      } else if (file % 7 == 3) {
        assertTrue(failure("nothing").contains("HTTP 404"));
      } else {
        assertTrue(failure("broken").contains("HTTP 500"));
      }
    }
  }

  @Test
  void fewAreAskedAtOnce() throws Exception {
    CountDownLatch full = new CountDownLatch(8);
    server.onAll(
        (exchange, s) -> {
          full.countDown();
          try {
            assertTrue(full.await(60, TimeUnit.SECONDS), "eight at once");
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          s.giveOut(exchange);
        });
    ExecutorService threads = Executors.newFixedThreadPool(24);
    List<Future<byte[]>> reads = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      reads.add(threads.submit(() -> read("file")));
    }
    for (Future<byte[]> read : reads) {
      assertArrayEquals(TEXT, read.get());
    }
    threads.shutdown();
    assertEquals(8, server.mostInFlight());
  }

  @Test
  void aThreadThatWaitsCanBeInterrupted() throws Exception {
    server.on("/file", LoopbackProxy.silence());
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    Thread reader =
        new Thread(
            () -> {
              failures.add(assertThrows(IOException.class, () -> read("file")));
              assertTrue(Thread.currentThread().isInterrupted());
            });
    reader.start();
    while (server.asked().isEmpty()) {
      Thread.onSpinWait();
    }
    reader.interrupt();
    reader.join();
    assertInstanceOf(InterruptedIOException.class, failures.get(0));
  }

  @Test
  void aClosedDoorGivesUpWhatIsInFlight() throws Exception {
    server.on("/file", LoopbackProxy.silence());
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    Thread reader =
        new Thread(() -> failures.add(assertThrows(IOException.class, () -> read("file"))));
    reader.start();
    while (server.asked().isEmpty()) {
      Thread.onSpinWait();
    }
    door.close();
    reader.join();
    assertEquals(1, failures.size());
    assertTrue(failure("file").contains("closed"));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      boolean ours = thread.getName().startsWith("gotrust") || thread.getName().contains("Http");
      assertTrue(thread.isDaemon() || !ours, thread::getName);
    }
  }

  @Test
  void aSinkHoldsNoMoreThanItsCap() throws IOException {
    BodySink.InMemory sink = new BodySink.InMemory(10);
    sink.begin();
    sink.take(ByteBuffer.wrap(TEXT));
    assertThrows(IOException.class, () -> sink.take(ByteBuffer.allocate(1)));
    sink.begin();
    assertEquals(0, sink.bytes().length);
  }
}
