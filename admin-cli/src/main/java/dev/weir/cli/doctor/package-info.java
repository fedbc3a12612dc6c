/**
 * {@code weir doctor}: looks from a client's side at what stands between it and a repository, and
 * says what to do. {@link dev.weir.cli.doctor.DoctorVerb} runs the checks; each is a class that
 * makes {@code Finding}s of an {@code Examination}.
 */
@NullMarked
package dev.weir.cli.doctor;

import org.jspecify.annotations.NullMarked;
