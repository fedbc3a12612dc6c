package dev.weir.control;

import dev.weir.auth.Caller;
import dev.weir.auth.Change;
import dev.weir.auth.ChangeListener;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import java.util.Optional;

/** Tells of changes that were asked for, with who asked and how it ended. */
final class Trail {
  private static final String OK = "ok";

  private final ChangeListener changes;
  private final ClientAddresses addresses;

  Trail(ChangeListener changes, ClientAddresses addresses) {
    this.changes = changes;
    this.addresses = addresses;
  }

  /**
   * Tells of one.
   *
   * @param subject what it was about, or empty if that could not be read
   */
  void tell(Request request, Operation operation, String subject, Reply reply) {
    var error = reply.headers().get(ControlReplies.ERROR_TYPE);
    changes.changed(
        new Change(
            Caller.open(request, addresses),
            operation.title(),
            subject,
            reply.status().code(),
            error == null ? OK : error,
            Optional.ofNullable(reply.headers().get(ControlReplies.REQUEST_ID))));
  }
}
