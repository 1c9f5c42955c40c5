package dev.gotrust.check;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an SBOM agrees and what differs. What is said of a hostile list must fit the heap: the
 * differences above {@link Limits#EVIDENCE} are counted.
 */
final class SbomDifferences {
  private final String location;
  private final List<String> phrases = new ArrayList<>();
  private final List<Evidence> against = new ArrayList<>();
  private final List<Evidence> agreeing = new ArrayList<>();
  private int dropped;

  SbomDifferences(String location) {
    this.location = location;
  }

  /** Adds what agrees; its place in the document is empty where it has none. */
  void agree(String what, String value, String place) {
    agreeing.add(Evidence.of(what, value, value, at(place)));
  }

  /** Adds what differs, with a phrase behind the name of the SBOM. */
  void add(
      String phrase,
      String what,
      @Nullable String expected,
      @Nullable String actual,
      String place) {
    if (phrases.size() >= Limits.EVIDENCE) {
      dropped++;
      return;
    }
    phrases.add(phrase);
    against.add(new Evidence(what, expected, actual, at(place), -1, -1, State.CONTRADICTED));
  }

  private String at(String place) {
    return place.isEmpty() ? location : location + ", " + place;
  }

  /** Returns the phrases. */
  List<String> phrases() {
    return phrases;
  }

  /** Returns how many more there are. */
  int dropped() {
    return dropped;
  }

  /** Returns what was compared, what differs first. */
  List<Evidence> evidence() {
    List<Evidence> all = new ArrayList<>(against);
    all.addAll(agreeing);
    return all;
  }
}
