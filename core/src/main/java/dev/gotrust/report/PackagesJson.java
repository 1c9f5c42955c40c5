package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildMarks;
import dev.gotrust.facts.BuilderHomes;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.ApiTrace;
import dev.gotrust.facts.CompiledModule;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.SettingTraces;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.jsonout.JsonOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the function table shows, as {@code inspect --packages --output json} prints it. */
final class PackagesJson {
  private final JsonGenerator out;

  private PackagesJson(JsonGenerator out) {
    this.out = out;
  }

  static void write(
      JsonGenerator out,
      CompiledCode code,
      @Nullable BuildInfo info,
      @Nullable SettingTraces traces)
      throws IOException {
    new PackagesJson(out).code(code, info, traces);
  }

  private void code(CompiledCode code, @Nullable BuildInfo info, @Nullable SettingTraces traces)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("functions", code.functions());
    out.writeNumberField("bytes", code.bytes());
    nullable("goroot", code.goroot());
    out.writeArrayFieldStart("builderHomes");
    for (String home : BuilderHomes.of(code)) {
      out.writeString(JsonOutput.valid(home));
    }
    out.writeEndArray();
    out.writeArrayFieldStart("marks");
    for (String mark : BuildMarks.of(code, traces)) {
      out.writeString(mark);
    }
    out.writeEndArray();
    newestApi(code.newestApi());
    out.writeArrayFieldStart("modules");
    for (CompiledModule module : CompiledModule.of(code, info)) {
      module(module);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("packages");
    for (CompiledPackage compiled : code.packages()) {
      compiled(compiled);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void newestApi(@Nullable ApiTrace newest) throws IOException {
    out.writeFieldName("newestApi");
    if (newest == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeStringField("since", "go1." + newest.minor());
    text("function", newest.function());
    out.writeEndObject();
  }

  private void module(CompiledModule module) throws IOException {
    out.writeStartObject();
    text("path", module.path());
    nullable("version", module.version().isEmpty() ? null : module.version());
    out.writeNumberField("packages", module.packages());
    out.writeNumberField("functions", module.functions());
    out.writeNumberField("bytes", module.bytes());
    out.writeEndObject();
  }

  private void compiled(CompiledPackage compiled) throws IOException {
    out.writeStartObject();
    text("path", compiled.path());
    out.writeNumberField("functions", compiled.functions());
    out.writeNumberField("bytes", compiled.bytes());
    out.writeBooleanField("standard", compiled.standard());
    nullable("module", compiled.module() == null ? null : String.valueOf(compiled.module()));
    out.writeArrayFieldStart("files");
    for (SourcePlace place : compiled.places()) {
      out.writeString(JsonOutput.valid(place.file()));
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void text(String name, String value) throws IOException {
    out.writeStringField(name, JsonOutput.valid(value));
  }

  private void nullable(String name, @Nullable String value) throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      text(name, value);
    }
  }
}
