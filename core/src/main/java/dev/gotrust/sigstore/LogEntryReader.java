package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the message {@code dev.sigstore.rekor.v1.TransparencyLogEntry} in its JSON form, as bundles
 * carry it and Rekor's second version answers it. See protobuf-specs, {@code sigstore_rekor.proto}.
 */
public final class LogEntryReader {
  private LogEntryReader() {}

  /**
   * {@return the entry that a message says}
   *
   * @param node the message
   * @throws JsonException if it is malformed or above a cap
   */
  public static LogEntry read(JsonNode node) throws JsonException {
    ProtoMessage entry =
        ProtoMessage.of(
            node,
            Set.of(
                "logIndex",
                "logId",
                "kindVersion",
                "integratedTime",
                "inclusionPromise",
                "inclusionProof",
                "canonicalizedBody"));
    ProtoMessage kind = ProtoMessage.of(entry.get("kindVersion"), Set.of("kind", "version"));
    JsonNode promise = entry.find("inclusionPromise");
    JsonNode proof = entry.find("inclusionProof");
    return new LogEntry(
        entry.int64("logIndex"),
        ProtoMessage.of(entry.get("logId"), Set.of("keyId")).bytes("keyId"),
        kind.text("kind"),
        kind.text("version"),
        entry.int64("integratedTime"),
        promise == null
            ? null
            : ProtoMessage.of(promise, Set.of("signedEntryTimestamp"))
                .bytes("signedEntryTimestamp"),
        proof == null ? null : proof(proof),
        entry.bytes("canonicalizedBody"));
  }

  private static InclusionProof proof(JsonNode node) throws JsonException {
    ProtoMessage proof =
        ProtoMessage.of(node, Set.of("logIndex", "rootHash", "treeSize", "hashes", "checkpoint"));
    List<Bytes> hashes = new ArrayList<>();
    for (JsonNode hash : proof.list("hashes", Limits.PROOF_HASHES)) {
      hashes.add(ProtoMessage.bytes(hash));
    }
    JsonNode checkpoint = proof.find("checkpoint");
    return new InclusionProof(
        proof.int64("logIndex"),
        proof.int64("treeSize"),
        proof.bytes("rootHash"),
        hashes,
        checkpoint == null ? "" : ProtoMessage.of(checkpoint, Set.of("envelope")).text("envelope"));
  }
}
