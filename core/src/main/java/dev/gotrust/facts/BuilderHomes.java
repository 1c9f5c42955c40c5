package dev.gotrust.facts;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The home directories that the names of source files give away. */
public final class BuilderHomes {
  private static final Pattern HOME =
      Pattern.compile("/root\\b|(/home|/Users|[A-Za-z]:[/\\\\]Users)[/\\\\][^/\\\\]+");

  private BuilderHomes() {}

  /**
   * {@return the home directories of builders, such as {@code /home/alice}; empty where the names
   * of source files were trimmed}
   *
   * @param code what the function table shows
   */
  public static Set<String> of(CompiledCode code) {
    Set<String> homes = new TreeSet<>();
    for (CompiledPackage compiled : code.packages()) {
      for (SourcePlace place : compiled.places()) {
        Matcher home = HOME.matcher(place.file());
        if (home.lookingAt()) {
          homes.add(home.group());
        }
      }
    }
    return homes;
  }
}
