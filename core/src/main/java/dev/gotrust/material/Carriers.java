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
    Line line = line(list, artifact);
    List<Step> rest = List.of();
    if (line == null && whole != artifact) {
      line = line(list, whole);
      rest = inside;
    }
    if (line == null) {
      unlisted = refusal(list, whole);
      return;
    }
    List<Step> steps = new ArrayList<>();
    String what = list.location() + ", line " + line.number() + ": " + line.name();
    steps.add(new Step(what, line.digest().toString(), list.location()));
    steps.addAll(rest);
    all.add(new Carrier(checksums.input(), steps));
  }

  private static @Nullable Line line(ChecksumList list, SignedInput input) throws IOException {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (list.has(algorithm)) {
        Digest digest = input.digest(algorithm);
        Line line = digest == null ? null : list.line(digest);
        if (line != null) {
          return line;
        }
      }
    }
    return null;
  }

  private static RefusedException refusal(ChecksumList list, SignedInput whole) throws IOException {
    String name = whole.name();
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    Line other = list.named(name.substring(slash + 1));
    String next = "name the list of this very release";
    if (other == null) {
      Digest digest = whole.digest(DigestAlgorithm.SHA256);
      return new RefusedException(
          "checksum", "it does not list the file", String.valueOf(digest), null, next);
    }
    return new RefusedException(
        "checksum",
        "its line " + other.number() + " is of another " + other.name(),
        other.digest().toString(),
        String.valueOf(whole.digest(other.digest().algorithm())),
        next);
  }

  List<Carrier> all() {
    return all;
  }

  /** Why the list names neither, null where it does, or there is none. */
  @Nullable RefusedException unlisted() {
    return unlisted;
  }
}
