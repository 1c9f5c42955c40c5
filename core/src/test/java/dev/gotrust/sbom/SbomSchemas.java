package dev.gotrust.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;

/** Holds documents against the official schemas, and reads them with the official library. */
public final class SbomSchemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Schema SPDX = spdx();

  private SbomSchemas() {}

  private static Schema spdx() {
    try (InputStream in = SbomSchemas.class.getResourceAsStream("/schemas/spdx-2.3.schema.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what the schema of CycloneDX 1.6 says against a document; nothing if it is valid. */
  public static List<String> cycloneDxProblems(String document) throws IOException {
    return new JsonParser()
        .validate(document.getBytes(StandardCharsets.UTF_8), Version.VERSION_16).stream()
            .map(ParseException::getMessage)
            .toList();
  }

  /** Returns what the schema of SPDX 2.3 says against a document; nothing if it is valid. */
  public static List<String> spdxProblems(String document) {
    return SPDX.validate(document, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /** Returns a CycloneDX document that the schema accepts, as the official library reads it. */
  static Bom cycloneDx(SbomDocument document) throws Exception {
    String text = ascii(document.render(SbomFormat.CYCLONEDX));
    assertEquals(List.of(), cycloneDxProblems(text), text);
    return new JsonParser().parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns an SPDX document that the schema accepts. */
  static JsonNode spdx(SbomDocument document) throws IOException {
    String text = ascii(document.render(SbomFormat.SPDX));
    assertEquals(List.of(), spdxProblems(text), text);
    return MAPPER.readTree(text);
  }

  private static String ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && (c < ' ' || c > '~')) {
        throw new AssertionError("U+" + Integer.toHexString(c) + " in " + text);
      }
    }
    return text;
  }
}
