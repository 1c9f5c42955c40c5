package dev.gotrust.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.module.ModuleVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bill of materials of one Go program: its modules as the build info lists them, the standard
 * library and the toolchain; see {@code specs/sbom.md}. The same facts and options give the same
 * bytes. Immutable, thread-safe.
 */
public final class SbomDocument {
  private static final String NO_UUID = "00000000-0000-8000-8000-000000000000";

  private final Bom bom;
  private final String tool;

  private SbomDocument(Bom bom, String tool) {
    this.bom = bom;
    this.tool = tool;
  }

  /**
   * Makes the bill of materials of a program.
   *
   * @param facts what was read from it; which modules have code in it is said where the function
   *     table was read too
   * @param options what to say beyond them
   * @param tool the version of this program, for the list of tools
   * @return the document, in no format yet
   * @throws SbomException if the file does not record of what it was built, or the version that was
   *     given for the main module can't be its own
   */
  public static SbomDocument of(Inspection facts, SbomOptions options, String tool)
      throws SbomException {
    return new SbomDocument(new BomReader(facts, options).read(), tool);
  }

  /**
   * {@return the main module of a program with its version as it is recorded, null if the file
   * records none}
   *
   * @param facts what was read from it
   */
  public static @Nullable ModuleVersion main(Inspection facts) {
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      if (info != null) {
        Module main = info.main();
        return main == null ? null : new ModuleVersion(main.path(), main.version());
      }
    }
    return null;
  }

  /**
   * {@return the modules that were compiled in, the main module left out: as go.mod requires them,
   * each with whose files were compiled; the version of a directory's is empty}
   *
   * @param facts what was read from the program
   */
  public static Map<ModuleVersion, ModuleVersion> sources(Inspection facts) {
    Map<ModuleVersion, ModuleVersion> sources = new LinkedHashMap<>();
    for (GoBinary binary : facts.binaries()) {
      BuildInfo info = binary.buildInfo();
      for (Module module : info == null ? List.<Module>of() : info.deps()) {
        Module compiled = module.effective();
        sources.putIfAbsent(
            new ModuleVersion(module.path(), module.version()),
            new ModuleVersion(compiled.path(), compiled.version()));
      }
    }
    return sources;
  }

  /**
   * {@return why a module that is in the file may be missing, as sentences without a full stop;
   * empty where nothing shows that one is; may hold anything}
   */
  public List<String> gaps() {
    return bom.gaps();
  }

  /** {@return whether it is known of every module which others it needs} */
  public boolean isGraphComplete() {
    return bom.graph().isComplete();
  }

  /**
   * {@return the document, in ASCII, indented, with a line end}
   *
   * @param format which
   */
  public String render(SbomFormat format) {
    String serial = uuid(bytes(format, NO_UUID));
    return new String(bytes(format, serial), StandardCharsets.US_ASCII);
  }

  /**
   * Writes the document, in ASCII, indented, with a line end.
   *
   * @param out takes it; stays open and is not flushed
   * @param format which
   * @throws IOException if {@code out} can't be written to
   */
  public void write(OutputStream out, SbomFormat format) throws IOException {
    out.write(render(format).getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] bytes(SbomFormat format, String uuid) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      JsonGenerator document = JsonOutput.begin(out, true);
      switch (format) {
        case CYCLONEDX -> new CycloneDx(document, bom, tool).write(uuid);
        case SPDX -> new Spdx(document, bom, tool).write(uuid);
      }
      JsonOutput.end(document);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return out.toByteArray();
  }

  /** A UUID of version 8 (RFC 9562): what is in it is our own, here SHA-256 of the content. */
  private static String uuid(byte[] content) {
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
      long high = digest.getLong() & ~0xf000L | 0x8000L;
      long low = digest.getLong() & ~(3L << 62) | 1L << 63;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }
}
