package dev.gotrust.material;

import dev.gotrust.codesign.CodeRoots;
import org.jspecify.annotations.Nullable;

/**
 * Whom to lead platform signatures to. Immutable, thread-safe.
 *
 * @param authenticode for PE images, null to judge none
 * @param apple for Mach-O images, null to judge none
 */
public record PlatformRoots(@Nullable CodeRoots authenticode, @Nullable CodeRoots apple) {
  /** Platform signatures are not judged. */
  public static final PlatformRoots NONE = new PlatformRoots(null, null);
}
