/** Reads Go binaries and holds what they claim against evidence. */
@SuppressWarnings("requires-automatic") // they have no modules yet
module dev.gotrust.core {
  requires com.fasterxml.jackson.core;
  requires re2j;
  requires transitive java.net.http; // HttpOptions takes a client
  requires net.fornwall.jelf;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.snakeyaml.engine;
  requires org.eclipse.jgit;
  requires org.slf4j; // JGit logs to it
  requires sigstore.java;
  requires static transitive org.jspecify;

  exports dev.gotrust;
  exports dev.gotrust.archive;
  exports dev.gotrust.attestation;
  exports dev.gotrust.bytes;
  exports dev.gotrust.chain;
  exports dev.gotrust.checksumdb;
  exports dev.gotrust.codesign;
  exports dev.gotrust.components;
  exports dev.gotrust.facts;
  exports dev.gotrust.image;
  exports dev.gotrust.json;
  exports dev.gotrust.keys;
  exports dev.gotrust.material;
  exports dev.gotrust.module;
  exports dev.gotrust.policy;
  exports dev.gotrust.report;
  exports dev.gotrust.rollback;
  exports dev.gotrust.sbom;
  exports dev.gotrust.signature;
  exports dev.gotrust.signing;
  exports dev.gotrust.sigstore;
  exports dev.gotrust.source;
}
