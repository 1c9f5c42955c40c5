package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;

/** Recognises an executable by its content, never by its name, and reads its headers. */
public final class ImageReader {
  private ImageReader() {}

  /**
   * Reads the headers of an executable file.
   *
   * @param view all bytes of the file
   * @return an image, or a {@link Fat} file of several
   * @throws FormatException with {@link FormatException.Kind#NOT_GO} if it is of no format that
   *     Go's linkers write, else as the format's reader says
   * @throws IOException if the bytes can't be read
   */
  public static ExecutableFile read(ByteView view) throws FormatException, IOException {
    if (Elf.recognise(view)) {
      return Elf.read(view);
    }
    if (Pe.recognise(view)) {
      return Pe.read(view);
    }
    if (MachO.recognise(view)) {
      return MachO.read(view);
    }
    if (Fat.recognise(view)) {
      return Fat.read(view);
    }
    if (Wasm.recognise(view)) {
      return Wasm.read(view);
    }
    if (Plan9.recognise(view)) {
      return Plan9.read(view);
    }
    if (Xcoff.recognise(view)) {
      return Xcoff.read(view);
    }
    throw new FormatException(FormatException.Kind.NOT_GO, 0, describe(view));
  }

  private static String describe(ByteView view) throws FormatException, IOException {
    if (view.size() == 0) {
      return "the file is empty; expected an executable";
    }
    StringBuilder text =
        new StringBuilder("expected an ELF, PE, Mach-O, XCOFF, Plan 9 or wasm file, ");
    text.append("found one that begins with");
    for (int i = 0; i < Math.min(8, view.size()); i++) {
      int value = view.u8(i);
      text.append(value < 16 ? " 0" : " ").append(Integer.toHexString(value));
    }
    return text.toString();
  }
}
