package dev.gotrust.bytes;

/**
 * Every cap on what input may ask for, with its unit and the reason for its size. What is above a
 * cap is refused as {@link FormatException.Kind#TOO_LARGE}, never cut silently.
 */
public final class Limits {
  private Limits() {}

  /** Bytes that one call copies out of a view: the largest table read whole has 6.4 MB. */
  public static final int COPY = 8 * 1024 * 1024;

  /** Bytes of modinfo; that of the largest known programs is 100 KiB. */
  public static final int MODINFO = 512 * 1024;

  /** Modules of one build info; the largest known programs have 1,200. */
  public static final int MODULES = 5_000;

  /** Build settings of one build info, and lines not understood; real ones have fewer than 40. */
  public static final int SETTINGS = 10_000;

  /** Bytes of a Go version text; those of development versions with experiments have some 100. */
  public static final int GO_VERSION = 256;

  /** Bytes of a Go build ID; the go command's own have 83, hand-set ones are short. */
  public static final int BUILD_ID = 4096;

  /** Functions of one image; the largest known programs have 400,000. */
  public static final int FUNCTIONS = 4_000_000;

  /** Bytes of code of one function; a compiler's largest have some megabytes. */
  public static final int FUNCTION_CODE = 1024 * 1024 * 1024;

  /**
   * Bytes that are inflated of one compressed debug section. Go's own units stand first; those of C
   * objects, which the linker of a system may put before them, have some hundred bytes to a
   * megabyte. What is behind is not looked at.
   */
  public static final int DEBUG_DATA = 4 * 1024 * 1024;

  /** Packages of one image; the largest known programs have 5,000. */
  public static final int PACKAGES = 100_000;

  /** Pairs of a package and a source file of its code; the largest known programs have 50,000. */
  public static final int SOURCE_FILES = 1_000_000;

  /** Places in one image that are looked at as a further copy of the build info. */
  public static final int COPIES = 256;

  /**
   * Bytes of a name or path in a header table, and of an ELF note that can be an identifier; paths
   * on every system are shorter.
   */
  public static final int NAME = 4096;

  /**
   * Bytes of the name of an ELF or PE section; those that Go's files have and its tools look for
   * have fewer than 30. A longer one names nothing that is looked for and counts as no name, so
   * that a hundred thousand of them stay small.
   */
  public static final int SECTION_NAME = 256;

  /** Bytes of a go.sum; the largest known ones have 1 MiB. */
  public static final int GO_SUM = 4 * 1024 * 1024;

  /** Lines of a go.sum; the largest known ones have some 10,000. */
  public static final int GO_SUM_LINES = 50_000;

  /** Different hashes that a go.sum may hold for one module at one version; the rule is one. */
  public static final int GO_SUM_HASHES = 16;

  /** Bytes of a go.mod; the largest known ones have less than 100 KiB. */
  public static final int GO_MOD = 1024 * 1024;

  /** Bytes of a file of what was accepted; 20,000 lines have some 14 MB. */
  public static final int STATE_FILE = 16 * 1024 * 1024;

  /** Bytes of one line of it; real ones have some 700, paths and a reason are the most of them. */
  public static final int STATE_LINE = 16 * 1024;

  /** Bytes of the file that says how far it was acknowledged; gotrust writes some 150. */
  public static final int STATE_HEAD = 1024;

  /**
   * Seconds that are waited for another process to let go of it; each holds it some milliseconds.
   */
  public static final int STATE_WAIT = 60;

  /** Bytes of a file of the go command's settings; real ones have some hundred. */
  public static final int GO_ENV = 1024 * 1024;

  /** Bytes of a vendor/modules.txt; the largest known ones have some 200 KiB. */
  public static final int VENDOR_MODULES = 4 * 1024 * 1024;

  /** Bytes of a module zip; the go command refuses more (golang.org/x/mod/zip). */
  public static final long MODULE_ZIP = 500L * 1024 * 1024;

  /** Bytes of all files of a module together; the go command refuses more. */
  public static final long MODULE_CONTENT = 500L * 1024 * 1024;

  /** Bytes of the go.mod, and of the LICENSE, in a module zip; the go command refuses more. */
  public static final int MODULE_ZIP_GO_MOD = 16 * 1024 * 1024;

  /** Files of one module; the largest known ones have some 30,000. */
  public static final int MODULE_FILES = 100_000;

  /**
   * Bytes of a module zip's directory, and of the names of an extracted one; the largest known ones
   * have some 6 MB.
   */
  public static final int MODULE_ZIP_DIRECTORY = 16 * 1024 * 1024;

  /** Bytes of a Go source file that are searched for what it embeds; larger ones are generated. */
  public static final int GO_SOURCE = 16 * 1024 * 1024;

  /** Directories inside each other in a module; real ones have fewer than 40. */
  public static final int MODULE_DEPTH = 256;

  /** Names in each list of files that differ; what is left out is counted. */
  public static final int MODULE_DIFFERENCES = 100;

  /**
   * Bytes of a checksum database pack: a program with 250 modules needs some 6 MB of tiles and
   * lookups.
   */
  public static final int PACK_FILE = 32 * 1024 * 1024;

  /** Bytes that all entries of a pack have together; they are stored, not deflated. */
  public static final int PACK = 32 * 1024 * 1024;

  /** Bytes of one entry of a pack: a tile has 8 KiB, a lookup some KiB. */
  public static final int PACK_ENTRY = 1024 * 1024;

  /** Entries of a pack; a program with 250 modules needs some 1,000. */
  public static final int PACK_ENTRIES = 100_000;

  /** Lines of a vendor/modules.txt; the largest known ones have some 5,000. */
  public static final int VENDOR_LINES = 100_000;

  /** Characters of a GOPRIVATE, GONOPROXY or GONOSUMDB; people write some hundreds. */
  public static final int PREFIX_PATTERNS = 64 * 1024;

  /** Bytes of a certified list; one that names every release of Go has some 4 KiB. */
  public static final int CERTIFIED_GO = 64 * 1024;

  /** Bytes of a signed note; that of a tree head has some 200. */
  public static final int SIGNED_NOTE = 8 * 1024;

  /** Signatures of one note; golang.org/x/mod takes as many. */
  public static final int NOTE_SIGNATURES = 100;

  /** Bytes of what a checksum database answers to a lookup; real answers have some 600. */
  public static final int LOOKUP = 16 * 1024;

  /**
   * Records of a checksum database's tree; the largest has some 50 million. Above, levels of tiles
   * could be confused: a long shifts by its bits modulo 64.
   */
  public static final long TREE_SIZE = 1L << 48;

  /** Rules of a certified list; Go has made some 350 releases. */
  public static final int CERTIFIED_GO_RULES = 1_000;

  /**
   * Entries of evidence that one link carries, so that a report stays readable by programs whatever
   * a file declares; what is left out is counted in the last entry. Real programs have some
   * hundreds of modules.
   */
  public static final int EVIDENCE = 4_096;

  /** Characters of one text that a text report shows, and then counts the rest; JSON holds all. */
  public static final int SHOWN_TEXT = 2_000;

  /** Entries of one list that a text report shows, and then counts the rest; JSON holds all. */
  public static final int SHOWN_ENTRIES = 1_000;

  /** Pages of 16 KiB that an open file keeps for the comparison with what is hashed: 8 MiB. */
  public static final int KEPT_PAGES = 512;

  /** Section headers of one image; the ELF linkers' own outputs have fewer than 100,000. */
  public static final int SECTIONS = 100_000;

  /** Program headers of one image; real ones have fewer than 100. */
  public static final int SEGMENTS = 65_536;

  /** Slices of a fat Mach-O file; there are fewer than 20 Mach-O architectures. */
  public static final int SLICES = 64;

  /** ELF notes of one image; Go's are up to 10, those of some C compilers thousands. */
  public static final int NOTES = 65_536;

  /** Entries of an ELF dynamic table that are looked at; real ones have fewer than 100. */
  public static final int DYNAMIC = 65_536;

  /** Libraries that an image names; the largest real programs name some hundreds. */
  public static final int LIBRARIES = 1_024;

  /** Sections of a PE image; the Windows loader itself admits 96. */
  public static final int PE_SECTIONS = 4_096;

  /**
   * Bytes of a gap between fat slices that are read to see whether they are all zero; alignment
   * leaves at most 32 KiB, so a longer gap is reported unread.
   */
  public static final int GAP = 64 * 1024;

  /** Imports of a wasm module; browsers once refused more, Go programs have fewer than 100. */
  public static final int WASM_IMPORTS = 100_000;

  /** Data segments of a wasm module; Go's linker never writes more, and browsers refuse more. */
  public static final int WASM_DATA_SEGMENTS = 100_000;

  /** Load commands of one Mach-O image; real ones have some hundreds at most. */
  public static final int LOAD_COMMANDS = 4_096;

  /** Sections of one Mach-O image; its symbols can name 255. */
  public static final int MACHO_SECTIONS = 4_096;

  /**
   * Bytes of standard input that are kept in a temporary file; the largest known Go programs have 1
   * GB, and a pipe that never ends must not fill the disk.
   */
  public static final long STANDARD_INPUT = 4L * 1024 * 1024 * 1024;

  /** Levels of objects and arrays in evidence; those of predicates and SBOMs have fewer than 20. */
  public static final int JSON_DEPTH = 64;

  /** Characters of a number in evidence; a 64-bit one has 20. */
  public static final int JSON_NUMBER = 64;

  /** Characters of a string in evidence: a payload in base64 is one. */
  public static final int JSON_TEXT = 48 * 1024 * 1024;

  /** Characters of a name in an object of evidence. */
  public static final int JSON_NAME = 16 * 1024;

  /**
   * Values of a document of evidence: the tree of them must fit a small heap. Predicates and SBOMs
   * of the largest programs have some ten thousand.
   */
  public static final int JSON_VALUES = 250_000;

  /**
   * Bytes of one stored trust report; those on the largest known programs have some 200 KiB, and
   * text and tree of one are held at a time.
   */
  public static final int REPORT_BYTES = 16 * 1024 * 1024;

  /**
   * Bytes that a web page on many files may have, so that a browser opens it in a moment; evidence
   * that does not fit is counted, and JSON holds it.
   */
  public static final int PAGE_BYTES = 4_500_000;

  /** Bytes of a step's summary that GitHub takes. */
  public static final int STEP_SUMMARY = 1024 * 1024;

  /** Pieces of evidence of one link that a page for readers lists; JSON holds all. */
  public static final int PAGE_EVIDENCE = 200;

  /** Bytes of an SBOM: a tree is made of it. Those of the largest programs have 3 MB. */
  public static final int SBOM = 16 * 1024 * 1024;

  /** Go modules of one SBOM; those of images with many programs have some ten thousand. */
  public static final int SBOM_COMPONENTS = 50_000;

  /** Characters of a name, a version or a place in an SBOM; module paths have fewer than 200. */
  public static final int SBOM_NAME = 4_096;

  /** Characters of a parser's complaint that are repeated. */
  public static final int JSON_REASON = 300;

  /**
   * Bytes of a file of signatures or attestations: text and payload of it are held a few times
   * over. SBOMs of large programs have some megabytes in an envelope.
   */
  public static final int SIGNATURE_FILE = 8 * 1024 * 1024;

  /** Bundles, envelopes or signatures in one file; releases with many artifacts have hundreds. */
  public static final int BUNDLES = 4_096;

  /** Log entries, and timestamps, of one bundle; sigstore-go takes as many. */
  public static final int BUNDLE_PROOFS = 32;

  /** Signatures of one envelope; real ones have one or two. */
  public static final int ENVELOPE_SIGNATURES = 32;

  /** Bytes of a signature; one of a 4096-bit RSA key has 512. */
  public static final int SIGNATURE = 4 * 1024;

  /** Bytes of a certificate; real ones have 1 to 3 KiB. */
  public static final int CERTIFICATE = 64 * 1024;

  /** Certificates of one chain; real ones have three. */
  public static final int CERTIFICATES = 16;

  /** Hashes of one inclusion proof: one for each level of the largest tree. */
  public static final int PROOF_HASHES = 64;

  /** Bytes of a file of public keys or certificates in PEM. */
  public static final int PEM = 1024 * 1024;

  /** Keys that are accepted in one run. */
  public static final int KEYS = 256;

  /**
   * Seconds by which a log or a timestamp authority may be ahead of this machine's clock: clocks
   * that are set over the network are seconds apart, and what was signed just now must not fail.
   */
  public static final int CLOCK_SKEW = 60;

  /** Bytes of a trusted root; that of the public-good instance has 7 KiB. */
  public static final int TRUSTED_ROOT = 4 * 1024 * 1024;

  /**
   * Bytes of a file whose pure Ed25519 signature the JDK checks: it holds the whole message, twice
   * while it grows. Larger ones are checked without being held.
   */
  public static final int ED25519_MESSAGE = 4 * 1024 * 1024;

  /** Subjects of one statement, and dependencies of one provenance; real ones have hundreds. */
  public static final int SUBJECTS = 16_384;

  /** Levels of one verification summary; SLSA has two tracks, and a report shows all of them. */
  public static final int SUMMARY_LEVELS = 64;

  /** Bytes of a list of checksums; those of large releases have some 100 KiB. */
  public static final int CHECKSUMS = 8 * 1024 * 1024;

  /** Files of an archive; Go's own releases have 15,000. */
  public static final int ARCHIVE_MEMBERS = 100_000;

  /** Bytes that an archive may inflate to: a small one can inflate to a thousand times its size. */
  public static final long ARCHIVE_INFLATED = 4L * 1024 * 1024 * 1024;

  /**
   * Characters of all names of an archive together, and 32 for each, so that they fit what is left
   * of a small heap; those of Go's releases have 2 million.
   */
  public static final int ARCHIVE_NAMES = 8 * 1024 * 1024;

  /** Bytes of a file of an archive that is held in memory; the largest known programs have 1 GB. */
  public static final long ARCHIVE_MEMBER = 1024L * 1024 * 1024;

  /** Bytes of the heap that are left to the rest while a file of an archive is held. */
  public static final long ARCHIVE_RESERVE = 40L * 1024 * 1024;

  /** Bytes of an extended header of a tar archive: a path, and some times. */
  public static final int ARCHIVE_EXTENSION = 1024 * 1024;

  /**
   * Bytes of the CMS message of a platform signature: the trees that are made of it are many times
   * as large. Real ones have 2 to 20 KiB.
   */
  public static final int CMS_MESSAGE = 1024 * 1024;

  /** Signatures of one PE image; real ones have one or two. */
  public static final int PE_SIGNATURES = 16;

  /** Certificates of the message of a platform signature; real ones have a handful. */
  public static final int CODE_CERTIFICATES = 64;

  /** Certificates from a signer of code to a root, the root left out; real ones have two. */
  public static final int CODE_CERTIFICATE_PATH = 8;

  /** Bits of an RSA key that signs code, or for who does; real ones have 2,048 to 4,096. */
  public static final int CODE_KEY = 16_384;

  /** Blobs of a code signature; Apple has given numbers to fewer than 20. */
  public static final int CODE_SIGNATURE_BLOBS = 64;

  /** Bytes of a code directory: SHA-256 of the pages of an image of 1 GiB, the largest known. */
  public static final int CODE_DIRECTORY = COPY;

  /** Hashes in a code directory of what is no page; Apple has given numbers to eleven. */
  public static final int CODE_SPECIAL_SLOTS = 32;

  /** Bytes of a signed list of code directories; one of six has 800. */
  public static final int CODE_HASH_LIST = 64 * 1024;

  /**
   * Requirements of modules on modules that a bill of materials lists; those of the largest
   * programs have some 10,000. Modules whose requirements are above it count as unknown.
   */
  public static final int SBOM_EDGES = 250_000;

  /** Characters of a version in a bill of materials: CycloneDX takes as many. */
  public static final int SBOM_VERSION = 1024;

  /** Bytes of a private key in an encrypted file; RSA of 4,096 bits has 2,400. */
  public static final int PRIVATE_KEY = 16 * 1024;

  /**
   * The cost of scrypt that a file of a private key may ask for: cosign has asked for 32,768 to
   * 131,072, and each unit takes 1 KiB of memory.
   */
  public static final int SCRYPT_COST = 131_072;

  /** Bytes of the heap that are left to the rest while a private key is decrypted. */
  public static final long SCRYPT_RESERVE = 16L * 1024 * 1024;

  /** Bytes of an OIDC token; that of a GitHub workflow has some 2 KiB. */
  public static final int IDENTITY_TOKEN = 64 * 1024;

  /** Bytes of a Sigstore signing config; that of the public-good instance has 2 KiB. */
  public static final int SIGNING_CONFIG = 1024 * 1024;

  /** Services of one kind in a signing config, and of those that one signature is sent to. */
  public static final int SIGNING_SERVICES = 64;

  /**
   * Bytes of what a service answers that signs: an entry of a log repeats the envelope that it is
   * of, so that it is as large as a file of signatures.
   */
  public static final int SIGNING_ANSWER = SIGNATURE_FILE;

  /** Bytes of a policy file; real ones have some kilobytes. */
  public static final int POLICY = 256 * 1024;

  /** Levels of nesting in a policy file; its own layout has 5. */
  public static final int POLICY_DEPTH = 16;

  /** Keys, values and lists of a policy file; one that names 5,000 modules has some 20,000. */
  public static final int POLICY_VALUES = 50_000;

  /** Characters of a pattern of module paths in a policy; real ones have fewer than 100. */
  public static final int POLICY_PATTERN = 1024;

  /** Bytes of a git object that is read whole; trees of 100,000 names have 4 MB. */
  public static final int GIT_OBJECT = COPY;

  /** Bytes of a git configuration, or a file of ignored names; real ones have some kilobytes. */
  public static final int GIT_CONFIG = 1024 * 1024;

  /** Bytes of git's packed-refs, or of what a shallow clone lacks; real ones have some 5 MB. */
  public static final int GIT_REFS = 8 * 1024 * 1024;

  /** Tags of a git repository; the largest known ones have 30,000. */
  public static final int GIT_TAGS = 100_000;

  /**
   * Commits of a history that are looked at, about 100 bytes of memory each; the largest known Go
   * projects have 150,000.
   */
  public static final int GIT_COMMITS = 400_000;

  /** Bytes of git's index, which is held whole; those of 100,000 files have some 13 MB. */
  public static final int GIT_INDEX = 16 * 1024 * 1024;

  /** Names in trees of a commit and in a work tree that are looked at; large ones have 100,000. */
  public static final int GIT_FILES = 300_000;

  /** Bytes of a work tree that are hashed to find changes. */
  public static final long GIT_HASHED = 1024L * 1024 * 1024;

  /** Directories that a git repository takes objects from, its own among them; two are usual. */
  public static final int GIT_ALTERNATES = 16;

  /**
   * Patterns of one file of ignored names, or attributes of a work tree; real ones have hundreds.
   */
  public static final int GIT_PATTERNS = 10_000;

  /**
   * Patterns that are held against names of a work tree; 25,000 names and 100 patterns make 3e6.
   */
  public static final int GIT_MATCHES = 200_000_000;

  /** Bytes of go.sum files of a workspace's modules at a commit; large ones have 2 MB. */
  public static final int GIT_WORK_SUMS = 8 * 1024 * 1024;

  /** Changes of a work tree that are named; the others are counted. */
  public static final int GIT_CHANGES = 20;
}
