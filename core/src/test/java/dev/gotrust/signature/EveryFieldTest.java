package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gotrust.keys.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that hold are changed in one field, in each of them, and no longer do. */
class EveryFieldTest {
  private static final String STATEMENT = "{\"_type\":\"https://in-toto.io/Statement/v1\"}";

  private static VirtualSigstore sigstore;
  private static Keylessly user;

  @BeforeAll
  static void start() throws Exception {
    sigstore = new VirtualSigstore();
    user = Keylessly.of(sigstore);
  }

  private static ObjectNode bundle(String content, String version, String logged) {
    VirtualBundle bundle =
        content.equals("file") ? sigstore.ofFile(Keylessly.FILE) : sigstore.ofStatement(STATEMENT);
    return bundle.version(version).logged(logged).mint();
  }

  @ParameterizedTest
  @CsvSource({
    "file, 0.1, hashedrekord 0.0.1",
    "file, 0.3, hashedrekord 0.0.1",
    "file, 0.3, hashedrekord 0.0.2",
    "statement, 0.2, intoto 0.0.2",
    "statement, 0.1, intoto 0.0.1",
    "statement, 0.3, dsse 0.0.1",
    "statement, 0.3, dsse 0.0.2",
    "statement, 0.3, hashedrekord 0.0.1",
    "statement, 0.3, hashedrekord 0.0.2"
  })
  void noFieldCanBeChangedOrLeftOut(String content, String version, String logged)
      throws Exception {
    ObjectNode bundle = parsed(bundle(content, version, logged));
    user.accepted(bundle);
    List<String> accepted = new ArrayList<>();
    for (String pointer : leaves(bundle)) {
      for (String changed : changes(pointer, bundle.at(pointer).asText())) {
        ObjectNode copy = bundle.deepCopy();
        set(copy, pointer, changed);
        if (holds(pointer, copy) && !isVersion(pointer, changed)) {
          accepted.add(pointer + " = " + changed);
        }
      }
      ObjectNode copy = bundle.deepCopy();
      remove(copy, pointer);
      if (holds(pointer, copy) && !isSpare(pointer)) {
        accepted.add(pointer + " left out");
      }
    }
    assertEquals(List.of(), accepted);
  }

  /** A bundle of version 0.3 is one of 0.2 as well. */
  private static boolean isVersion(String pointer, String changed) {
    return pointer.equals("/mediaType") && changed.endsWith(".v0.2+json");
  }

  /** What only repeats what stands elsewhere may be missing, but not be wrong. */
  private static boolean isSpare(String pointer) {
    return pointer.startsWith("/messageSignature/messageDigest");
  }

  private static ObjectNode parsed(ObjectNode node) throws IOException {
    return (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(node.toString());
  }

  /** Of the issuer's certificate, which is never used, only that it is one is asked. */
  private static boolean isUsed(String pointer) {
    return !pointer.startsWith("/verificationMaterial/x509CertificateChain/certificates/1");
  }

  private static boolean holds(String pointer, ObjectNode bundle) {
    try {
      Verified verified = user.verify(Keylessly.bytes(bundle));
      // What no signature covers, such as the response's status, can't move the time.
      boolean stamp = pointer.contains("signedTimestamp");
      return !(stamp && VirtualSigstore.SIGNED_AT.equals(verified.signedAt()));
    } catch (RefusedException refused) {
      assertTrue(!refused.getMessage().isEmpty() && !refused.check().isEmpty());
      return false;
    }
  }

  private static List<String> leaves(JsonNode bundle) {
    List<String> leaves = new ArrayList<>();
    collect(bundle, "", leaves);
    leaves.removeIf(pointer -> !isUsed(pointer));
    return leaves;
  }

  private static void collect(JsonNode node, String pointer, List<String> leaves) {
    if (node.isValueNode()) {
      leaves.add(pointer);
    }
    node.fieldNames()
        .forEachRemaining(name -> collect(node.get(name), pointer + "/" + name, leaves));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), pointer + "/" + i, leaves);
    }
  }

  private static void set(ObjectNode bundle, String pointer, String value) {
    edit(
        bundle,
        pointer,
        object -> object.set(last(pointer), TextNode.valueOf(value)),
        array -> array.set(Integer.parseInt(last(pointer)), TextNode.valueOf(value)));
  }

  private static void remove(ObjectNode bundle, String pointer) {
    edit(
        bundle,
        pointer,
        object -> object.remove(last(pointer)),
        array -> array.remove(Integer.parseInt(last(pointer))));
  }

  private static void edit(
      ObjectNode bundle, String pointer, Consumer<ObjectNode> object, Consumer<ArrayNode> array) {
    JsonNode above = bundle.at(pointer.substring(0, pointer.lastIndexOf('/')));
    if (above instanceof ArrayNode list) {
      array.accept(list);
    } else {
      object.accept((ObjectNode) above);
    }
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  /** A number is moved; of bytes, one bit is turned at a time; of a text, one character. */
  private static List<String> changes(String pointer, String value) {
    List<String> changes = new ArrayList<>();
    if (value.matches("[0-9]+")) {
      long number = Long.parseLong(value);
      changes.addAll(List.of(Long.toString(number + 1), Long.toString(number - 1), "0", "-1"));
      changes.remove(value);
    } else if (pointer.endsWith("/envelope") || !value.matches("[A-Za-z0-9+/]{16,}=*")) {
      for (int at = 0; at < value.length(); at += value.length() > 100 ? 5 : 1) {
        changes.add(
            value.substring(0, at) + (char) (value.charAt(at) ^ 1) + value.substring(at + 1));
      }
    } else {
      byte[] data = Base64.getDecoder().decode(value);
      for (int at : places(data.length)) {
        byte[] turned = data.clone();
        turned[at] ^= (byte) (1 << at % 8);
        changes.add(VirtualLog.base64(turned));
      }
      changes.add(VirtualLog.base64(java.util.Arrays.copyOf(data, data.length - 1)));
      changes.add(VirtualLog.base64(java.util.Arrays.copyOf(data, data.length + 1)));
    }
    return changes;
  }

  /** All bytes of short fields, the ends and a part of the middle of long ones. */
  private static TreeSet<Integer> places(int length) {
    TreeSet<Integer> places = new TreeSet<>();
    for (int at = 0; at < length; at += length <= 40 || at < 8 || at > length - 8 ? 1 : 61) {
      places.add(at);
    }
    return places;
  }
}
