package dev.gotrust.check;

import dev.gotrust.chain.State;
import org.jspecify.annotations.Nullable;

/**
 * One build setting, held against what the file shows.
 *
 * @param key such as {@code CGO_ENABLED}
 * @param claim the recorded value, null where none is recorded
 * @param trace what the file shows, null where the setting leaves no trace
 * @param state CORROBORATED where they fit, CLAIMED where nothing shows it, CONTRADICTED
 * @param remark what a reader should know though it decides nothing, else null
 */
record SettingRow(
    String key,
    @Nullable String claim,
    @Nullable String trace,
    State state,
    @Nullable String remark) {

  /** A setting that nothing in the file shows. */
  static SettingRow claimed(String key, @Nullable String claim) {
    return new SettingRow(key, claim, null, State.CLAIMED, null);
  }

  /** A setting that nothing decides, with something to say of it. */
  static SettingRow remarked(String key, @Nullable String claim, String remark) {
    return new SettingRow(key, claim, null, State.CLAIMED, remark);
  }

  /** A setting and a trace, which fit or do not. */
  static SettingRow compared(String key, @Nullable String claim, String trace, boolean fits) {
    State state = fits ? State.CORROBORATED : State.CONTRADICTED;
    return new SettingRow(key, claim, trace, state, null);
  }
}
