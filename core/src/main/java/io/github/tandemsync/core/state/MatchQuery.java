package io.github.tandemsync.core.state;

import io.github.tandemsync.core.rule.PairId;

/**
 * Asks the store to join the two sides of a pair by one match rule.
 *
 * @param rule the match rule
 * @param after the digest after which to go on; empty to start
 * @param limit most groups
 */
public record MatchQuery(ConnectionId connection, PairId pair, String rule, String after, int limit) {}
