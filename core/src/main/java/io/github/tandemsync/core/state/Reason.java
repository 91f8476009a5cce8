package io.github.tandemsync.core.state;

import java.time.Instant;

/**
 * Why something is as it is, with evidence.
 *
 * @param code a stable code, such as {@code parent-not-linked}
 * @param detail the evidence in words: record addresses, field names, codes of the systems; never a field value
 * @param at when it was found, by the runner's clock
 */
public record Reason(String code, String detail, Instant at) {}
