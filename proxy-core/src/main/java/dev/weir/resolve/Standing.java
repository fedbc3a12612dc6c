package dev.weir.resolve;

/** Whether a version that a repository has of its own is given to clients. */
enum Standing {
  /** As far as its status says so. */
  OFFERED,
  /** Its origin has removed it: its tarball alone, to lockfiles. */
  LOCKFILES_ONLY,
  /** It counts as if it were not there. */
  REFUSED
}
