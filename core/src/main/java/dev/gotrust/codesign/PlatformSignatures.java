package dev.gotrust.codesign;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.ExecutableFile;
import dev.gotrust.image.Fat;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import dev.gotrust.image.ImageReader;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the platform signature of an executable, or of each slice of a fat one. BouncyCastle is
 * loaded only where there is a CMS message. Stateless, thread-safe.
 */
public final class PlatformSignatures {
  private final @Nullable CodeRoots roots;
  private final InstantSource clock;
  private final List<PlatformSignature> all = new ArrayList<>();
  private @Nullable String uncovered;

  private PlatformSignatures(@Nullable CodeRoots roots, InstantSource clock) {
    this.roots = roots;
    this.clock = clock;
  }

  /**
   * {@return the signatures, in the order of the slices, led to no root; none where there is none}
   *
   * @param source the executable
   * @throws IOException if the bytes can't be read
   */
  public static List<PlatformSignature> read(ByteSource source) throws IOException {
    PlatformSignatures found = new PlatformSignatures(null, InstantSource.system());
    found.readAll(source);
    return found.all;
  }

  /**
   * {@return the signatures, led to roots}
   *
   * @param source the executable
   * @param roots whom to lead signers to
   * @param clock tells the time of a signature that no timestamp dates
   * @throws IOException if the bytes can't be read
   */
  public static JudgedSignatures judge(ByteSource source, CodeRoots roots, InstantSource clock)
      throws IOException {
    PlatformSignatures found = new PlatformSignatures(roots, clock);
    found.readAll(source);
    return new JudgedSignatures(roots, found.all, found.uncovered);
  }

  /**
   * {@return why the signature of an image is not of the bytes that it has; null if it has none, or
   * it is of them, or that can't be told}
   *
   * @param image an image that was read
   * @throws IOException if its bytes can't be read
   */
  public static @Nullable String change(Image image) throws IOException {
    PlatformSignatures found = new PlatformSignatures(null, InstantSource.system());
    try {
      found.add(image, "");
    } catch (FormatException malformed) {
      return null;
    }
    boolean other = !found.all.isEmpty() && found.all.get(0).isOfOtherBytes();
    return other ? found.all.get(0).firstProblem() : null;
  }

  private void readAll(ByteSource source) throws IOException {
    try {
      ExecutableFile file = ImageReader.read(ByteView.of(source, "the file"));
      if (file instanceof Image image) {
        add(image, "the file");
      } else if (file instanceof Fat fat) {
        for (int i = 0; i < fat.slices().size(); i++) {
          add(fat.slices().get(i).image(), "slice " + (i + 1) + " of " + fat.slices().size());
        }
        if (!fat.strayBytes().isEmpty()) {
          lacks("the gap at offset " + fat.strayBytes().get(0).offset() + " between the slices");
        }
      }
    } catch (FormatException noExecutable) {
      // It is told where the file itself is read.
      all.clear();
    }
  }

  private void add(@Nullable Image image, String place) throws FormatException, IOException {
    PlatformSignature signature = null;
    if (image != null && image.format() == Format.PE) {
      signature = Authenticode.read(image, roots, clock);
    } else if (image != null
        && image.format() == Format.MACHO
        && !image.signatureSpans().isEmpty()) {
      signature = CodeSignature.read(image, image.signatureSpans().get(0), roots, clock);
    }
    if (signature == null) {
      lacks(place);
    } else {
      all.add(signature);
    }
  }

  private void lacks(String place) {
    uncovered = uncovered == null ? "no platform signature is of " + place : uncovered;
  }
}
