package dev.gotrust.material;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.signature.VirtualSigstore;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trusted root is fetched from a mirror that can do everything but sign. */
class TrustUpdateTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant END = NOW.plusSeconds(86_400);
  private static final String TARGET = "trusted_root.json";

  @TempDir Path directory;
  private Path mirror;
  private VirtualTuf tuf;
  private Path first;
  private LoopbackProxy server;
  private byte[] root;

  @BeforeEach
  void publish() throws Exception {
    mirror = directory.resolve("mirror");
    tuf = new VirtualTuf(mirror, END);
    first = Files.copy(tuf.root(), directory.resolve("root.json"));
    root = newRoot();
    tuf.publish(TARGET, root);
    server = LoopbackProxy.serving(mirror);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] newRoot() throws Exception {
    return new VirtualSigstore().trustedRoot().toString().getBytes(StandardCharsets.UTF_8);
  }

  private TrustUpdate update(Instant now) throws IOException {
    return new TrustUpdate(
        CacheDirectory.open(directory.resolve("cache"), Map.of()),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private TrustedRoot run() throws IOException {
    return run(NOW);
  }

  private TrustedRoot run(Instant now) throws IOException {
    try (HttpDoor door = new HttpDoor(HttpOptions.of("test"), new RequestListener() {})) {
      return update(now).run(door, server.url(), first);
    }
  }

  private String refused() throws IOException {
    return refused(NOW);
  }

  /** Nothing that was refused is kept. */
  private String refused(Instant now) throws IOException {
    TrustedRoot before = update(now).kept();
    String message = assertThrows(IOException.class, () -> run(now)).getMessage();
    TrustedRoot after = update(now).kept();
    assertEquals(before == null, after == null);
    if (before != null && after != null) {
      assertEquals(before.sha256(), after.sha256());
    }
    return message;
  }

  private static void contains(String message, String part) {
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatIsFetchedIsKept() throws Exception {
    assertNull(update(NOW).kept());
    assertEquals(Bytes.sha256(root), run().sha256());
    TrustedRoot kept = update(NOW).kept();
    assertNotNull(kept);
    assertEquals(Bytes.sha256(root), kept.sha256());
    contains(kept.location(), "fetched ");
    try (Stream<Path> files = Files.list(directory.resolve("cache/sigstore"))) {
      assertEquals(2, files.count(), "the root, and what TUF knows of the mirror");
    }
  }

  @Test
  void aSecondRunFetchesNoTargetAgain() throws Exception {
    run();
    int before = server.asked().size();
    run();
    List<String> asked = server.asked().subList(before, server.asked().size());
    assertEquals(List.of("/2.root.json", "/timestamp.json"), asked);
  }

  @Test
  void aNewerOneReplacesIt() throws Exception {
    run();
    root = newRoot();
    for (String role : List.of("timestamp", "snapshot", "targets")) {
      tuf.version(role, 2);
    }
    tuf.publish(TARGET, root);
    assertEquals(Bytes.sha256(root), run().sha256());
  }

  @Test
  void rootsAreFollowedFromKeyToKey() throws Exception {
    run();
    KeyPair before = tuf.rekey("root");
    tuf.rekey("timestamp");
    tuf.version("root", 2);
    tuf.root(before);
    tuf.version("timestamp", 2);
    tuf.publish(TARGET, root);
    assertEquals(Bytes.sha256(root), run().sha256());
    tuf.rekey("root");
    tuf.version("root", 3);
    tuf.root();
    contains(refused(), "does not hold");
  }

  @Test
  void whatIsSignedByOthersIsRefused() throws Exception {
    for (String role : List.of("timestamp", "snapshot", "targets")) {
      VirtualTuf stranger = new VirtualTuf(directory.resolve("stranger-" + role), END);
      stranger.publish(TARGET, root);
      String name = role.equals("timestamp") ? "timestamp.json" : "1." + role + ".json";
      byte[] mine = Files.readAllBytes(mirror.resolve(name));
      Files.copy(
          directory.resolve("stranger-" + role).resolve(name),
          mirror.resolve(name),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      refused();
      Files.write(mirror.resolve(name), mine);
    }
    run();
  }

  @Test
  void anOlderStateIsRefused() throws Exception {
    tuf.version("timestamp", 3);
    tuf.publish(TARGET, root);
    run();
    tuf.version("timestamp", 2);
    tuf.publish(TARGET, newRoot());
    contains(refused(), "does not hold");
  }

  @Test
  void anExpiredStateIsRefused() throws Exception {
    int version = 1;
    for (String role : List.of("timestamp", "snapshot", "targets")) {
      tuf.end(role, NOW.minusSeconds(1));
      tuf.version("timestamp", version++);
      tuf.publish(TARGET, root);
      contains(refused(), "expire");
      tuf.end(role, END);
    }
  }

  /** A mirror that answers with what it always did freezes its users. */
  @Test
  void aStateThatExpiresWhileItIsKeptIsRefused() throws Exception {
    run();
    run(END.minusSeconds(1));
    contains(refused(END), "timestamp.json has expired: " + END);
  }

  @Test
  void anExpiredRootIsRefused() throws Exception {
    tuf.version("root", 2);
    tuf.end("root", NOW.minusSeconds(1));
    tuf.root();
    contains(refused(), "does not hold");
  }

  @Test
  void anotherTargetIsRefused() throws Exception {
    Path target = mirror.resolve("targets/" + Bytes.sha256(root).hex() + '.' + TARGET);
    Files.write(target, newRoot());
    refused();
    Files.delete(target);
    refused();
  }

  @Test
  void aTargetThatIsNoTrustedRootIsRefused() throws Exception {
    tuf.publish(TARGET, "{}".getBytes(StandardCharsets.UTF_8));
    refused();
  }

  @Test
  void anotherTargetsNameIsNoTrustedRoot() throws Exception {
    tuf.publish("other.json", root);
    refused();
  }

  @Test
  void hostileMirrorsEndInAMessage() throws Exception {
    List<String> bodies =
        List.of("", "{", "null", "[]", "{\"signed\":null,\"signatures\":null}", "[".repeat(90_000));
    for (String file : List.of("/2.root.json", "/timestamp.json", "/1.snapshot.json")) {
      for (String body : bodies) {
        server.on(file, LoopbackProxy.body(body.getBytes(StandardCharsets.UTF_8)));
        contains(refused(), server.url());
      }
      server.on(file, LoopbackProxy.endless());
      refused();
      server.on(file, (exchange, mine) -> mine.giveOut(exchange));
    }
    run();
  }

  /** Each first root has metadata of its own. */
  @Test
  void anotherInstanceTakesItsPlace() throws Exception {
    run();
    VirtualTuf other = new VirtualTuf(directory.resolve("other"), END);
    Path theirs = Files.copy(other.root(), directory.resolve("other-root.json"));
    byte[] target = newRoot();
    other.publish(TARGET, target);
    try (LoopbackProxy second = LoopbackProxy.serving(directory.resolve("other"));
        HttpDoor door = new HttpDoor(HttpOptions.of("test"), new RequestListener() {})) {
      TrustedRoot fetched = update(NOW).run(door, second.url(), theirs);
      assertEquals(Bytes.sha256(target), fetched.sha256());
      assertThrows(IOException.class, () -> update(NOW).run(door, second.url(), first));
    }
    TrustedRoot kept = update(NOW).kept();
    assertNotNull(kept);
    assertEquals(Bytes.sha256(target), kept.sha256());
  }

  @Test
  void aKeptRootThatIsTooLargeOrMalformedIsAnError() throws Exception {
    run();
    Path kept = directory.resolve("cache/sigstore/trusted-root.json");
    Files.writeString(kept, "{}");
    assertThrows(IOException.class, () -> update(NOW).kept());
    Files.writeString(kept, " ".repeat(5 * 1024 * 1024));
    contains(
        assertThrows(IOException.class, () -> update(NOW).kept()).getMessage(), "trusted-root");
  }
}
