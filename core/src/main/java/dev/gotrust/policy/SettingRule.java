package dev.gotrust.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The values that a build setting may have, or may not have. Immutable, thread-safe.
 *
 * @param key as the build info spells it
 * @param values each as a requirement states it; at least one
 * @param isAllowed whether it must have one of them; if not, it must have none of them
 */
public record SettingRule(String key, List<RequiredSetting> values, boolean isAllowed) {
  /**
   * Copies the list.
   *
   * @param key as the build info spells it
   * @param values each as a requirement states it; copied
   * @param isAllowed whether it must have one of them
   * @throws IllegalArgumentException if there is no value
   */
  public SettingRule {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a rule of a setting needs a value");
    }
  }

  /** {@return the values in words, such as {@code "amd64" or "arm64"}} */
  public String words() {
    List<String> words = new ArrayList<>();
    for (RequiredSetting value : values) {
      words.add('"' + value.value() + '"');
    }
    return String.join(" or ", words);
  }
}
