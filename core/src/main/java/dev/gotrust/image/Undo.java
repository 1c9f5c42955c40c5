package dev.gotrust.image;

import dev.gotrust.bytes.Bytes;
import java.util.List;

/**
 * A way back to the bytes that the Go linker wrote, from a file that a signing tool or an editor of
 * headers changed: cut the file, put old values back, and zero-fill what the tool replaced.
 *
 * @param what the change that is undone, as a noun phrase such as {@code Authenticode signature}
 * @param signature whether what is taken away has the structure of such a signature; the headers
 *     can declare any bytes one
 * @param ends offsets from the start of the image at which the file is cut; several where padding
 *     hides the true one, in ascending order
 * @param zeros bytes of value zero that follow the cut
 * @param patches old values to put back, in ascending order, not overlapping
 * @param foreign how many of the bytes that are taken away are no part of a signature and its
 *     padding: whoever put them there hid them behind it
 */
public record Undo(
    String what,
    boolean signature,
    List<Long> ends,
    long zeros,
    List<Patch> patches,
    long foreign) {
  /**
   * Copies the lists.
   *
   * @param what the change that is undone, as a noun phrase
   * @param signature whether what is taken away has the structure of a signature
   * @param ends offsets at which the file is cut, ascending; copied
   * @param zeros bytes of value zero that follow the cut
   * @param patches old values to put back, ascending, not overlapping; copied
   * @param foreign how many bytes that are taken away are no part of a signature
   */
  public Undo {
    ends = List.copyOf(ends);
    patches = List.copyOf(patches);
  }

  /**
   * Bytes to put back.
   *
   * @param offset from the start of the image
   * @param old the value that the linker had written
   */
  public record Patch(long offset, Bytes old) {}
}
