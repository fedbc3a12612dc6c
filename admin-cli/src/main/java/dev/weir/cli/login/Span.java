package dev.weir.cli.login;

/** Lines of a file: from the first, up to but not including the last. Counted from nought. */
record Span(int from, int to) {}
