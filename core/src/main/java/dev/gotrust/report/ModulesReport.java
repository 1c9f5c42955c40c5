package dev.gotrust.report;

import dev.gotrust.chain.ModulesOutcome;
import dev.gotrust.material.Material;
import java.util.List;

/**
 * What is said of the modules of a source tree, in every format.
 *
 * @param outcome what came of it
 * @param goMod the go.mod of the main module; of a workspace, that of the first
 * @param moduleCache where zips and directories were looked for
 * @param materials the module files of the tree, in the order in which they were read
 * @param toolVersion the version of gotrust that judged
 */
public record ModulesReport(
    ModulesOutcome outcome,
    String goMod,
    String moduleCache,
    List<Material> materials,
    String toolVersion) {
  /**
   * Copies the list.
   *
   * @param outcome what came of it
   * @param goMod the go.mod of the main module; of a workspace, that of the first
   * @param moduleCache where zips and directories were looked for
   * @param materials the module files of the tree, in the order in which they were read
   * @param toolVersion the version of gotrust that judged
   */
  public ModulesReport {
    materials = List.copyOf(materials);
  }
}
