package dev.gotrust;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lists what a module lets others see: one block a class, one line a member, sorted. */
final class ApiLister {
  private static final int SHOWN =
      Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC;

  private ApiLister() {}

  static String list(Path classes) throws IOException, ClassNotFoundException {
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    StringBuilder out = new StringBuilder("module ").append(module.name()).append('\n');
    Set<String> packages = new TreeSet<>();
    module.exports().forEach(e -> packages.add(e.source()));
    for (String name : packages) {
      out.append("\npackage ").append(name).append('\n');
      for (String className : classNames(classes, name)) {
        append(out, Class.forName(className, false, ApiLister.class.getClassLoader()));
      }
    }
    return out.toString();
  }

  private static Set<String> classNames(Path classes, String packageName) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".class") && !f.equals("package-info.class"))
          .forEach(f -> names.add(packageName + "." + f.substring(0, f.length() - 6)));
    }
    return names;
  }

  private static void append(StringBuilder out, Class<?> type) {
    if (!isVisible(type)) {
      return;
    }
    out.append('\n').append(declaration(type)).append('\n');
    for (String line : members(type)) {
      out.append("  ").append(line).append('\n');
    }
  }

  private static boolean isVisible(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      if (!isVisible(c.getModifiers()) || c.isAnonymousClass() || c.isSynthetic()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int modifiers) {
    return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private static String declaration(Class<?> type) {
    StringBuilder s = new StringBuilder();
    int modifiers = type.getModifiers() & SHOWN;
    if (type.isInterface()) {
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC);
    } else if (type.isEnum() || type.isRecord()) {
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL);
    }
    s.append(modifiers(modifiers)).append(type.isSealed() ? "sealed " : "");
    s.append(kind(type)).append(' ').append(name(type));
    if (type.isRecord()) {
      s.append(components(type.getRecordComponents()));
    }
    Class<?> parent = type.getSuperclass();
    if (kind(type).equals("class") && parent != Object.class) {
      s.append(" extends ").append(name(type.getGenericSuperclass()));
    }
    appendAll(s, type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces());
    if (type.isSealed()) {
      Class<?>[] permitted = type.getPermittedSubclasses();
      Arrays.sort(permitted, (a, b) -> a.getName().compareTo(b.getName()));
      appendAll(s, " permits ", permitted);
    }
    return s.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    return type.isInterface()
        ? "interface"
        : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String components(RecordComponent[] components) {
    StringJoiner all = new StringJoiner(", ", "(", ")");
    for (RecordComponent c : components) {
      all.add(name(c.getGenericType()) + " " + c.getName());
    }
    return all.toString();
  }

  private static List<String> members(Class<?> type) {
    List<String> constants = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Field f : type.getDeclaredFields()) {
      if (f.isEnumConstant()) {
        constants.add(f.getName()); // in the order that the program sees
      } else if (isApi(f, f.isSynthetic())) {
        lines.add("field " + modifiers(f) + name(f.getGenericType()) + " " + f.getName());
      }
    }
    for (Constructor<?> c : type.getDeclaredConstructors()) {
      if (isApi(c, c.isSynthetic())) {
        lines.add("constructor " + modifiers(c) + type.getSimpleName() + signature(c));
      }
    }
    for (Method m : type.getDeclaredMethods()) {
      if (isApi(m, m.isSynthetic()) && !m.isBridge()) {
        lines.add(
            "method "
                + modifiers(m)
                + name(m.getGenericReturnType())
                + " "
                + m.getName()
                + signature(m));
      }
    }
    Collections.sort(lines);
    lines.addAll(0, constants);
    return lines;
  }

  private static boolean isApi(Member member, boolean synthetic) {
    return isVisible(member.getModifiers()) && !synthetic;
  }

  private static String signature(Executable e) {
    StringJoiner all = new StringJoiner(", ", "(", ")");
    for (Type t : e.getGenericParameterTypes()) {
      all.add(name(t));
    }
    StringBuilder s = new StringBuilder(all.toString());
    Type[] thrown = e.getGenericExceptionTypes();
    Arrays.sort(thrown, (a, b) -> a.getTypeName().compareTo(b.getTypeName()));
    appendAll(s, " throws ", thrown);
    return s.toString();
  }

  private static void appendAll(StringBuilder s, String before, Type[] types) {
    StringJoiner all = new StringJoiner(", ");
    for (Type t : types) {
      all.add(name(t));
    }
    s.append(types.length == 0 ? "" : before + all);
  }

  private static String modifiers(Member member) {
    return modifiers(member.getModifiers() & SHOWN);
  }

  private static String modifiers(int modifiers) {
    return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
  }

  private static String name(Type type) {
    return type.getTypeName().replace("java.lang.", "").replace('$', '.');
  }
}
