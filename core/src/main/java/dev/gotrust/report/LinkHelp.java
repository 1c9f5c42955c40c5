package dev.gotrust.report;

import dev.gotrust.chain.LinkId;

/**
 * What a link asks, for readers who see it in another program.
 *
 * @param question what is asked
 * @param explanation what is held against what
 * @param advice what to do where the link does not hold
 */
record LinkHelp(String question, String explanation, String advice) {
  static final String HOME = "https://github.com/gotrust/gotrust";

  static final LinkHelp NOT_ANALYSED =
      new LinkHelp(
          "Can the file be analysed?",
          "The file is no Go program, is malformed, is above a limit, or can't be read.",
          "Leave files that are no Go programs out, and fetch a damaged one again.");

  static LinkHelp of(LinkId link) {
    return switch (link) {
      case FILE ->
          new LinkHelp(
              "Which bytes were judged, and are they one well-formed Go executable?",
              "The whole file is hashed, and its structure read with all bounds checked.",
              "Look at the oddities that the reason names.");
      case BUILD_ID ->
          new LinkHelp(
              "Do the bytes still hash to the content ID in the Go build ID?",
              "The Go linker writes a hash of the program into it; a changed program differs.",
              "Name a change that packaging explains with --accept, or fetch the program again.");
      case BUILD_INFO ->
          new LinkHelp(
              "Do both copies of the build info agree?",
              "The program reads one copy, go version -m another; a forgery may change only one.",
              "Do not run a program whose copies differ.");
      case TOOLCHAIN ->
          new LinkHelp(
              "Does the Go version claim fit what the toolchain left behind?",
              "The version is held against the runtime, the function table and the library code.",
              "Ask its builder which Go release was used.");
      case SETTINGS ->
          new LinkHelp(
              "Do the recorded build settings fit the file?",
              "Settings such as CGO_ENABLED and -trimpath leave traces in the program.",
              "Compare the settings that the evidence lists with how the program was built.");
      case PACKAGES ->
          new LinkHelp(
              "Are the modules whose code was compiled in the declared ones?",
              "The function table lists every package; each must belong to a declared module.",
              "Do not trust a list of modules that the code contradicts.");
      case GO_SUM ->
          new LinkHelp(
              "Does every declared module's h1 stand in go.sum?",
              "The sums in the program are held against the go.sum that was given or found.",
              "Give the go.sum of the commit that was built with --go-sum.");
      case CHECKSUM_DB ->
          new LinkHelp(
              "Is every declared module's h1 in the checksum database?",
              "Each sum is proven to stand in the log, under a signed tree head.",
              "Ask the database with --checksum-db, or a pack with --checksum-db-pack.");
      case MODULE_CONTENT ->
          new LinkHelp(
              "Do module zips, cached directories or the vendor tree hash to those sums?",
              "Every file of every declared module is hashed as go mod verify does.",
              "Name the module cache with --module-cache, or a vendor tree with --vendor.");
      case SOURCE ->
          new LinkHelp(
              "Is the recorded revision the commit of the source?",
              "The recorded commit is held against the checkout that was given.",
              "Build from a clean checkout, and name it.");
      case SIGNATURE ->
          new LinkHelp(
              "Does a signature by an accepted key or identity cover these bytes?",
              "The signature is verified over the file, with the key or identity that was chosen.",
              "Choose a signer with --key, or --certificate-identity and its issuer.");
      case PROVENANCE ->
          new LinkHelp(
              "Does a trusted builder's provenance name these bytes and that source?",
              "A signed statement of the build is held against the file, source and builder.",
              "Name the statement with --provenance, and the source with --source-uri.");
      case SBOM ->
          new LinkHelp(
              "Does the bill of materials list exactly the modules of this program?",
              "Every module of the program must stand in it, and no other.",
              "Have the SBOM made of this very program.");
      case REBUILD ->
          new LinkHelp(
              "Does a rebuild from source give the same bytes?",
              "A build from the same source by the same toolchain must be equal.",
              "Build again with the recorded settings.");
      case ROLLBACK ->
          new LinkHelp(
              "Is it not older than what was accepted before?",
              "The version is held against the versions that were accepted earlier.",
              "Do not install a version that is older than the one in use.");
    };
  }
}
