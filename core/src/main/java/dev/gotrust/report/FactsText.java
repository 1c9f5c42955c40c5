package dev.gotrust.report;

import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.PlatformSignature;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Linkage;
import dev.gotrust.report.Style.Tone;
import java.util.List;

/** The facts of a file for people; 80 columns, never a verdict. */
public final class FactsText {
  private final TextBlock text;

  private FactsText(TextBlock text) {
    this.text = text;
  }

  /**
   * {@return the facts, lines ending in a newline}
   *
   * @param facts what was read from the file
   * @param style paints the words; {@link Style#PLAIN} for no terminal
   */
  public static String render(Inspection facts, Style style) {
    TextBlock text = new TextBlock(style);
    header(text, facts);
    FactsText printer = new FactsText(text);
    for (int i = 0; i < facts.binaries().size(); i++) {
      if (facts.binaries().size() > 1) {
        text.blank();
        text.line("  slice " + (i + 1) + " of " + facts.binaries().size());
      }
      printer.image(facts.binaries().get(i));
    }
    printer.all("oddity", facts.oddities());
    for (PlatformSignature signature : facts.platformSignatures()) {
      printer.text.field("signature", signature(signature));
      for (PlatformSignature one : signature.further()) {
        printer.text.field("signature", "further, " + signature(one));
      }
    }
    return text.toString();
  }

  static void title(TextBlock text, String name) {
    text.paragraph(0, 2, Tone.TITLE, name.isBlank() ? "(no name)" : name);
  }

  /** What every report starts with. */
  static void header(TextBlock text, Inspection facts) {
    title(text, facts.name());
    if (facts.target() != null) {
      text.field("leads to", facts.target());
    }
    text.field("sha256", facts.sha256().hex());
    text.field("size", facts.size() + " bytes");
    text.field("format", format(facts));
    BuildInfo info = facts.first().buildInfo();
    text.field("go", info == null || info.goVersion().isEmpty() ? "unknown" : info.goVersion());
    if (info != null && info.main() != null) {
      text.field("module", module(info.main()));
    }
    if (info != null && !info.path().isEmpty()) {
      text.field("package", info.path());
    }
  }

  private static String format(Inspection facts) {
    StringBuilder format = new StringBuilder(facts.format().id());
    for (GoBinary binary : facts.binaries()) {
      format.append(format.length() == facts.format().id().length() ? ", " : " and ");
      format.append(word(binary.os())).append('/').append(word(binary.arch()));
    }
    return format.toString();
  }

  private static String word(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  private static String module(BuildInfo.Module module) {
    String name = module.path() + (module.version().isEmpty() ? "" : "@" + module.version());
    return module.replace() == null ? name : name + " => " + module(module.replace());
  }

  private void image(GoBinary binary) {
    text.field("build id", binary.buildId() == null ? "none" : binary.buildId().text());
    text.field("content", binary.contentId().state().id() + ": " + binary.contentId().reason());
    if (binary.hostId() != null) {
      text.field(
          binary.hostId().kind() == HostId.Kind.LC_UUID ? "uuid" : "gnu id",
          binary.hostId().value().hex() + " (" + binary.hostIdCheck().reason() + ")");
    }
    text.field("copies", binary.copies().reason());
    PclntabLayout layout = binary.versions().pclntab();
    text.field("pclntab", layout == null ? "none found" : "layout of " + layout.id());
    text.field("linkage", linkage(binary.linkage()));
    all("library", binary.linkage().libraries());
    if (binary.buildInfo() != null) {
      buildInfo(binary.buildInfo());
    }
    if (binary.code() != null) {
      PackagesText.write(text, binary.code(), binary.buildInfo(), binary.settingTraces());
    }
    all("note", binary.notes());
  }

  private static String signature(PlatformSignature signature) {
    StringBuilder words = new StringBuilder(signature.kind().id());
    words.append(signature.matches() ? ", matches the bytes" : ", does not hold: ");
    words.append(signature.problem() == null ? "" : signature.problem());
    for (int i = 0; i < signature.flags().size(); i++) {
      words.append(i == 0 ? "; flags " : ", ").append(signature.flags().get(i));
    }
    words.append(signature.signer() == null ? "" : "; by " + signature.signer());
    words.append(signature.signedAt() == null ? "" : " at " + signature.signedAt());
    for (String remark : signature.remarks()) {
      words.append("; ").append(remark);
    }
    return words.toString();
  }

  private static String linkage(Linkage linkage) {
    StringBuilder words = new StringBuilder(linkage.type());
    words.append(linkage.isStatic() ? ", static" : ", dynamic");
    words.append(linkage.pie() ? ", pie" : "");
    words.append(linkage.symbols() ? ", symbols" : ", no symbols");
    words.append(linkage.debug() ? ", debug data" : ", no debug data");
    words.append(linkage.signed() == null ? "" : ", signed (" + linkage.signed() + ")");
    words.append(linkage.interpreter() == null ? "" : ", run by " + linkage.interpreter());
    return words.toString();
  }

  private void buildInfo(BuildInfo info) {
    int shown = Math.min(info.deps().size(), Limits.SHOWN_ENTRIES);
    for (int i = 0; i < shown; i++) {
      BuildInfo.Module dep = info.deps().get(i);
      text.field("dep", module(dep) + (dep.effective().sum().isEmpty() ? " (no h1)" : ""));
    }
    more("dep", info.deps().size() - shown);
    shown = Math.min(info.settings().size(), Limits.SHOWN_ENTRIES);
    for (int i = 0; i < shown; i++) {
      BuildInfo.Setting setting = info.settings().get(i);
      text.field("setting", setting.key() + "=" + setting.value());
    }
    more("setting", info.settings().size() - shown);
    all("unknown", info.unknownLines());
  }

  private void all(String label, List<String> values) {
    int shown = Math.min(values.size(), Limits.SHOWN_ENTRIES);
    for (int i = 0; i < shown; i++) {
      text.field(label, values.get(i));
    }
    more(label, values.size() - shown);
  }

  private void more(String label, int count) {
    if (count > 0) {
      text.field(label, "and " + count + " more; --output json shows all");
    }
  }
}
