package dev.gotrust.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that a command line names, one after the other: arguments in their order, what lies in
 * a directory by the bytes of its name, each directory's content where its name stands. Symbolic
 * links are followed when the command line names them and nowhere else, so no walk goes in circles.
 * It keeps the names of the directories that it is in and nothing else. Not thread-safe.
 */
public final class FileWalker implements Iterator<Input> {
  /** Names standard input. */
  public static final String STANDARD_INPUT = "-";

  private final Iterator<String> arguments;
  private final List<Path> own;
  private final Deque<Iterator<Path>> open = new ArrayDeque<>();
  private @Nullable Path root;

  /**
   * Creates a walker over the arguments of a command line.
   *
   * @param arguments files, directories and {@code -}, in the order of their reports
   * @param own files that the run itself writes, absolute and without links: a walk passes over
   *     them, so that a second run finds what the first found
   */
  public FileWalker(List<String> arguments, List<Path> own) {
    this.arguments = arguments.iterator();
    this.own = own;
  }

  /**
   * {@return whether the arguments name one file or standard input, and no directory}
   *
   * @param arguments files, directories and {@code -}
   */
  public static boolean isSingle(List<String> arguments) {
    if (arguments.size() != 1) {
      return false;
    }
    Path path = path(arguments.get(0));
    return path == null || !Files.isDirectory(path);
  }

  /**
   * {@return the path that an argument names; null for standard input and what no path can be}
   *
   * @param argument as it stands in the command line
   */
  public static @Nullable Path path(String argument) {
    try {
      return argument.equals(STANDARD_INPUT) ? null : FileNames.path(argument);
    } catch (InvalidPathException unusable) {
      return null;
    }
  }

  @Override
  public boolean hasNext() {
    return root != null || arguments.hasNext();
  }

  @Override
  public Input next() {
    while (!open.isEmpty()) {
      Iterator<Path> directory = open.element();
      if (directory.hasNext()) {
        Input input = walked(directory.next());
        if (input != null) {
          return input;
        }
      } else {
        open.remove();
      }
    }
    if (root != null) {
      Input end = Input.of(Input.Kind.END_OF_DIRECTORY, root);
      root = null;
      return end;
    }
    if (!arguments.hasNext()) {
      throw new NoSuchElementException();
    }
    return named(arguments.next());
  }

  private Input named(String argument) {
    if (argument.equals(STANDARD_INPUT)) {
      return new Input(Input.Kind.STANDARD_INPUT, argument, null, null);
    }
    Path path;
    try {
      path = FileNames.path(argument);
    } catch (InvalidPathException unusable) {
      return Input.problem(argument, "no file can have this name: " + unusable.getReason());
    }
    if (!Files.isDirectory(path)) {
      return Input.of(Input.Kind.NAMED, path);
    }
    Input problem = enter(path);
    if (problem != null) {
      return problem;
    }
    root = path;
    return Input.of(Input.Kind.DIRECTORY, path);
  }

  /** Returns null for a directory whose content comes next, and for what is our own. */
  private @Nullable Input walked(Path path) {
    if (isOwn(path)) {
      return null;
    }
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException failed) {
      return Input.problem(FileNames.show(path), Terminal.explain(failed));
    }
    if (attributes.isDirectory()) {
      return enter(path);
    }
    return Input.of(attributes.isRegularFile() ? Input.Kind.WALKED : Input.Kind.PASSED_OVER, path);
  }

  private boolean isOwn(Path path) {
    for (Path file : own) {
      if (file.endsWith(path.getFileName()) && isInSameDirectory(file, path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInSameDirectory(Path one, Path other) {
    Path parent = one.getParent();
    Path directory = other.getParent();
    try {
      return parent != null && directory != null && Files.isSameFile(parent, directory);
    } catch (IOException gone) {
      return false;
    }
  }

  private @Nullable Input enter(Path directory) {
    List<Path> content = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        content.add(path);
      }
    } catch (IOException failed) {
      return Input.problem(FileNames.show(directory), Terminal.explain(failed));
    } catch (DirectoryIteratorException failed) {
      return Input.problem(
          FileNames.show(directory), "it can't be listed to its end: " + failed.getMessage());
    }
    Collections.sort(content);
    open.push(content.iterator());
    return null;
  }
}
