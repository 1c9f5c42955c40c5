package dev.gotrust.material;

import dev.gotrust.archive.ChecksumList;
import dev.gotrust.archive.ChecksumList.Line;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.Carrier.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what may be signed for an artifact: itself, its archive, a list that names either. */
final class Carriers {
  private static final String NEXT = "name the list of this very release";

  private final List<Carrier> all = new ArrayList<>();
  private @Nullable RefusedException unlisted;

  private Carriers() {}

  static Carriers of(
      SignedInput artifact, @Nullable Container container, @Nullable ChecksumFile checksums)
      throws IOException {
    Carriers carriers = new Carriers();
    carriers.all.add(Carrier.of(artifact));
    List<Step> inside = List.of();
    SignedInput whole = artifact;
    if (container != null) {
      inside =
          List.of(
              new Step(
                  container.member(),
                  String.valueOf(artifact.digest(DigestAlgorithm.SHA256)),
                  container.archive().name()));
      whole = container.archive();
      carriers.all.add(new Carrier(whole, inside));
    }
    if (checksums != null) {
      carriers.add(checksums, artifact, whole, inside);
    }
    return carriers;
  }

  private void add(
      ChecksumFile checksums, SignedInput artifact, SignedInput whole, List<Step> inside)
      throws IOException {
    ChecksumList list = checksums.list();
    try {
      // Names in an archive are not those of a list.
      Line line = line(list, artifact, artifact == whole ? ChecksumList.last(whole.name()) : "");
      List<Step> rest = line == null ? inside : List.of();
      line = line == null ? line(list, whole, ChecksumList.last(whole.name())) : line;
      if (line == null) {
        throw unlisted(list, whole);
      }
      List<Step> steps = new ArrayList<>();
      String what = list.location() + ", line " + line.number() + ": " + line.name();
      steps.add(new Step(what, line.digest().toString(), list.location()));
      steps.addAll(rest);
      all.add(new Carrier(checksums.input(), steps));
    } catch (RefusedException refused) {
      unlisted = refused;
    }
  }

  /** The line of a file: one of its name before one of another, and none where its name differs. */
  private static @Nullable Line line(ChecksumList list, SignedInput input, String name)
      throws RefusedException, IOException {
    Line found = null;
    for (Line line : list.lines()) {
      boolean better = found == null || (!isOf(found, name) && isOf(line, name));
      if (better && line.digest().equals(input.digest(line.digest().algorithm()))) {
        found = line;
      }
    }
    if (found != null) {
      checkNames(list, input, name, found);
    }
    return found;
  }

  /** Whoever gives a file the name of another line is told, and so is one who lists it twice. */
  private static void checkNames(ChecksumList list, SignedInput input, String name, Line found)
      throws RefusedException, IOException {
    for (Line line : list.lines()) {
      boolean other = isOf(line, name) && !isOf(found, name);
      if (other || line.name().equals(found.name())) {
        Digest digest = input.digest(line.digest().algorithm());
        if (digest != null && !digest.equals(line.digest())) {
          throw another(line, digest);
        }
      }
    }
  }

  private static boolean isOf(Line line, String name) {
    return !name.isEmpty() && line.file().equals(name);
  }

  private static RefusedException another(Line line, Digest actual) {
    return new RefusedException(
        "checksum",
        "its line " + line.number() + " is of another " + line.name(),
        line.digest().toString(),
        actual.toString(),
        NEXT);
  }

  private static RefusedException unlisted(ChecksumList list, SignedInput whole)
      throws IOException {
    Line line = list.named(ChecksumList.last(whole.name()));
    Digest digest = line == null ? null : whole.digest(line.digest().algorithm());
    return line != null && digest != null
        ? another(line, digest)
        : new RefusedException(
            "checksum", "it does not list the file", whole.known().toString(), null, NEXT);
  }

  List<Carrier> all() {
    return all;
  }

  /** Why the list names neither, null where it does, or there is none. */
  @Nullable RefusedException unlisted() {
    return unlisted;
  }
}
