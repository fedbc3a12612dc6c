/**
 * The package managers that install through Weir, in exact versions: which there are ({@link
 * dev.weir.testing.clients.Client}), a project of one of them ({@link
 * dev.weir.testing.clients.ClientProject}), and a test that runs with each ({@link
 * dev.weir.testing.clients.ClientTest}).
 */
@NullMarked
package dev.weir.testing.clients;

import org.jspecify.annotations.NullMarked;
