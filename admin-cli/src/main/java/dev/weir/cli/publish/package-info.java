/**
 * Publishing beside npm: {@link dev.weir.cli.publish.PublishToVerb} puts a tarball into several
 * repositories at once, through Weir's own extension API.
 */
@NullMarked
package dev.weir.cli.publish;

import org.jspecify.annotations.NullMarked;
