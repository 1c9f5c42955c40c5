package dev.gotrust.check;

import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.GoVersion;
import dev.gotrust.facts.VersionTraces;
import org.jspecify.annotations.Nullable;

/**
 * The minor releases of Go that a program's traces allow: Go 1.{@code first} to Go 1.{@code last}.
 *
 * @param first the first release
 * @param last the last one, {@link Integer#MAX_VALUE} where nothing bounds it
 */
record VersionRange(int first, int last) {

  /** What the layouts of function table and build info, the newest API and the debug data allow. */
  static VersionRange of(GoBinary binary) {
    VersionTraces traces = binary.versions();
    VersionRange range = new VersionRange(0, Integer.MAX_VALUE);
    if (traces.pclntab() != null) {
      range = range.and(traces.pclntab().firstMinor(), traces.pclntab().lastMinor());
    }
    if (traces.buildInfo() != null) {
      range = range.and(traces.buildInfo().firstMinor(), traces.buildInfo().lastMinor());
    }
    GoVersion producer =
        traces.producer() == null ? null : GoVersion.parse(traces.producer().version());
    if (producer != null && producer.minor() > 0) {
      range = range.and(producer.minor(), producer.minor());
    }
    CompiledCode code = binary.code();
    return code == null || code.newestApi() == null
        ? range
        : range.and(code.newestApi().minor(), Integer.MAX_VALUE);
  }

  private VersionRange and(int otherFirst, int otherLast) {
    return new VersionRange(Math.max(first, otherFirst), Math.min(last, otherLast));
  }

  /** Returns the range as words, null where the traces contradict each other or allow all. */
  @Nullable String words() {
    if (first > last || first == 0) {
      return null;
    }
    if (last == Integer.MAX_VALUE) {
      return "Go 1." + first + " or later";
    }
    String between = last == first + 1 ? " or 1." : " to 1.";
    return first == last ? "Go 1." + first : "Go 1." + first + between + last;
  }
}
