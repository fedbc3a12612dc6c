/**
 * npm's formats as pure functions. A packument is read once, into a {@link PackageIndex} of byte
 * ranges and facts ({@link PackumentIndexer}); it is sent by copying ranges and splicing what is
 * ours ({@link PackumentPlan}), so that JSON is never generated again and unknown fields and number
 * forms pass through untouched. A request's path is read by {@link NpmPath}.
 *
 * <p>What is published comes in through a {@link PublishSplitter}, which takes its tarball out
 * while it streams, is judged as a {@link PublishDocument}, and is stored as a {@link
 * PublishedManifest}, once a {@link TarballCheck} found in the tarball what was said of it.
 *
 * <p>Nothing here does I/O of its own, has a clock or keeps state between calls; every value is
 * immutable and may be shared by threads.
 */
@NullMarked
package dev.weir.npm;

import org.jspecify.annotations.NullMarked;
