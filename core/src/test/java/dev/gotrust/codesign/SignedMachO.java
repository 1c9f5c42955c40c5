package dev.gotrust.codesign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Signs Mach-O programs as a test wishes: with code directories of any kind, blobs of its own, and
 * a CMS message of any signer. What a test changes, it changes before the hashes are made.
 */
final class SignedMachO {
  static final int AD_HOC = 2;
  static final int LINKER_SIGNED = 0x20000;
  static final int SHA1 = 1;
  static final int SHA256 = 2;
  static final int SHA256_CUT = 3;
  static final int SHA384 = 4;
  static final int DIRECTORY = 88;
  private static final int PAGE = 4096;
  private static final int SEGMENT_64 = 0x19;
  private static final int CODE_SIGNATURE = 0x1d;
  private static final int RESERVE = 24 * 1024;

  private byte[] program;
  private final int start;
  private final Map<Integer, byte[]> blobs = new TreeMap<>();
  private int[] hashTypes = {SHA256};
  private int flags;
  private @Nullable CodeSigner signer;
  private final Hashtable<ASN1ObjectIdentifier, Attribute> attributes = new Hashtable<>();
  private boolean listed;

  /** Takes the signature of a program away and makes room for another. */
  SignedMachO(byte[] signed) {
    start = start(signed);
    int pages = (start + PAGE - 1) / PAGE;
    program = signed;
    room(RESERVE + 3 * pages * 48);
  }

  /** Makes room for a signature of a size. */
  SignedMachO room(int room) {
    program = Arrays.copyOf(Arrays.copyOf(program, start), start + room);
    ByteBuffer all = little(program);
    for (int i = 0, at = 32; i < all.getInt(16); i++, at += all.getInt(at + 4)) {
      if (all.getInt(at) == CODE_SIGNATURE) {
        all.putInt(at + 12, room);
      } else if (all.getInt(at) == SEGMENT_64 && name(program, at + 8).equals("__LINKEDIT")) {
        all.putLong(at + 48, program.length - all.getLong(at + 40));
      }
    }
    return this;
  }

  /** Returns where the signature of a program starts. */
  static int start(byte[] image) {
    ByteBuffer all = little(image);
    for (int i = 0, at = 32; i < all.getInt(16); i++, at += all.getInt(at + 4)) {
      if (all.getInt(at) == CODE_SIGNATURE) {
        return all.getInt(at + 8);
      }
    }
    throw new IllegalArgumentException("no signature");
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String name(byte[] bytes, int at) {
    return new String(bytes, at, 16, StandardCharsets.US_ASCII).trim();
  }

  SignedMachO by(CodeSigner somebody) {
    this.signer = somebody;
    return this;
  }

  SignedMachO hashes(int... types) {
    this.hashTypes = types;
    return this;
  }

  SignedMachO flags(int some) {
    this.flags = some;
    return this;
  }

  /** Adds a blob for a slot. */
  SignedMachO blob(int slot, int magic, byte[] content) {
    ByteBuffer blob = ByteBuffer.allocate(8 + content.length);
    blobs.put(slot, blob.putInt(magic).putInt(8 + content.length).put(content).array());
    return this;
  }

  SignedMachO attribute(String type, ASN1Encodable... values) {
    ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(type);
    attributes.put(id, new Attribute(id, new DERSet(values)));
    return this;
  }

  /** Signs a list of all code directories, in both of Apple's attributes. */
  SignedMachO listed() {
    this.listed = true;
    return this;
  }

  List<byte[]> directories() throws Exception {
    List<byte[]> all = new ArrayList<>();
    for (int type : hashTypes) {
      all.add(directory(type));
    }
    return all;
  }

  /** Returns the signed program. */
  byte[] sign() throws Exception {
    List<byte[]> directories = directories();
    return sign(directories, directories);
  }

  /**
   * Returns the program signed with code directories.
   *
   * @param named what the CMS message names: the first is its content
   * @param written what is written
   */
  byte[] sign(List<byte[]> named, List<byte[]> written) throws Exception {
    Map<Integer, byte[]> all = new TreeMap<>(blobs);
    for (int i = 0; i < written.size(); i++) {
      all.put(i == 0 ? 0 : 0x1000 + i - 1, written.get(i));
    }
    if (signer != null) {
      all.put(0x10000, wrapped(message(signer, named)));
    }
    byte[] superblob = superblob(all);
    byte[] image = program.clone();
    System.arraycopy(superblob, 0, image, start, superblob.length);
    return image;
  }

  private static byte[] wrapped(byte[] message) {
    ByteBuffer blob = ByteBuffer.allocate(8 + message.length);
    return blob.putInt(0xfade0b01).putInt(8 + message.length).put(message).array();
  }

  private static byte[] superblob(Map<Integer, byte[]> blobs) {
    int at = 12 + 8 * blobs.size();
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(at);
    head.putInt(0xfade0cc0).putInt(0).putInt(blobs.size());
    for (Map.Entry<Integer, byte[]> blob : blobs.entrySet()) {
      head.putInt(blob.getKey()).putInt(at + rest.size());
      rest.writeBytes(blob.getValue());
    }
    head.putInt(4, at + rest.size());
    return ByteBuffer.allocate(at + rest.size()).put(head.array()).put(rest.toByteArray()).array();
  }

  static MessageDigest digest(int type) throws Exception {
    return MessageDigest.getInstance(
        type == SHA1 ? "SHA-1" : type == SHA384 ? "SHA-384" : "SHA-256");
  }

  private static int size(int type) {
    return type == SHA384 ? 48 : type == SHA256 ? 32 : 20;
  }

  /** Returns a code directory of version 2.4. */
  private byte[] directory(int type) throws Exception {
    byte[] names = "tiny\0TEAM\0".getBytes(StandardCharsets.US_ASCII);
    int special = blobs.keySet().stream().filter(slot -> slot < 32).max(Integer::compare).orElse(0);
    int pages = (start + PAGE - 1) / PAGE;
    int hashes = DIRECTORY + names.length + special * size(type);
    ByteBuffer out = ByteBuffer.allocate(hashes + pages * size(type));
    out.putInt(0xfade0c02).putInt(out.capacity()).putInt(0x20400).putInt(flags).putInt(hashes);
    out.putInt(DIRECTORY).putInt(special).putInt(pages).putInt(start);
    out.put((byte) size(type)).put((byte) type).put((byte) 0).put((byte) 12).putInt(0);
    out.putInt(0).putInt(DIRECTORY + 5).putInt(0).putLong(0).put(new byte[24]).put(names);
    for (Map.Entry<Integer, byte[]> blob : blobs.entrySet()) {
      if (blob.getKey() < 32) {
        out.put(hashes - blob.getKey() * size(type), cut(type, blob.getValue()));
      }
    }
    for (int page = 0; page < pages; page++) {
      byte[] bytes = Arrays.copyOfRange(program, page * PAGE, Math.min(start, (page + 1) * PAGE));
      out.put(hashes + page * size(type), cut(type, bytes));
    }
    return out.array();
  }

  private static byte[] cut(int type, byte[] bytes) throws Exception {
    return Arrays.copyOf(digest(type).digest(bytes), size(type));
  }

  private byte[] message(CodeSigner by, List<byte[]> named) throws Exception {
    if (listed) {
      CodeHashes.addTo(this, named);
    }
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
            .build("SHA256with" + by.key().getAlgorithm(), by.key(), by.chain()[0]));
    generator.addCertificates(new JcaCertStore(List.of(by.chain())));
    return generator.generate(new CMSProcessableByteArray(named.get(0)), false).getEncoded();
  }
}
