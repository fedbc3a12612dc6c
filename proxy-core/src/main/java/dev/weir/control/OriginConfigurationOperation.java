package dev.weir.control;

import dev.weir.model.PackageName;
import dev.weir.policy.OriginRestrictions;
import dev.weir.policy.OriginRestrictions.Restriction;
import dev.weir.resolve.PackageChanges;
import dev.weir.resolve.PackagePath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** PutPackageOriginConfiguration, also of a package of which there is nothing yet. */
final class OriginConfigurationOperation {
  private static final List<String> RESTRICTIONS =
      Arrays.stream(Restriction.values()).map(Restriction::name).toList();

  private final PackageChanges changes;
  private final OwnPackages own;

  OriginConfigurationOperation(ControlParts parts) {
    this.changes = parts.packageChanges();
    this.own = new OwnPackages(parts);
  }

  record ConfigurationAnswer(PackageForm.OriginConfiguration originConfiguration) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.PUT_PACKAGE_ORIGIN_CONFIGURATION, this::put);
  }

  private CompletionStage<Answer> put(Call call) {
    var named = NamedPackage.of(call.fields());
    var object = call.fields().inBody().requiredObject("restrictions");
    var restrictions =
        new OriginRestrictions(restriction(object, "publish"), restriction(object, "upstream"));
    var path = new PackagePath(named.repository(), name(named));
    return changes
        .restrict(own.seen(named), path, restrictions)
        .thenApply(
            done -> Answer.json(new ConfigurationAnswer(PackageForm.configuration(restrictions))));
  }

  /** Nothing is made that no client could ask for. */
  private static PackageName name(NamedPackage named) {
    if (!named.format().equals(Formats.NPM)) {
      throw named.notFound();
    }
    return named
        .npm()
        .orElseThrow(() -> ControlException.field("package", named.full(), "a name of npm"));
  }

  private static Restriction restriction(BodyFields object, String name) {
    return Restriction.valueOf(object.requiredOneOf(name, RESTRICTIONS));
  }
}
