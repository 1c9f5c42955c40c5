package dev.gotrust;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.gotrust.image.Format;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Linkage;
import dev.gotrust.image.Span;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the arrows between the packages: data flows one way. A package that does not exist yet is
 * allowed, a package that is not in the table is not.
 */
@AnalyzeClasses(packages = "dev.gotrust", importOptions = ArchitectureTest.LibraryOnly.class)
final class ArchitectureTest {
  private static final String ROOT = "dev.gotrust";

  /** Package → what it may import beside {@code bytes}. */
  private static final Map<String, String> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("bytes", ""),
              Map.entry("image", ""),
              Map.entry("json", ""),
              Map.entry("jsonout", ""),
              Map.entry("keys", ""),
              Map.entry("archive", ""),
              Map.entry("module", ""),
              Map.entry("codesign", "image keys"),
              Map.entry("facts", "image module codesign"),
              Map.entry("chain", ""),
              // A policy names keys, identities, builders and sources.
              Map.entry("policy", "chain module keys sigstore signature attestation"),
              Map.entry("checksumdb", "module"),
              // Rekor's checkpoints are the signed notes of the checksum database.
              Map.entry("sigstore", "json keys checksumdb"),
              Map.entry("signature", "json keys sigstore"),
              Map.entry("signing", "json keys sigstore signature"),
              // What an SBOM says, whether it is plain or the predicate of a statement.
              Map.entry("components", "json keys"),
              Map.entry("attestation", "json keys sigstore signature components"),
              Map.entry("source", "module"),
              Map.entry("rollback", "json keys module"),
              Map.entry(
                  "material",
                  "json keys archive module checksumdb sigstore signature signing attestation"
                      + " source codesign components rollback"),
              Map.entry(
                  "check",
                  "facts chain policy keys module checksumdb sigstore signature attestation source"
                      + " codesign components material rollback"),
              // The documents carry the facts of a file, the outcome of the policy and the list of
              // what was given or found.
              Map.entry(
                  "report",
                  "json jsonout chain facts policy material module checksumdb codesign attestation"
                      + " rollback"),
              Map.entry("sbom", "facts module jsonout")));

  @ArchTest static final ArchRule ARROWS_POINT_ONE_WAY = arrows();

  @ArchTest
  static final ArchRule EVERY_PACKAGE_HAS_ITS_ARROWS =
      ArchRuleDefinition.classes()
          .that()
          .resideInAPackage(ROOT + "..")
          .and()
          .doNotHaveSimpleName("module-info")
          .should()
          .resideInAnyPackage(packages());

  @ArchTest
  static final ArchRule THE_LIBRARY_PRINTS_NOTHING =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule THE_LIBRARY_LOGS_NOTHING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..");

  @ArchTest
  static final ArchRule THE_LIBRARY_EXITS_NOWHERE =
      noClasses()
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule THE_NETWORK_HAS_ONE_DOOR =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".material..")
          .should()
          .dependOnClassesThat(opensSockets());

  private static ArchRule arrows() {
    LayeredArchitecture layers =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : ARROWS.keySet()) {
      layers = layers.optionalLayer(layer).definedBy(ROOT + "." + layer + "..");
    }
    layers = layers.optionalLayer("facade").definedBy(ROOT);
    layers = layers.whereLayer("bytes").mayNotAccessAnyLayer();
    for (Map.Entry<String, String> arrow : ARROWS.entrySet()) {
      if (!arrow.getKey().equals("bytes")) {
        String allowed = ("bytes " + arrow.getValue()).strip();
        layers = layers.whereLayer(arrow.getKey()).mayOnlyAccessLayers(allowed.split(" "));
      }
    }
    layers = layers.ignoreDependency(DescribedPredicate.alwaysTrue(), valuesOfFacts());
    return layers.as("Data flows one way: bytes, image, facts, check, chain, report");
  }

  /**
   * The records of facts carry these few values of an image; a reader of facts sees nothing else.
   */
  private static DescribedPredicate<JavaClass> valuesOfFacts() {
    return JavaClass.Predicates.belongToAnyOf(
        Format.class, HostId.class, Linkage.class, Span.class);
  }

  private static String[] packages() {
    String[] packages = new String[ARROWS.size() + 1];
    packages[0] = ROOT;
    int next = 1;
    for (String layer : ARROWS.keySet()) {
      packages[next++] = ROOT + "." + layer + "..";
    }
    return packages;
  }

  private static DescribedPredicate<JavaClass> opensSockets() {
    return DescribedPredicate.describe(
        "open sockets",
        c ->
            c.getPackageName().startsWith("java.net.http")
                || c.getPackageName().equals("javax.net.ssl")
                || c.getName().equals("java.net.URL")
                || c.getName().startsWith("java.net.URLConnection")
                || c.getName().startsWith("java.net.HttpURLConnection")
                || c.getName().startsWith("java.net.Socket")
                || c.getName().startsWith("java.net.ServerSocket")
                || c.getName().startsWith("java.net.DatagramSocket")
                || c.getName().startsWith("java.nio.channels.SocketChannel")
                || c.getName().startsWith("java.nio.channels.ServerSocketChannel"));
  }

  /** Neither the tests nor the fixtures, which share the name of the root package. */
  static final class LibraryOnly implements ImportOption {
    private static final String CLASSES =
        GoTrust.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean includes(Location location) {
      return location.contains(CLASSES);
    }
  }
}
