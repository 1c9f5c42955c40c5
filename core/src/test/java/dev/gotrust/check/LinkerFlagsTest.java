package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkerFlagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "-s; true",
        "--s; true",
        "-s -w; true",
        "-w -s; true",
        "'-s'; true",
        "\"-s\" \"-w\"; true",
        "-s=true; true",
        "-s=1; true",
        "-s=T; true",
        "-s=false -s; true",
        "-X a.b=c -s; true",
        "-X=a.b -s; true",
        "-extldflags '-static -s' -s; true",
        "-w; false",
        "-s=false; false",
        "-s=0; false",
        "-s=yes; false",
        "-s -s=false; false",
        "-X a.b=-s; false",
        "-X -s; false",
        "-X 'a.b=c -s d' -w; false",
        "-extldflags -s; false",
        "-extldflags=-s; false",
        "-extldflags '-static -s'; false",
        "s; false",
        "-strictdups -s; false",
        "-sw; false",
        "``; false",
      })
  void aFlagIsSetWhereTheLinkerSetsIt(String value, boolean set) {
    assertEquals(set, LinkerFlags.isSet(value, "s"), value);
  }

  @Test
  void wordsAreSplitAsTheGoCommandSplitsThem() {
    assertEquals(List.of("-X", "a.b=c d", "-w"), LinkerFlags.words(" -X 'a.b=c d'\t-w\n"));
    assertEquals(List.of("it's"), LinkerFlags.words("\"it's\""));
    assertEquals(List.of("a'b"), LinkerFlags.words("a'b"));
    assertEquals(List.of("", "x"), LinkerFlags.words("'' x"));
    assertEquals(List.of(), LinkerFlags.words(" "));
  }

  @Test
  void falseHasMoreThanOneSpelling() {
    assertTrue(LinkerFlags.holdsAll("-compressdwarf=false", "-compressdwarf=0"));
    assertFalse(LinkerFlags.holdsAll("-compressdwarf", "-compressdwarf=0"));
    assertFalse(LinkerFlags.holdsAll("-compressdwarf=0", "-compressdwarf"));
  }

  @Test
  void ofFlagsThatStandTwiceTheLastCounts() {
    String value = "-linkmode=external -linkmode=internal -X a.b=1 -X a.c=3 -X a.b=2 -s -s=false";
    assertTrue(LinkerFlags.holdsAll(value, "-linkmode=internal -X a.b=2 -X a.c=3 -s=false"));
    for (String lost : new String[] {"-linkmode=external", "-X a.b=1", "-s"}) {
      assertFalse(LinkerFlags.holdsAll(value, lost), lost);
    }
    assertTrue(LinkerFlags.holdsAll(value, value));
  }
}
