package dev.gotrust.material;

import dev.gotrust.material.Material.Standing;
import dev.gotrust.source.SourceQuery;
import dev.gotrust.source.SourceReading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkout answered.
 *
 * @param standing how it came in
 * @param readings what was asked, with what it said; in the order of the questions
 */
public record SourceMaterial(Standing standing, Map<SourceQuery, SourceReading> readings) {
  /**
   * Copies the map.
   *
   * @param standing how it came in
   * @param readings what was asked, with what it said; copied
   */
  public SourceMaterial {
    readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
  }
}
