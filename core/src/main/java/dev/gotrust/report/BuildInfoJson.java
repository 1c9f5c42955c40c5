package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.jsonout.JsonOutput;
import java.io.IOException;

/**
 * Build info key for key as {@code go version -m -json} prints it: Go's {@code
 * runtime/debug.BuildInfo} with its JSON tags, by which everything empty is left out but {@code
 * Main}.
 */
final class BuildInfoJson {
  private final JsonGenerator out;

  private BuildInfoJson(JsonGenerator out) {
    this.out = out;
  }

  static void write(JsonGenerator out, BuildInfo info) throws IOException {
    new BuildInfoJson(out).info(info);
  }

  private void info(BuildInfo info) throws IOException {
    out.writeStartObject();
    text("GoVersion", info.goVersion());
    text("Path", info.path());
    out.writeFieldName("Main");
    if (info.main() == null) {
      out.writeStartObject();
      out.writeEndObject();
    } else {
      module(info.main());
    }
    if (!info.deps().isEmpty()) {
      out.writeArrayFieldStart("Deps");
      for (Module module : info.deps()) {
        module(module);
      }
      out.writeEndArray();
    }
    if (!info.settings().isEmpty()) {
      out.writeArrayFieldStart("Settings");
      for (Setting setting : info.settings()) {
        setting(setting);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void module(Module module) throws IOException {
    out.writeStartObject();
    text("Path", module.path());
    text("Version", module.version());
    text("Sum", module.sum());
    if (module.replace() != null) {
      out.writeFieldName("Replace");
      module(module.replace());
    }
    out.writeEndObject();
  }

  private void setting(Setting setting) throws IOException {
    out.writeStartObject();
    text("Key", setting.key());
    text("Value", setting.value());
    out.writeEndObject();
  }

  private void text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      out.writeStringField(name, JsonOutput.valid(value));
    }
  }
}
