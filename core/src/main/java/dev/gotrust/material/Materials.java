package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.TreeHead;
import dev.gotrust.codesign.JudgedSignatures;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.source.SourceFacts;
import dev.gotrust.source.SourceReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was given or found. Immutable, thread-safe.
 *
 * @param all every material, in the order in which they were read
 * @param goSums the go.sum files among them, in any order
 * @param setAside what was found and can't be used, as sentences that name the file
 * @param database what a checksum database answered, null if none was asked
 * @param contents what the files of modules are, null if none were hashed
 * @param goRoot what a GOROOT is, null if none was named
 * @param signatures what came of signatures, null if none were given or looked for
 * @param platform what platform signatures are, null if they are not judged
 * @param sboms the SBOMs, null if none were given or looked for
 * @param source what a git checkout answered, null if none was asked
 */
public record Materials(
    List<Material> all,
    List<SumFile> goSums,
    List<String> setAside,
    @Nullable DatabaseAnswers database,
    @Nullable ModuleContents contents,
    @Nullable GoRootContents goRoot,
    @Nullable Signatures signatures,
    @Nullable JudgedSignatures platform,
    @Nullable Sboms sboms,
    @Nullable SourceMaterial source) {
  /** No material at all. */
  public static final Materials NONE =
      new Materials(List.of(), List.of(), List.of(), null, null, null, null, null, null, null);

  /** The kind of a go.sum. */
  public static final String GO_SUM = "go.sum";

  /** The kind of a tree head of a checksum database. */
  public static final String CHECKSUM_DB = "tree head";

  /** The kind of a commit of a git checkout. */
  public static final String COMMIT = "git commit";

  /** The kind of a go.mod. */
  public static final String GO_MOD = "go.mod";

  /**
   * Copies the lists.
   *
   * @param all every material, in the order in which they were read; copied
   * @param goSums the go.sum files, in any order; copied
   * @param setAside sentences on what can't be used; copied
   * @param database what a checksum database answered, null if none was asked
   * @param contents what the files of modules are, null if none were hashed
   * @param goRoot what a GOROOT is, null if none was named
   * @param signatures what came of signatures, null if none were given or looked for
   * @param platform what platform signatures are, null if they are not judged
   * @param sboms the SBOMs, null if none were given or looked for
   * @param source what a git checkout answered, null if none was asked
   */
  public Materials {
    all = List.copyOf(all);
    goSums = List.copyOf(goSums);
    setAside = List.copyOf(setAside);
  }

  /**
   * A go.sum with what is known of its file.
   *
   * @param material the file
   * @param sum its content
   */
  public record SumFile(Material material, GoSum sum) {}

  /**
   * {@return these materials and a go.sum that the user named}
   *
   * @param file the path that the user named; a pipe is read too, once
   * @throws IOException if it can't be read
   * @throws ModuleFileException if it is malformed or too large
   */
  public Materials withGoSum(Path file) throws IOException, ModuleFileException {
    String name = file.toString();
    byte[] data = MaterialFiles.readGiven(file, GO_SUM, Limits.GO_SUM);
    Material material = new Material(GO_SUM, name, Bytes.sha256(data), Standing.GIVEN);
    return plus(new SumFile(material, GoSum.parse(name, data)));
  }

  private Materials plus(SumFile file) {
    List<Material> materials = new ArrayList<>(all);
    materials.add(file.material());
    List<SumFile> sums = new ArrayList<>(goSums);
    sums.add(file);
    return copy().all(materials).goSums(sums).build();
  }

  /**
   * {@return these materials and, behind them, others}
   *
   * @param others what comes behind, of any standing
   */
  public Materials plus(Materials others) {
    List<Material> materials = new ArrayList<>(all);
    materials.addAll(others.all);
    List<SumFile> sums = new ArrayList<>(goSums);
    sums.addAll(others.goSums);
    List<String> aside = new ArrayList<>(setAside);
    aside.addAll(others.setAside);
    return copy()
        .all(materials)
        .goSums(sums)
        .setAside(aside)
        .database(database == null ? others.database : database)
        .contents(contents == null ? others.contents : contents)
        .goRoot(goRoot == null ? others.goRoot : goRoot)
        .signatures(signatures == null ? others.signatures : signatures)
        .platform(platform == null ? others.platform : platform)
        .sboms(sboms == null ? others.sboms : sboms)
        .source(source == null ? others.source : source)
        .build();
  }

  /**
   * {@return these materials and what a checksum database answered}
   *
   * @param answers of one run
   */
  public Materials withDatabase(DatabaseAnswers answers) {
    List<Material> materials = new ArrayList<>(all);
    TreeHead head = answers.head();
    if (head != null) {
      String location = answers.key().name() + ", tree of " + head.size() + " records";
      Bytes sha256 = Bytes.sha256(head.note().toBytes());
      materials.add(new Material(CHECKSUM_DB, location, sha256, Standing.GIVEN));
    }
    return copy().all(materials).database(answers).build();
  }

  /**
   * {@return these materials and what the files of modules are}
   *
   * @param found what was hashed
   */
  public Materials withContents(ModuleContents found) {
    return copy().contents(found).build();
  }

  /**
   * {@return these materials and what a GOROOT is}
   *
   * @param found what was read
   */
  public Materials withGoRoot(GoRootContents found) {
    return copy().goRoot(found).build();
  }

  /**
   * {@return these materials and what platform signatures are}
   *
   * @param found what was read
   */
  public Materials withPlatform(JudgedSignatures found) {
    return copy().platform(found).build();
  }

  /**
   * {@return these materials and what was found and can't be used}
   *
   * @param sentences that name the file
   */
  public Materials withSetAside(List<String> sentences) {
    List<String> aside = new ArrayList<>(setAside);
    aside.addAll(sentences);
    return copy().setAside(aside).build();
  }

  /**
   * {@return these materials and what came of signatures, whose files are listed}
   *
   * @param found what was verified
   */
  public Materials withSignatures(Signatures found) {
    List<Material> materials = new ArrayList<>(all);
    materials.addAll(found.materials());
    return copy().all(materials).signatures(found).build();
  }

  /**
   * {@return these materials and SBOMs, whose files are listed}
   *
   * @param found those that were given, or those that were found
   */
  public Materials withSboms(Sboms found) {
    List<Material> materials = new ArrayList<>(all);
    materials.addAll(found.materials());
    return copy().all(materials).sboms(found).build();
  }

  /**
   * {@return these materials and what a git checkout answered, whose commits are listed}
   *
   * @param found what was read
   */
  public Materials withSource(SourceMaterial found) {
    List<Material> materials = new ArrayList<>(all);
    for (SourceReading reading : found.readings().values()) {
      if (reading instanceof SourceFacts facts && facts.commit() != null) {
        String location = facts.location() + ", commit " + facts.commit().id();
        materials.add(new Material(COMMIT, location, facts.commit().sha256(), found.standing()));
      }
    }
    return copy().all(materials).source(found).build();
  }

  /** {@return whether the user named a go.sum} */
  public boolean hasGivenGoSum() {
    for (SumFile file : goSums) {
      if (file.material().standing() == Standing.GIVEN) {
        return true;
      }
    }
    return false;
  }

  private Copy copy() {
    return new Copy(this);
  }

  /** The same materials but for what is set. */
  private static final class Copy {
    private List<Material> all;
    private List<SumFile> goSums;
    private List<String> setAside;
    private @Nullable DatabaseAnswers database;
    private @Nullable ModuleContents contents;
    private @Nullable GoRootContents goRoot;
    private @Nullable Signatures signatures;
    private @Nullable JudgedSignatures platform;
    private @Nullable Sboms sboms;
    private @Nullable SourceMaterial source;

    Copy(Materials from) {
      this.all = from.all;
      this.goSums = from.goSums;
      this.setAside = from.setAside;
      this.database = from.database;
      this.contents = from.contents;
      this.goRoot = from.goRoot;
      this.signatures = from.signatures;
      this.platform = from.platform;
      this.sboms = from.sboms;
      this.source = from.source;
    }

    Copy all(List<Material> value) {
      this.all = value;
      return this;
    }

    Copy goSums(List<SumFile> value) {
      this.goSums = value;
      return this;
    }

    Copy setAside(List<String> value) {
      this.setAside = value;
      return this;
    }

    Copy database(@Nullable DatabaseAnswers value) {
      this.database = value;
      return this;
    }

    Copy contents(@Nullable ModuleContents value) {
      this.contents = value;
      return this;
    }

    Copy goRoot(@Nullable GoRootContents value) {
      this.goRoot = value;
      return this;
    }

    Copy signatures(@Nullable Signatures value) {
      this.signatures = value;
      return this;
    }

    Copy platform(@Nullable JudgedSignatures value) {
      this.platform = value;
      return this;
    }

    Copy sboms(@Nullable Sboms value) {
      this.sboms = value;
      return this;
    }

    Copy source(@Nullable SourceMaterial value) {
      this.source = value;
      return this;
    }

    Materials build() {
      return new Materials(
          all, goSums, setAside, database, contents, goRoot, signatures, platform, sboms, source);
    }
  }
}
