package dev.gotrust.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.source.SourceReading.Unread;
import dev.gotrust.source.TreeState.Kind;
import dev.gotrust.source.git.ConfinedGit;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Repositories made to hang, to fill the memory or to be read otherwise than git reads them. */
@Tag("hostile")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledIf("dev.gotrust.source.GitRepo#isThere")
@EnabledOnOs({OS.LINUX, OS.MAC})
final class HostileRepositoryTest {
  private static final String APP = "example.com/app";
  private static final GitTools TOOLS = new ConfinedGit();

  @TempDir Path temp;
  private GitRepo repo;
  private Path objects;

  @BeforeEach
  void init() throws Exception {
    repo = GitRepo.init(temp.resolve("app"), APP);
    objects = repo.root().resolve(".git").resolve("objects");
  }

  private SourceReading ask(String revision) {
    return new SourceReader(TOOLS, path -> true)
        .read(repo.root(), repo.root(), new SourceQuery(APP, revision, ""));
  }

  private SourceFacts facts() {
    return assertInstanceOf(SourceFacts.class, ask(""));
  }

  private String unread(String revision) {
    return assertInstanceOf(Unread.class, ask(revision)).reason();
  }

  private Path loose(String id) {
    return objects.resolve(id.substring(0, 2)).resolve(id.substring(2));
  }

  private static void pipe(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    Files.createDirectories(file.getParent());
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
  }

  @Test
  void noPipeIsWaitedFor() throws Exception {
    String one = repo.head();
    String two = repo.commit("two");
    pipe(loose(one));
    assertEquals("object " + one + " is no regular file", unread(one));
    assertEquals(Kind.CLEAN, facts().tree().kind());
    pipe(repo.root().resolve("pipe"));
    pipe(repo.root().resolve("new/pipe"));
    assertEquals(Kind.CLEAN, facts().tree().kind(), facts().tree().toString());
    pipe(repo.root().resolve(".gitignore"));
    pipe(repo.root().resolve(".gitmodules"));
    pipe(repo.root().resolve(".git/info/exclude"));
    pipe(repo.root().resolve(".git/packed-refs"));
    assertEquals(two, facts().head());
    pipe(repo.root().resolve("main.go"));
    assertEquals(List.of(" T main.go"), facts().tree().changes());
    pipe(objects.resolve("pack/pack-" + two + ".pack"));
    assertEquals("the pack's file pack-" + two + ".pack is no regular file", unread(""));
  }

  /** A pack of two objects, each a delta of the other. */
  private static byte[][] circle(String one, String other) throws Exception {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    pack.write(ByteBuffer.allocate(12).put("PACK".getBytes(US_ASCII)).putInt(2).putInt(2).array());
    int[] offsets = new int[2];
    int[] sums = new int[2];
    for (int i = 0; i < 2; i++) {
      offsets[i] = pack.size();
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      entry.write(7 << 4 | 4);
      entry.write(HexFormat.of().parseHex(i == 0 ? other : one));
      entry.write(deflated(new byte[] {1, 1, (byte) 0x90, 1}));
      CRC32 crc = new CRC32();
      crc.update(entry.toByteArray());
      sums[i] = (int) crc.getValue();
      pack.write(entry.toByteArray());
    }
    byte[] trailer = sha1(pack.toByteArray());
    pack.write(trailer);
    ByteBuffer index = ByteBuffer.allocate(8 + 1024 + 2 * 28 + 40);
    index.putInt(0xff744f63).putInt(2);
    for (int i = 0; i < 256; i++) {
      int first = Integer.parseInt(one.substring(0, 2), 16);
      int second = Integer.parseInt(other.substring(0, 2), 16);
      index.putInt((first <= i ? 1 : 0) + (second <= i ? 1 : 0));
    }
    for (String id : List.of(one, other)) {
      index.put(HexFormat.of().parseHex(id));
    }
    index.putInt(sums[0]).putInt(sums[1]).putInt(offsets[0]).putInt(offsets[1]).put(trailer);
    index.put(sha1(Arrays.copyOf(index.array(), index.position())));
    return new byte[][] {pack.toByteArray(), index.array()};
  }

  private static byte[] deflated(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] sha1(byte[] data) throws Exception {
    return MessageDigest.getInstance("SHA-1").digest(data);
  }

  @Test
  void deltasInACircleAreRefused() throws Exception {
    String one = "10".repeat(20);
    String other = "20".repeat(20);
    byte[][] files = circle(one, other);
    Files.createDirectories(objects.resolve("pack"));
    Files.write(objects.resolve("pack/pack-" + one + ".pack"), files[0]);
    Files.write(objects.resolve("pack/pack-" + one + ".idx"), files[1]);
    assertEquals("object " + one + " is made of too many deltas", unread(one));
    assertEquals("object " + other + " is made of too many deltas", unread(other));
    assertEquals(Kind.CLEAN, facts().tree().kind());
  }

  @Test
  void anIndexOverSeveralPacksIsNotBelieved() throws Exception {
    repo.git("tag", "v1.0.0");
    final String one = repo.head();
    repo.git("repack", "-adq");
    String two = repo.commit("two");
    repo.git("repack", "-dq");
    final SourceFacts plain = facts();
    repo.git("multi-pack-index", "write");
    assertEquals(plain, facts());
    Path index = objects.resolve("pack/multi-pack-index");
    byte[] data = Files.readAllBytes(index);
    Arrays.fill(data, 12, data.length, (byte) 0xff);
    Files.delete(index);
    Files.write(index, data);
    assertEquals(plain, facts());
    assertEquals(two, plain.head());
    assertNotNull(assertInstanceOf(SourceFacts.class, ask(one)).commit());
  }

  @Test
  void aMalformedPackIsNotSearchedForEver() throws Exception {
    final String head = repo.head();
    repo.git("repack", "-adq");
    Path pack = objects.resolve("pack");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(pack, "*.pack")) {
      for (Path file : files) {
        byte[] data = Files.readAllBytes(file);
        Arrays.fill(data, 14, data.length - 20, (byte) 0x55);
        Files.delete(file);
        Files.write(file, data);
      }
    }
    assertEquals("it has no commit " + head, facts().missing());
    Files.setLastModifiedTime(pack, FileTime.from(Instant.parse("2999-01-01T00:00:00Z")));
    assertEquals("the time of its packs is yet to come: a clock is wrong", unread(""));
  }

  /** Zeros, which take a thousandth of their room. */
  @Test
  void objectsThatGrowAreRefused() throws Exception {
    String id = "ab".repeat(20);
    Files.createDirectories(loose(id).getParent());
    for (String type : List.of("commit", "tree", "tag")) {
      long size = 3_000_000_000L;
      try (DeflaterOutputStream out =
          new DeflaterOutputStream(
              Files.newOutputStream(loose(id)), new Deflater(Deflater.BEST_SPEED))) {
        out.write((type + ' ' + size + '\0').getBytes(US_ASCII));
        out.write(new byte[20_000_000]);
      }
      String reason = unread(id);
      assertTrue(reason.contains("has 3000000000 bytes"), reason);
    }
  }

  @Test
  void veryManyRefsFitIntoTheMemory() throws Exception {
    String id = repo.head();
    StringBuilder packed = new StringBuilder();
    for (int i = 0; packed.length() < 7_000_000; i++) {
      packed.append(id).append(" refs/").append(i % 2 == 0 ? "tags/" : "pull/").append(i);
      packed.append("\u20ac\n");
    }
    Files.writeString(repo.root().resolve(".git/packed-refs"), packed);
    packed.setLength(0);
    packed.trimToSize();
    try (BufferedWriter shallow =
        Files.newBufferedWriter(repo.root().resolve(".git").resolve("shallow"))) {
      for (int i = 0; i < 200_000; i++) {
        shallow.write(String.format("%040x\n", i));
      }
    }
    SourceFacts facts = facts();
    assertTrue(facts.shallow());
    assertNotNull(facts.commit());
    assertTrue(facts.commit().tags().size() > 50_000, "all tags lead to it");
  }

  @Test
  void anIndexOfVeryManyFilesFitsIntoTheMemory() throws Exception {
    int count = 155_000;
    try (DataOutputStream index =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(repo.root().resolve(".git").resolve("index"))))) {
      index.write(ByteBuffer.allocate(12).putInt(0x44495243).putInt(2).putInt(count).array());
      for (int i = 0; i < count; i++) {
        String name = String.format("d/%06d-a-name-of-forty-characters.go", i);
        ByteBuffer entry = ByteBuffer.allocate((62 + name.length() + 8) & ~7);
        entry.putInt(24, 0100644).putShort(60, (short) name.length());
        index.write(entry.put(62, name.getBytes(US_ASCII)).array());
      }
      index.write(new byte[20]);
    }
    TreeState tree = facts().tree();
    assertEquals(Kind.CHANGED, tree.kind(), tree.toString());
    assertTrue(tree.count() >= count, tree.toString());
  }
}
