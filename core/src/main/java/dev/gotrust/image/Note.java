package dev.gotrust.image;

import dev.gotrust.bytes.Bytes;

/**
 * An ELF note.
 *
 * @param section the section that holds it, empty when it was found through a program header
 * @param name the owner's name without the closing NUL
 * @param type the note type; 4 with owner {@code Go} is the Go build ID, 3 with {@code GNU} the GNU
 *     build-id
 * @param offset of the descriptor from the start of the image
 * @param descriptor its payload
 */
public record Note(String section, String name, long type, long offset, Bytes descriptor) {}
