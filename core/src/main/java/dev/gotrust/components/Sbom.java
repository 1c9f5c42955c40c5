package dev.gotrust.components;

import dev.gotrust.bytes.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A software bill of materials, as far as it speaks of Go modules and of the file that it is of.
 * Nothing of it is checked. Immutable, thread-safe.
 *
 * @param format what it is, such as {@code CycloneDX 1.6}
 * @param tools the names of the tools that wrote it, in its order
 * @param scope what it says that it describes
 * @param subject the Go module that the whole of it is of, null where it names none
 * @param programs what it says are the bytes of programs that it describes; none where it names
 *     none
 * @param containers SHA-256 of files that it was made of and that may hold a program: an archive
 * @param components the Go modules that it lists, the subject among them where it is one
 * @param others how many of its components are no Go modules
 */
public record Sbom(
    String format,
    List<String> tools,
    Scope scope,
    @Nullable Component subject,
    List<Program> programs,
    List<Bytes> containers,
    List<Component> components,
    int others) {
  /** What an SBOM describes, as far as it tells. */
  public enum Scope {
    /** One program, or it does not tell. */
    PROGRAM,
    /** Source, from which a program links some modules and some not. */
    SOURCE,
    /** More than one program: an image, a system. */
    WIDER
  }

  /**
   * The bytes of a program, by their digest.
   *
   * @param location the file, as components name where they were found; empty where the whole
   *     document is of it
   * @param sha256 of all its bytes
   */
  public record Program(String location, Bytes sha256) {}

  /**
   * Copies the lists.
   *
   * @param format what it is
   * @param tools the names of the tools that wrote it; copied
   * @param scope what it says that it describes
   * @param subject the Go module that the whole of it is of, null where it names none
   * @param programs digests of programs; copied
   * @param containers digests of files that may hold a program; copied
   * @param components the Go modules that it lists; copied
   * @param others how many of its components are no Go modules
   */
  public Sbom {
    tools = List.copyOf(tools);
    programs = List.copyOf(programs);
    containers = List.copyOf(containers);
    components = List.copyOf(components);
  }
}
