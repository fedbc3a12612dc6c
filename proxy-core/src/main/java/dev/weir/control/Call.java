package dev.weir.control;

/**
 * One request of an operation.
 *
 * @param base the scheme and authority that the client used, without a trailing slash
 * @param head whether only the head of the answer is wanted
 * @param id its {@code x-amzn-RequestId}
 */
public record Call(Operation operation, Fields fields, String base, boolean head, String id) {}
