package dev.gotrust.policy;

import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.policy.PolicyNode.Mapping;
import dev.gotrust.signature.CertificateIdentity;
import dev.gotrust.signature.TextMatcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom a policy trusts. Keys stand in the policy itself, so that its digest, and the
 * signature on it, are of them too.
 */
final class PolicyTrustParser {
  private static final String IDENTITY = "identity";
  private static final String ISSUER = "issuer";
  private static final String REGEXP = "-regexp";

  private final String location;
  private final PolicyFields fields;

  PolicyTrustParser(String location) {
    this.location = location;
    this.fields = new PolicyFields(location);
  }

  PolicyTrust parse(PolicyNode node) throws PolicyFileException {
    Mapping signers =
        fields.mapping(node, "signers", List.of("keys", "identities", "builders", "sources"));
    if (signers.keys().isEmpty()) {
      throw fields.wrong(node, "signers were expected, but the mapping is empty; leave it out");
    }
    return new PolicyTrust(
        keys(signers.values().get("keys")),
        identities(signers.values().get("identities")),
        texts(signers.values().get("builders"), "builders", "a builder"),
        texts(signers.values().get("sources"), "sources", "a source"));
  }

  private List<VerifyingKey> keys(@Nullable PolicyNode node) throws PolicyFileException {
    List<VerifyingKey> keys = new ArrayList<>();
    if (node == null) {
      return keys;
    }
    for (PolicyNode element : fields.list(node, "public keys")) {
      String pem = fields.anyText(element, "a public key in PEM");
      String place = "line " + element.line() + " of " + location;
      try {
        keys.addAll(KeyFile.read(place, pem.getBytes(StandardCharsets.UTF_8)));
      } catch (RefusedException wrong) {
        throw fields.wrong(
            element,
            "a public key in PEM was expected: "
                + wrong.getMessage()
                + "; write it below \"- |\", indented");
      }
    }
    return keys;
  }

  private List<CertificateIdentity> identities(@Nullable PolicyNode node)
      throws PolicyFileException {
    List<CertificateIdentity> identities = new ArrayList<>();
    if (node == null) {
      return identities;
    }
    for (PolicyNode element : fields.list(node, "identities")) {
      Mapping entry =
          fields.mapping(
              element,
              "an identity",
              List.of(IDENTITY, IDENTITY + REGEXP, ISSUER, ISSUER + REGEXP));
      identities.add(
          new CertificateIdentity(matcher(entry, IDENTITY), matcher(entry, ISSUER), Map.of()));
    }
    return identities;
  }

  private TextMatcher matcher(Mapping entry, String key) throws PolicyFileException {
    PolicyNode exact = entry.values().get(key);
    PolicyNode expression = entry.values().get(key + REGEXP);
    if (exact != null && expression != null) {
      throw fields.wrong(expression, "name " + key + " or " + key + REGEXP + ", not both");
    }
    if (expression == null) {
      return TextMatcher.exact(fields.text(fields.get(entry, key), "an " + key));
    }
    try {
      return TextMatcher.expression(fields.text(expression, "a regular expression"));
    } catch (IllegalArgumentException wrong) {
      throw fields.wrong(expression, "a regular expression was expected: " + wrong.getMessage());
    }
  }

  private List<String> texts(@Nullable PolicyNode node, String what, String each)
      throws PolicyFileException {
    List<String> texts = new ArrayList<>();
    if (node != null) {
      for (PolicyNode element : fields.list(node, what)) {
        texts.add(fields.text(element, each));
      }
    }
    return texts;
  }
}
