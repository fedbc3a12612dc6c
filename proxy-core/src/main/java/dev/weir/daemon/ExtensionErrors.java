package dev.weir.daemon;

import dev.weir.http.ErrorForm;
import dev.weir.http.Reply;
import dev.weir.http.ServiceException;

/**
 * How errors are told below {@code /weir/}: plainly, and marked as a Weir's as all answers there
 * are.
 *
 * @param elsewhere how they are told at all other paths
 */
record ExtensionErrors(ErrorForm elsewhere) implements ErrorForm {
  @Override
  public Reply reply(String target, ServiceException error) {
    return target.startsWith(ExtensionRoutes.PREFIX)
        ? ExtensionRoutes.marked(PLAIN.reply(target, error))
        : elsewhere.reply(target, error);
  }
}
