package dev.weir.resolve;

/**
 * Where a version's manifest is: in a record of its own, which is never changed. A version that
 * gets another manifest names another record.
 *
 * @param revision of the version with this manifest, which is the last part of the record's key
 * @param length of the manifest, in bytes
 */
record ApartManifest(String revision, int length) {}
