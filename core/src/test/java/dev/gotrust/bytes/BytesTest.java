package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Holds {@link Bytes} to its promise: a value that nobody can change. */
final class BytesTest {

  @Test
  void isAValue() {
    Bytes one = Bytes.of(new byte[] {1, -1});
    assertEquals(one, Bytes.of(new byte[] {0, 1, -1, 0}, 1, 2));
    assertEquals(one.hashCode(), Bytes.of(new byte[] {1, -1}).hashCode());
    assertNotEquals(one, Bytes.of(new byte[] {1}));
    assertNotEquals(one, Bytes.of(new byte[] {1, 1}));
    assertNotEquals(one, new Object());
  }

  @Test
  void isNotChangedFromOutside() {
    byte[] given = {1, 2};
    Bytes bytes = Bytes.of(given);
    given[0] = 9;
    bytes.toArray()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, bytes.toArray());
  }

  @Test
  void tellsItsBytes() {
    Bytes bytes = Bytes.of(new byte[] {0, 10, -1});
    assertEquals(3, bytes.length());
    assertEquals(-1, bytes.at(2));
    assertEquals("000aff", bytes.hex());
    assertEquals("000aff", bytes.toString());
    assertEquals("", Bytes.of(new byte[0]).hex());
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.at(3));
  }

  @Test
  void refusesRangesOutsideTheArray() {
    byte[] array = new byte[4];
    assertEquals(0, Bytes.of(array, 4, 0).length());
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(array, 1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(array, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(array, 1, Integer.MAX_VALUE));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(array, 1, -1));
  }
}
