package dev.gotrust.sbom;

import dev.gotrust.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every format of a bill of materials says. Its parts are told apart by their place: the same
 * module may stand twice in what a file declares.
 *
 * @param root the program
 * @param sha256 of the whole file
 * @param modules what was compiled in, in recorded order
 * @param libraries the standard library, once for each Go version
 * @param toolchains what built it, in the same order
 * @param graph which needs which
 * @param gaps why a module that is in the file may be missing, as sentences
 * @param remarks what else the file holds that no module list names, as sentences
 * @param time when the document is said to be made, null if unknown
 */
record Bom(
    Part root,
    Bytes sha256,
    List<Part> modules,
    List<Part> libraries,
    List<Part> toolchains,
    Graph graph,
    List<String> gaps,
    List<String> remarks,
    @Nullable Instant time) {
  Bom {
    modules = List.copyOf(modules);
    libraries = List.copyOf(libraries);
    toolchains = List.copyOf(toolchains);
    gaps = List.copyOf(gaps);
    remarks = List.copyOf(remarks);
  }

  /** Returns whether the module list is all that the file holds, as far as it shows. */
  boolean isComplete() {
    return gaps.isEmpty() && remarks.isEmpty();
  }
}
