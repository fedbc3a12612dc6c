package dev.weir.control;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * PublishPackageVersion, which is for the format {@code generic} only, at AWS too; of that format
 * there is nothing here. The asset in the body is thrown away unread.
 */
final class PublishOperation {
  private static final String GENERIC = "generic";

  private final OwnPackages own;

  PublishOperation(ControlParts parts) {
    this.own = new OwnPackages(parts);
  }

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.PUBLISH_PACKAGE_VERSION, this::publish);
  }

  private CompletionStage<Answer> publish(Call call) {
    var named = NamedVersion.of(call.fields()).of();
    call.fields().required("asset", Constraint.ASSET_NAME);
    if (!named.format().equals(GENERIC)) {
      throw ControlException.field(
          "format", named.format(), GENERIC + "; npm's packages are published with npm publish");
    }
    own.seen(named);
    throw named.notFound();
  }
}
