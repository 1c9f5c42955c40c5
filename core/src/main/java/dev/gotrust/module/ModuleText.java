package dev.gotrust.module;

import dev.gotrust.module.ModuleFileException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a module file: within its cap, and UTF-8. */
final class ModuleText {
  private ModuleText() {}

  /**
   * Decodes a file.
   *
   * @param name the file's name, for messages
   * @param data all its bytes
   * @param most how many are read
   */
  static String decode(String name, byte[] data, int most) throws ModuleFileException {
    if (data.length > most) {
      throw new ModuleFileException(
          Kind.TOO_LARGE,
          name,
          0,
          data.length + " bytes, more than the " + most + " that are read");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed(name, 0, "UTF-8 was expected, but other bytes were found");
    }
  }

  static ModuleFileException malformed(String name, int line, String problem) {
    return new ModuleFileException(Kind.MALFORMED, name, line, problem);
  }
}
