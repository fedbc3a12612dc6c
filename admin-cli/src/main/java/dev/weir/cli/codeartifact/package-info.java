/**
 * The operations of the CodeArtifact API as verbs, named and flagged as {@code aws codeartifact}
 * has them. {@link dev.weir.cli.codeartifact.Operations} lists them; flags, values and answers
 * follow from the SDK's own description of its requests.
 */
@NullMarked
package dev.weir.cli.codeartifact;

import org.jspecify.annotations.NullMarked;
