package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenIntentsTest {
    private static final PairId PAIR = new PairId("company-account");
    private static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    private static final ObjectType ACCOUNT = ObjectType.parse("dynamics:account");
    private static final RecordRef COMPANY = COMPANIES.ref("1");
    private static final RecordRef COPY = ACCOUNT.ref("a");

    private final OpenIntents intents = new OpenIntents();

    @Test
    void areKnownByBothTheirRecordsUntilTheyAreClosed() {
        Intent first = intent("1", COMPANY, COPY);
        Intent second = intent("2", COMPANY, COPY);
        intents.opened(first);
        intents.opened(second);
        intents.closed(first.id());
        assertThat(intents.of(PAIR, COMPANY)).containsExactly(second);
        assertThat(intents.of(PAIR, COPY)).containsExactly(second);
        assertThat(intents.of(new PairId("other"), COPY)).isEmpty();
        assertThat(intents.all()).containsExactly(second);
    }

    @Test
    void leaveNothingBehindOnceTheyAreClosed() {
        for (int i = 0; i < 1_000; i++) {
            Intent intent = intent("" + i, COMPANIES.ref("" + i), i % 2 == 0 ? null : ACCOUNT.ref("" + i));
            intents.opened(intent);
            intents.closed(intent.id());
        }
        assertThat(intents.all()).isEmpty();
        assertThat(intents.records()).isZero();
    }

    @Test
    void anUnknownOneIsClosedAlready() {
        intents.opened(intent("1", COMPANY, COPY));
        intents.closed(new IntentId("2"));
        assertThat(intents.records()).isEqualTo(2);
    }

    @Test
    void anOpenCreateAwaitsTheRecordOfItsKey() {
        Intent create = intent("1", COMPANY, null);
        intents.opened(create);
        assertThat(intents.isAwaited(PAIR, ACCOUNT.ref("key"))).isTrue();
        assertThat(intents.isAwaited(PAIR, COPY)).isFalse();
        intents.closed(create.id());
        assertThat(intents.isAwaited(PAIR, ACCOUNT.ref("key"))).isFalse();
    }

    /** @param target null: a create */
    @SuppressWarnings("NullAway") // does not see @Nullable on a nested type in a class file
    private static Intent intent(String id, RecordRef source, @Nullable RecordRef target) {
        return new Intent(
                new IntentId(id),
                PAIR,
                target == null ? Intent.Kind.CREATE : Intent.Kind.UPDATE,
                Side.RIGHT,
                ACCOUNT,
                source,
                target,
                target == null ? new CreateKey("key") : null,
                null,
                null,
                null,
                Values.none(),
                Values.none(),
                Values.none(),
                Set.of(),
                "run",
                1,
                Instant.EPOCH);
    }
}
