package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Compiles a module that requires the library, with what its pom.xml brings to callers. */
final class ModularCallerTest {
  private static List<Element> dependencies(String pom) throws Exception {
    Path file = Path.of(pom);
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    List<Element> dependencies = new ArrayList<>();
    NodeList all = project.getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      dependencies.add((Element) all.item(i));
    }
    return dependencies;
  }

  private static String text(Element dependency, String name, String otherwise) {
    NodeList found = dependency.getElementsByTagName(name);
    return found.getLength() == 0 ? otherwise : found.item(0).getTextContent();
  }

  /** The library and the jars that Maven hands on to a caller. */
  static String modulePath() throws Exception {
    Map<String, String> managed = new HashMap<>();
    for (Element dependency : dependencies("../pom.xml")) {
      managed.put(text(dependency, "artifactId", ""), text(dependency, "scope", "compile"));
    }
    List<String> path = new ArrayList<>(List.of(Path.of("target", "classes").toString()));
    for (Element dependency : dependencies("pom.xml")) {
      String artifact = text(dependency, "artifactId", "");
      String scope = text(dependency, "scope", managed.getOrDefault(artifact, "compile"));
      if (scope.equals("compile") && text(dependency, "optional", "false").equals("false")) {
        path.add(jar(artifact));
      }
    }
    return String.join(File.pathSeparator, path);
  }

  /** The same, and what that needs in its turn while it runs. */
  static String runtimePath() throws Exception {
    List<String> path = new ArrayList<>(List.of(modulePath()));
    for (String artifact : List.of("guava", "gson", "slf4j-api", "JavaEWAH")) {
      path.add(jar(artifact));
    }
    return String.join(File.pathSeparator, path);
  }

  private static String jar(String artifact) {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Path.of(entry).getFileName().toString().matches(artifact + "-[0-9].*[.]jar")) {
        return entry;
      }
    }
    throw new AssertionError(artifact + " is not on the class path");
  }

  @Test
  void aModuleThatRequiresTheLibraryCompiles(@TempDir Path directory) throws Exception {
    Path module =
        Files.writeString(
            directory.resolve("module-info.java"), "module t { requires dev.gotrust.core; }");
    Path caller =
        Files.writeString(
            directory.resolve("Caller.java"),
            """
            package t;
            import dev.gotrust.*;
            import dev.gotrust.facts.*;
            import dev.gotrust.report.*;
            class Caller {
              String judge(java.nio.file.Path file) throws Exception {
                Judgement judgement = GoTrust.verify(VerificationRequest.of(file).build());
                if (judgement instanceof Judgement.Refused refused) {
                  Refusal refusal = refused.refusal();
                  return refusal.kind() == Refusal.Kind.NOT_GO ? "" : FactsJson.render(refusal);
                }
                return TrustJson.render(((Judgement.Judged) judgement).report());
              }
            }
            """);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-Xlint:all",
                "-Werror",
                "--module-path",
                modulePath(),
                "-d",
                directory.resolve("out").toString(),
                module.toString(),
                caller.toString());
    assertEquals(0, failed, said.toString(StandardCharsets.UTF_8));
  }
}
