package dev.gotrust.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.BlobRequest;
import dev.gotrust.BlobRequest.Asked;
import dev.gotrust.GoTrust;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.fixtures.CosignSamples;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.Signers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is printed of any file is of the published schema, and harmless. */
class BlobReportTest {
  private static final List<String> TEXTS = Hostile.TEXTS;
  private static final Digest FILE = Objects.requireNonNull(Digest.parse(CosignSamples.SHA256));

  private static JsonNode valid(BlobReport report) {
    TextTest.assertFits(BlobText.render(report, Style.PLAIN));
    return Schemas.written(
        "blob-report.schema.json", (out, layout) -> BlobJson.write(out, report, layout));
  }

  private static BlobReport verify(Asked asked, Digest file, String key, String... names)
      throws Exception {
    List<SignatureFile> given = new ArrayList<>();
    for (String name : names) {
      given.add(SignatureFile.of(name, CosignSamples.bytes(name), Standing.GIVEN));
    }
    Signers signers =
        Signers.of(
            new KeyVerifier(KeyFile.read(key, CosignSamples.bytes("keys/" + key + ".pub")), null),
            null);
    return GoTrust.verifyBlob(
        BlobRequest.of(
            file,
            asked,
            new SignatureRequest(
                signers, given, null, AttestationRequest.ANY, PlatformRoots.NONE)));
  }

  @ParameterizedTest
  @EnumSource(Asked.class)
  void everyOutcomeIsOfTheSchema(Asked asked) throws Exception {
    Digest other = Digest.of(FILE.algorithm(), new byte[0]);
    for (String key : List.of("ecdsa", "p384", "ed25519")) {
      for (String name :
          List.of(
              "ecdsa/v3.bundle.sigstore.json",
              "ecdsa/v3.att.slsaprovenance1.sigstore.json",
              "p384/v3.att.spdxjson.sigstore.json",
              "keys/ecdsa.pub")) {
        for (Digest file : List.of(FILE, other)) {
          JsonNode json = valid(verify(asked, file, key, name));
          assertEquals(file.toString(), json.at("/artifact/digest").asText());
        }
      }
    }
    assertEquals("ABSENT", valid(verify(asked, FILE, "ecdsa")).get("state").asText());
  }

  @Test
  void severalSignaturesAreAllShown() throws Exception {
    JsonNode json =
        valid(
            verify(
                Asked.SIGNATURE,
                FILE,
                "ecdsa",
                "ecdsa/v2.sig",
                "ecdsa/v3.bundle.sigstore.json",
                "p384/v2.sig"));
    assertEquals("CONTRADICTED", json.get("state").asText());
    assertEquals(3, json.get("materials").size());
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void nothingHostilePasses(String text) {
    Evidence evidence = new Evidence("signer", text, text, text, -1, -1);
    Link link =
        new Link(
            LinkId.SIGNATURE,
            State.CONTRADICTED,
            "why: " + text,
            "!" + text,
            text,
            null,
            List.of(evidence));
    Material material =
        new Material("signature", text, Bytes.sha256(text.getBytes(UTF_8)), Standing.GIVEN);
    JsonNode json =
        valid(new BlobReport("signature", text, FILE, 1, link, List.of(material), null, "1"));
    assertEquals("CONTRADICTED", json.get("state").asText());
  }
}
