package dev.gotrust.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Go build ID (Go's {@code cmd/go/internal/work/buildid.go}).
 *
 * @param text what it says, decoded from UTF-8; one that names content is plain ASCII
 * @param offset of its first byte from the start of the image
 * @param length of its bytes in the file, which may hold escapes
 */
public record BuildId(String text, long offset, int length) {
  private static final int PARTS = 4;
  private static final int PART_LENGTH = 20;

  /**
   * {@return the four parts: action ID of the link, action ID and content ID of the main package,
   * content ID of the executable; an empty list where the ID was set by hand or is of Go 1.9 or
   * older}
   */
  public List<String> parts() {
    int length = PARTS * (PART_LENGTH + 1) - 1;
    if (text.length() != length) {
      return List.of();
    }
    for (int i = 0; i < length; i++) {
      boolean slash = text.charAt(i) == '/';
      boolean expected = i % (PART_LENGTH + 1) == PART_LENGTH;
      if (slash != expected || !slash && !isBase64Url(text.charAt(i))) {
        return List.of();
      }
    }
    return List.of(part(0), part(1), part(2), part(3));
  }

  private String part(int index) {
    int from = index * (PART_LENGTH + 1);
    return text.substring(from, from + PART_LENGTH);
  }

  private static boolean isBase64Url(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  /** {@return the content ID of the executable, or null where the ID has no such part} */
  public @Nullable String contentId() {
    List<String> parts = parts();
    return parts.isEmpty() ? null : parts.get(PARTS - 1);
  }
}
