package dev.gotrust.module;

/**
 * A replace directive of a go.mod or go.work.
 *
 * @param old what is replaced; its version is empty where that is all versions
 * @param replacement what stands for it; its version is empty where its path is a directory's
 * @param line where it stands, counted from 1
 */
public record Replace(ModuleVersion old, ModuleVersion replacement, int line) {
  /** {@return whether a directory stands for the module, not another module} */
  public boolean isDirectory() {
    return replacement.version().isEmpty();
  }
}
