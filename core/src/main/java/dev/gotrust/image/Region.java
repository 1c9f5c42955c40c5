package dev.gotrust.image;

/**
 * A part of an image that a header table names: a section or a segment.
 *
 * @param name as the table spells it (Mach-O: the section's name alone), Latin-1; empty where it
 *     has none
 * @param offset of its first byte from the start of the image
 * @param size in bytes within the file; 0 for parts that the file does not hold
 * @param address at which it is loaded; 0 where it is not
 * @param memorySize in bytes once loaded
 * @param access what a process may do with it
 */
public record Region(
    String name, long offset, long size, long address, long memorySize, Access access) {

  /** What a process may do with a region once it is loaded. */
  public enum Access {
    /** Not loaded at all: debug data, symbol tables. */
    NONE,
    /** Read only. */
    READ,
    /** Read and write. */
    WRITE,
    /** Read and execute, or all of it. */
    EXECUTE
  }

  /** {@return the offset behind its last byte in the file} */
  public long end() {
    return offset + size;
  }

  /**
   * {@return whether {@code length} bytes at {@code virtual} are held by the file in this region}
   *
   * @param virtual a virtual address; any value may be asked for
   * @param length in bytes; any value may be asked for
   */
  public boolean maps(long virtual, long length) {
    long within = virtual - address;
    return within >= 0 && within < size && length >= 0 && length <= size - within;
  }
}
