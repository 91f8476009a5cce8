package io.github.tandemsync.core.state;

import java.time.Instant;

/**
 * The right to write for a connection. Every acquisition has a higher epoch; renewing keeps it.
 *
 * @param connection what it is for
 * @param holder who has it
 * @param epoch from 1 upwards; a commit of an older epoch is refused
 * @param until when it ends, by the store's clock
 */
public record Lease(ConnectionId connection, HolderId holder, long epoch, Instant until) {}
