package dev.gotrust.module;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the files of a module zip, without extracting it. Only a zip is taken that the go command
 * would take, and that has one meaning: see {@code specs/module-zip.md}. Memory does not depend on
 * what the zip holds, but for the names.
 */
public final class ModuleZip {
  private ModuleZip() {}

  /**
   * Hashes the files of a zip.
   *
   * @param zip the file
   * @param module the version of the module that the zip should be of
   * @return the hash of each file
   * @throws ModuleContentException if the go command would refuse the zip, or two readers could see
   *     different files in it
   * @throws IOException if it can't be read or changed meanwhile
   */
  public static FileHashes read(Path zip, ModuleVersion module)
      throws IOException, ModuleContentException {
    return read(zip, module, null);
  }

  static FileHashes read(Path zip, ModuleVersion module, ZipContent.@Nullable Beginnings beginnings)
      throws IOException, ModuleContentException {
    try (FileSource source = FileSource.open(zip)) {
      return read(source, zip.toString(), module, beginnings);
    }
  }

  /**
   * Hashes the files of a zip.
   *
   * @param source its bytes
   * @param name its name, for messages
   * @param module the version of the module that the zip should be of
   * @return the hash of each file
   * @throws ModuleContentException if the go command would refuse the zip, or two readers could see
   *     different files in it
   * @throws IOException if it can't be read or changed meanwhile
   */
  public static FileHashes read(ByteSource source, String name, ModuleVersion module)
      throws IOException, ModuleContentException {
    return read(source, name, module, null);
  }

  private static FileHashes read(
      ByteSource source,
      String name,
      ModuleVersion module,
      ZipContent.@Nullable Beginnings beginnings)
      throws IOException, ModuleContentException {
    ZipProblems problems = new ZipProblems(name);
    ZipDirectory directory = ZipDirectory.read(source, problems, module);
    FileHashes hashes;
    try (ZipContent content = new ZipContent(source, problems, directory, beginnings)) {
      hashes = content.hash();
    }
    source.confirmUnchanged();
    return hashes;
  }

  /**
   * {@return the h1 hash of a zip; the hashes of its files are not kept}
   *
   * @param zip the file
   * @param module the version of the module that the zip should be of
   * @throws ModuleContentException if the go command would refuse the zip, or two readers could see
   *     different files in it
   * @throws IOException if it can't be read or changed meanwhile
   */
  public static String h1(Path zip, ModuleVersion module)
      throws IOException, ModuleContentException {
    return read(zip, module).h1(module);
  }
}
