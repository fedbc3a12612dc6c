package dev.weir.control;

/** A tag of a resource, as the API has it. */
record Tag(String key, String value) {}
