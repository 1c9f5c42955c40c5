package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gives the same zips to the go command, over a proxy that is a directory. */
class ModuleZipGoTest {
  @TempDir Path directory;

  @Test
  void whatGoRefusesIsRefusedAndWhatIsTakenHasItsH1() throws Exception {
    Map<String, Consumer<ZipMaker>> zips = new LinkedHashMap<>(HostileZips.taken());
    zips.putAll(HostileZips.refused());
    List<String> names = new ArrayList<>(zips.keySet());
    Path files = Files.createDirectories(directory.resolve("proxy/example.com/m/@v"));
    List<byte[]> made = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String version = version(i).version();
      made.add(HostileZips.make(version(i), zips.get(names.get(i))));
      Files.write(files.resolve(version + ".zip"), made.get(i));
      Files.writeString(files.resolve(version + ".info"), "{\"Version\":\"" + version + "\"}");
      Files.writeString(files.resolve(version + ".mod"), "module example.com/m\n");
    }
    Map<String, JsonNode> answers = askGo(names.size());
    for (int i = 0; i < names.size(); i++) {
      JsonNode answer = answers.get(version(i).version());
      assertNotNull(answer, names.get(i));
      compare(names.get(i), version(i), made.get(i), answer);
    }
    for (String taken : HostileZips.taken().keySet()) {
      JsonNode answer = answers.get(version(names.indexOf(taken)).version());
      assertFalse(answer.has("Error"), taken + ": " + answer);
    }
  }

  private static void compare(String name, ModuleVersion module, byte[] zip, JsonNode answer)
      throws Exception {
    try {
      String h1 = ModuleZipTest.read(zip, module).h1(module);
      assertEquals(answer.path("Sum").asText(), h1, name + ": " + answer.path("Error").asText());
    } catch (ModuleContentException refused) {
      // Ours to be stricter.
    }
  }

  private static ModuleVersion version(int i) {
    return new ModuleVersion("example.com/m", "v1.0." + i);
  }

  private Map<String, JsonNode> askGo(int count) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("go", "mod", "download", "-modcacherw", "-json"));
    for (int i = 0; i < count; i++) {
      line.add(version(i).toString());
    }
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GOPROXY", directory.resolve("proxy").toUri().toString());
    builder.environment().put("GOMODCACHE", directory.resolve("cache").toString());
    builder.environment().put("GOENV", "off");
    builder.environment().put("GOFLAGS", "-mod=mod");
    builder.environment().put("GONOSUMDB", "*");
    builder.environment().put("GOSUMDB", "off");
    builder.environment().put("GOTOOLCHAIN", "local");
    Map<String, JsonNode> answers = new HashMap<>();
    try {
      Process go = builder.start();
      try (MappingIterator<JsonNode> documents =
          new ObjectMapper().readerFor(JsonNode.class).readValues(go.getInputStream())) {
        documents.forEachRemaining(one -> answers.put(one.path("Version").asText(), one));
      }
      go.waitFor();
    } catch (IOException missing) {
      System.out.println("left out, no go command here: zips are not given to it");
      Assumptions.abort();
    }
    return answers;
  }
}
