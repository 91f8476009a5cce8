package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;

/** That somebody should look at a record: from a webhook or a command. Never more than that. */
public record Hint(PairId pair, Side side, RecordRef ref, Instant due) {}
