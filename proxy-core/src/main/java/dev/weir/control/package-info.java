/**
 * The CodeArtifact operations (API version 2018-09-22): record in, record out, a file per resource.
 *
 * <p>Starting points: {@link dev.weir.control.Operation}, the table of all of them, and {@link
 * dev.weir.control.ControlRoutes}.
 */
@NullMarked
package dev.weir.control;

import org.jspecify.annotations.NullMarked;
