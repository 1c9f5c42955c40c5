package dev.gotrust;

import dev.gotrust.check.ModulesCheck;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.material.CachedGoMods;
import dev.gotrust.material.Checkout;
import dev.gotrust.material.CheckoutFindings;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.ModuleContents;
import dev.gotrust.material.ModuleFiles;
import dev.gotrust.module.BuildList;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.report.ModulesReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the files of a source tree to what is said of its modules. */
final class ModulesVerification {
  private final ModulesRequest request;
  private final Checkout checkout;

  private ModulesVerification(ModulesRequest request, Checkout checkout) {
    this.request = request;
    this.checkout = checkout;
  }

  static ModulesReport of(ModulesRequest request) throws ModuleFileException, IOException {
    Checkout checkout = Checkout.read(request.directory(), request.settings(), request.vendor());
    return new ModulesVerification(request, checkout).run();
  }

  static Set<ModuleVersion> lookups(Checkout checkout) {
    Set<ModuleVersion> modules = new LinkedHashSet<>();
    for (GoSum file : checkout.sums().files()) {
      for (GoSum.Line line : file.all()) {
        modules.add(line.module());
      }
    }
    return modules;
  }

  private ModulesReport run() throws IOException {
    CachedGoMods goMods = new CachedGoMods(request.cache(), checkout.sums());
    BuildList list = BuildList.of(checkout.mains(), goMods);
    for (Selected each : list.modules()) {
      if (!each.isDirectory()) {
        goMods.lookAlso(each.source());
      }
    }
    ModuleContents contents =
        new ModuleFiles(request.cache(), vendor(), request.threads(), request.progress())
            .examine(ModulesCheck.expected(list, checkout.sums()));
    CheckoutFindings findings =
        new CheckoutFindings(checkout, list, goMods.all(), contents, answers());
    return new ModulesReport(
        ModulesCheck.judge(findings),
        checkout.mains().members().get(0).mod().name(),
        request.cache().toString(),
        checkout.materials(),
        GoTrust.version());
  }

  private @Nullable Path vendor() {
    Checkout.Vendor vendor = checkout.vendor();
    return vendor == null ? null : vendor.directory();
  }

  private @Nullable DatabaseAnswers answers() throws IOException {
    DatabaseAccess database = request.database();
    return database == null ? null : database.ask(lookups(checkout));
  }
}
