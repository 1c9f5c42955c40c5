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
  private PlatformSignatures() {}

  /**
   * {@return the signatures, in the order of the slices; none where there is none}
   *
   * @param source the executable
   * @param roots whom to lead signers to, null to lead them nowhere
   * @param clock tells the time of a signature that no timestamp dates
   * @throws IOException if the bytes can't be read
   */
  public static List<PlatformSignature> read(
      ByteSource source, @Nullable CodeRoots roots, InstantSource clock) throws IOException {
    List<PlatformSignature> all = new ArrayList<>();
    try {
      ExecutableFile file = ImageReader.read(ByteView.of(source, "the file"));
      if (file instanceof Image image) {
        add(image, roots, clock, all);
      } else if (file instanceof Fat fat) {
        for (Fat.Slice slice : fat.slices()) {
          if (slice.image() != null) {
            add(slice.image(), roots, clock, all);
          }
        }
      }
    } catch (FormatException noExecutable) {
      // It is told where the file itself is read.
      return List.of();
    }
    return all;
  }

  private static void add(
      Image image, @Nullable CodeRoots roots, InstantSource clock, List<PlatformSignature> all)
      throws FormatException, IOException {
    PlatformSignature signature = null;
    if (image.format() == Format.PE) {
      signature = Authenticode.read(image.view(), roots, clock);
    } else if (image.format() == Format.MACHO && !image.signatureSpans().isEmpty()) {
      signature = CodeSignature.read(image.view(), image.signatureSpans().get(0), roots, clock);
    }
    if (signature != null) {
      all.add(signature);
    }
  }
}
