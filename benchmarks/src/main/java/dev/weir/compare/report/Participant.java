package dev.weir.compare.report;

/**
 * A server and what it was, or why it did not take part.
 *
 * @param version empty if it is absent
 * @param absent the reason; empty if it took part
 */
public record Participant(String name, String version, String absent) {}
