package dev.gotrust;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.facts.BuildId;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.BuildInfoCopies.Outcome;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.Disguise;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.HostIdCheck;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.SettingTraces;
import dev.gotrust.facts.VersionTraces;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.Format;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Linkage;
import dev.gotrust.image.Span;
import java.util.ArrayList;
import java.util.List;

/** Facts built by hand: an ordinary ELF binary, of which a test changes what it is about. */
public final class TestFacts {
  public static final String H1_A = "h1:" + "A".repeat(43) + "=";
  public static final String H1_B = "h1:" + "B".repeat(42) + "A=";
  public static final String ID =
      "aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb/cccccccccccccccccccc/dddddddddddddddddddd";
  public static final String CONTENT = "dddddddddddddddddddd";

  public String name = "app";
  public String target = null;
  public List<String> oddities = List.of();
  public Format format = Format.ELF;
  public String os = "linux";
  public String arch = "amd64";
  public BuildId buildId = new BuildId(ID, 4096, ID.length());
  public HostId hostId = null;
  public ContentId contentId =
      new ContentId(
          CONTENT,
          CONTENT,
          ContentId.State.MATCH,
          ContentId.Cause.NONE,
          "the bytes hash to the recorded content ID");
  public HostIdCheck hostIdCheck =
      new HostIdCheck(HostIdCheck.Outcome.NOT_APPLICABLE, "there is none");
  public String goVersion = "go1.26.8";
  public String path = "example.com/app";
  public BuildInfo.Module main = module("example.com/app", "(devel)", "");
  public List<BuildInfo.Module> deps = new ArrayList<>();
  public List<BuildInfo.Setting> settings = List.of(new BuildInfo.Setting("CGO_ENABLED", "0"));
  public List<String> unknownLines = List.of();
  public boolean noBuildInfo = false;
  public BuildInfoCopies copies =
      new BuildInfoCopies(
          Outcome.EQUAL,
          new Span(8192, 100),
          List.of(new Span(16384, 100)),
          "both copies of the build info are the same",
          null);
  public VersionTraces versions =
      traces(List.of("go1.26.8"), PclntabLayout.GO_1_20, BuildInfoLayout.INLINE);
  public Disguise disguise = Disguise.NONE;
  public CompiledCode code = null;
  public SettingTraces settingTraces = null;
  public Linkage linkage =
      new Linkage("executable", null, List.of(), true, false, true, true, null);
  public List<String> notes = List.of();

  /** What shows the version; only an inline build info leaves the texts a second witness. */
  public static VersionTraces traces(
      List<String> versions, PclntabLayout pclntab, BuildInfoLayout layout) {
    List<VersionTraces.Text> texts =
        versions.stream().map(version -> new VersionTraces.Text(version, 300)).toList();
    return new VersionTraces(
        texts, layout == BuildInfoLayout.INLINE, pclntab, pclntab == null ? -1 : 400, layout, null);
  }

  public static BuildInfo.Module module(String path, String version, String sum) {
    return new BuildInfo.Module(path, version, sum, null);
  }

  public static BuildInfo.Module replaced(
      String path, String version, BuildInfo.Module replacement) {
    return new BuildInfo.Module(path, version, "", replacement);
  }

  public GoBinary binary() {
    BuildInfo info =
        noBuildInfo
            ? null
            : new BuildInfo(goVersion, path, main, deps, settings, unknownLines, "path\t" + path);
    return new GoBinary(
        format,
        os,
        arch,
        new Span(0, 123456),
        buildId,
        hostId,
        contentId,
        hostIdCheck,
        info,
        copies,
        versions,
        linkage,
        disguise,
        code,
        settingTraces,
        notes);
  }

  public Inspection inspection() {
    return inspection(binary());
  }

  public Inspection inspection(GoBinary... binaries) {
    return new Inspection(
        name,
        target,
        123456,
        Bytes.of(new byte[32]),
        binaries.length > 1 ? Format.MACHO_FAT : format,
        List.of(binaries),
        oddities,
        List.of());
  }
}
