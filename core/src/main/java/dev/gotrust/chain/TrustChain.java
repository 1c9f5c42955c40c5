package dev.gotrust.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judged links of one artifact, in report order.
 *
 * @param links at most one for each id, in the order of {@link LinkId}
 */
public record TrustChain(List<Link> links) {
  /**
   * Copies the list.
   *
   * @param links at most one for each id, in the order of {@link LinkId}; copied
   * @throws IllegalArgumentException if the links are out of order or one stands twice
   */
  public TrustChain {
    links = List.copyOf(links);
    for (int i = 1; i < links.size(); i++) {
      if (links.get(i - 1).id().compareTo(links.get(i).id()) >= 0) {
        throw new IllegalArgumentException("links out of order: " + links.get(i).id().id());
      }
    }
  }

  /**
   * {@return the link with that id, or null if it was not judged}
   *
   * @param id which link
   */
  public @Nullable Link link(LinkId id) {
    for (Link link : links) {
      if (link.id() == id) {
        return link;
      }
    }
    return null;
  }

  /**
   * {@return the state of a link; ABSENT if it was not judged}
   *
   * @param id which link
   */
  public State state(LinkId id) {
    Link link = link(id);
    return link == null ? State.ABSENT : link.state();
  }

  /**
   * {@return the gravest state among the judged links that a link rests on, theirs included; PROVEN
   * for a link that rests on none. The content of modules rests on go.sum or the checksum database,
   * whichever shows more, but never on one that is contradicted}
   *
   * @param id which link, judged or not
   */
  public State basis(LinkId id) {
    if (id == LinkId.MODULE_CONTENT) {
      return eitherBasis(id);
    }
    State basis = State.PROVEN;
    for (LinkId below : id.restsOn()) {
      Link link = link(below);
      if (link != null) {
        basis = basis.graver(link.state()).graver(basis(below));
      }
    }
    return basis;
  }

  /** The better state counts, with what it rests on; a contradiction always does. */
  private State eitherBasis(LinkId id) {
    LinkId best = id.restsOn().get(0);
    for (LinkId below : id.restsOn()) {
      if (state(below) == State.CONTRADICTED) {
        return State.CONTRADICTED;
      }
      if (state(below) != state(best) && state(best).graver(state(below)) == state(best)) {
        best = below;
      }
    }
    return state(best).graver(basis(best));
  }
}
