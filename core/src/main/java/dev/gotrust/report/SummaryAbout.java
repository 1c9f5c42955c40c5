package dev.gotrust.report;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.Inspection;
import dev.gotrust.jsonout.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a summary of a verification says beside the verification itself. Immutable, thread-safe.
 *
 * @param verifierId a URI: who verified; who reads the summary accepts pairs of it and a signer
 * @param resourceUri a URI: as what the artifact was verified
 * @param timeVerified when; written in whole seconds
 */
public record SummaryAbout(String verifierId, String resourceUri, Instant timeVerified) {
  /** The verifier where nobody says who it is: this program, by these rules. */
  public static final String VERIFIER = "https://gotrust.dev/verifier/v1";

  private static final String UNRESERVED = "-._~";

  /**
   * {@return what stands where nothing is said: this program, and the main module at its version as
   * a package URL; where a file names no module, the file by its digest}
   *
   * @param facts what was read from the artifact
   * @param timeVerified when
   */
  public static SummaryAbout of(Inspection facts, Instant timeVerified) {
    return new SummaryAbout(VERIFIER, resource(facts), timeVerified);
  }

  /**
   * {@return the resource where nobody names it, as {@code pkg:golang/example.com/m@v1.2.3}}
   *
   * @param facts what was read from the artifact
   */
  public static String resource(Inspection facts) {
    BuildInfo info = facts.first().buildInfo();
    if (info == null || info.main() == null || info.main().path().isEmpty()) {
      return "pkg:generic/"
          + escape(fileName(facts.name()))
          + "?checksum=sha256:"
          + facts.sha256().hex();
    }
    StringBuilder purl = new StringBuilder("pkg:golang");
    for (String segment : info.main().path().split("/", -1)) {
      purl.append('/').append(escape(segment));
    }
    String version = info.main().version();
    // (devel) names no version.
    return version.isEmpty() || version.startsWith("(")
        ? purl.toString()
        : purl.append('@').append(escape(version)).toString();
  }

  /** The last part of a name, as {@code app} of {@code dist/app}. */
  static String fileName(String name) {
    String shown = JsonOutput.valid(name);
    String last = shown.substring(Math.max(shown.lastIndexOf('/'), shown.lastIndexOf('\\')) + 1);
    return last.isEmpty() ? shown : last;
  }

  /** Escapes what may not stand in a part of a URI. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : JsonOutput.valid(text).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (plain || UNRESERVED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
