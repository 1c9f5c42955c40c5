package dev.gotrust.facts;

import dev.gotrust.image.Region;
import java.util.Comparator;

/**
 * Orders regions by where they start. Classes rather than lambdas: the first lambda of a process
 * costs several milliseconds of its start.
 */
enum ByStart implements Comparator<Region> {
  /** In the file. */
  OFFSET {
    @Override
    long of(Region region) {
      return region.offset();
    }
  },
  /** In memory. */
  ADDRESS {
    @Override
    long of(Region region) {
      return region.address();
    }
  };

  abstract long of(Region region);

  @Override
  public int compare(Region one, Region other) {
    return Long.compare(of(one), of(other));
  }
}
