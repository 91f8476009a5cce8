package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one piece of a round leaves in the store. */
class WorkTest {
    private static final RuleState BEFORE = RuleState.agreed(name("one"), name("one"));

    private final TextRule rule =
            new TextRule("name", Direction.BOTH, ConflictResolver.MANUAL, Drift.RECORD, MergeCase.Form.PLAIN);
    private final EngineFixture engine = new EngineFixture(
            ObjectPair.builder("company-account")
                    .variant(new Variant(EngineFixture.COMPANIES, EngineFixture.ACCOUNTS, List.of(rule)))
                    .build(),
            new ShelfConnector("hubspot"),
            new ShelfConnector("dynamics"));
    private final Link link = Link.between(EngineFixture.PAIR, EngineFixture.COMPANY, EngineFixture.ACCOUNT)
            .withRule(rule.id(), BEFORE);
    private final Work work = Work.of(engine.pair, link, entry(Side.LEFT), entry(Side.RIGHT));
    private final StateChange change = new StateChange();

    private static Values name(String text) {
        return Values.of("name", FieldValue.text(text));
    }

    private Entry entry(Side side) {
        return Entry.unmatched(
                        EngineFixture.PAIR, side, side == Side.LEFT ? EngineFixture.COMPANY : EngineFixture.ACCOUNT)
                .in(EntryState.LINKED, null)
                .withLink(link.id());
    }

    @Test
    void rulesThatEndAsTheyWereAreStoredAgainOverWhatWasStoredInBetween() {
        work.rule(rule, RuleState.agreed(name("two"), name("two")));
        work.keepLink(change);
        work.rule(rule, BEFORE);

        work.finish(change, engine.session);

        assertThat(change.links())
                .singleElement()
                .extracting(stored -> stored.rule(rule.id()))
                .isEqualTo(BEFORE);
    }

    @Test
    void rulesThatDidNotChangeAreNotStored() {
        work.finish(change, engine.session);

        assertThat(change.links()).isEmpty();
    }

    @Test
    void aRecordThatWeRemovedStaysKnownAsRemovedByUsWhileItsCounterpartCanNotBeRead() {
        Reason byUs = new Reason("removed-by-us", "removed by us", EngineFixture.START);
        work.entry(work.entry(Side.LEFT).in(EntryState.LINKED, byUs));
        work.failed(engine.session.reason("hidden", "can not be read"));

        work.finish(change, engine.session);

        Entry left = Contract.known(change.entry(EngineFixture.PAIR, EngineFixture.COMPANY))
                .entry();
        assertThat(RemovedByUs.is(left)).isTrue();
        Entry right = Contract.known(change.entry(EngineFixture.PAIR, EngineFixture.ACCOUNT))
                .entry();
        assertThat(right.state()).isEqualTo(EntryState.FAILING);
    }
}
