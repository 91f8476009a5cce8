package io.github.tandemsync.e2e.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.DataverseModel;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.HubSpotModel;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.model.Models;
import io.github.tandemsync.e2e.simulation.model.Quirks;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.model.SimClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes to lines that the guard must accept, and those that it must see. */
class LineGuardTest {
    private static final ModelType ITEM =
            new ModelType(ObjectType.parse("hubspot:line_items"), Side.LEFT, Models.COMPANIES.traits());
    private static final ModelType DETAIL =
            new ModelType(ObjectType.parse("dynamics:salesorderdetail"), Side.RIGHT, Models.ACCOUNT.traits());

    private final SimClock clock = new SimClock();
    private final HubSpotModel left = new HubSpotModel(clock, Quirks.NONE, List.of(Models.COMPANIES, ITEM), () -> 0);
    private final DataverseModel right = new DataverseModel(clock, Quirks.NONE, List.of(Models.ACCOUNT, DETAIL));
    private final Ledger ledger = new Ledger();
    private final Agreement agreement = Agreement.of(Terms.PLAIN)
            .with(Terms.PLAIN.ownedBy(new Owners(Set.of(Side.RIGHT))), ITEM.type(), DETAIL.type());
    private final StandingLines lines = new StandingLines(agreement, left, right, ledger, ref -> true);
    private final LineGuard guard = new LineGuard(ledger, agreement, lines, ref -> true);

    private final Row company = left.create(Models.COMPANIES, Models.name("one"), 1);
    private final Row account = right.create(Models.ACCOUNT, Models.name("one"), 1);
    private final Row stranger = right.create(Models.ACCOUNT, Models.name("two"), 2);
    private final Row item = left.create(ITEM, Map.of(Field.PARENT, FieldValue.reference(company.ref())), 4);
    private final Row detail = right.create(DETAIL, Map.of(Field.PARENT, FieldValue.reference(account.ref())), 4);

    LineGuardTest() {
        commit(new StateChange().put(Link.between(Scene.PAIR, company.ref(), account.ref())));
    }

    @Test
    void acceptsALineOfAnOpenOwner() {
        assertThat(created(account)).isNull();
        assertThat(written(clock.lastEvent())).isNull();
    }

    @Test
    void seesALineCreatedForAnotherOwner() {
        assertThat(created(stranger)).isEqualTo(Invariant.NO_DANGLING);
    }

    @Test
    void seesALineCreatedForNobody() {
        guard.sending(right, new WriteRequest.Create(DETAIL.type(), new CreateKey("k"), Values.none()), new SightAt(0));
        assertThat(seen()).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void seesALineOfAClosedOwner() {
        close();
        assertThat(written(clock.lastEvent())).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void forgivesALineOfAnOwnerThatWasClosedSinceTheLook() {
        long look = clock.lastEvent();
        close();
        assertThat(written(look)).isNull();
    }

    @Test
    void seesALineMirroredThatWentAlong() {
        left.remove(item, Author.USER);
        left.remove(company, Author.USER);
        assertThat(mirrored()).isEqualTo(Invariant.NO_UNASKED_REMOVAL);
    }

    @Test
    void acceptsALineMirroredWhoseOwnersAreThere() {
        left.remove(item, Author.USER);
        assertThat(mirrored()).isNull();
    }

    private void close() {
        FieldValue notes = FieldValue.EMPTY;
        for (int i = 0; Members.isIn(notes); i++) {
            notes = FieldValue.text("n" + i);
        }
        right.edit(account, Field.NOTES, notes);
    }

    private @Nullable Invariant created(Row owner) {
        CreateKey key = new CreateKey("k");
        Values values = Values.of(Field.PARENT.on(Side.RIGHT), FieldValue.reference(owner.ref()));
        journal(Intent.Kind.CREATE, null, key, null);
        guard.sending(right, new WriteRequest.Create(DETAIL.type(), key, values), new SightAt(clock.lastEvent()));
        return seen();
    }

    private @Nullable Invariant written(long look) {
        guard.sending(
                right,
                new WriteRequest.Update(detail.ref(), null, Values.of("name", FieldValue.text("new"))),
                new SightAt(look));
        return seen();
    }

    private @Nullable Invariant mirrored() {
        journal(Intent.Kind.REMOVE, detail.ref(), null, WriteRequest.How.ARCHIVE);
        guard.sending(
                right,
                new WriteRequest.Remove(detail.ref(), null, WriteRequest.How.ARCHIVE),
                new SightAt(clock.lastEvent()));
        return seen();
    }

    @SuppressWarnings("NullAway") // does not see @Nullable on a nested type in a class file
    private void journal(
            Intent.Kind kind, @Nullable RecordRef ref, @Nullable CreateKey key, WriteRequest.@Nullable How how) {
        commit(new StateChange()
                .open(new Intent(
                        new IntentId("i"),
                        Scene.PAIR,
                        kind,
                        Side.RIGHT,
                        DETAIL.type(),
                        item.ref(),
                        ref,
                        key,
                        how,
                        item.stamp(),
                        ref == null ? null : detail.stamp(),
                        Values.none(),
                        Values.none(),
                        Values.none(),
                        Set.of(),
                        "run",
                        1,
                        Instant.EPOCH)));
    }

    private void commit(StateChange change) {
        ledger.committed(
                new Lease(new ConnectionId("sim"), new HolderId("r"), 1, Instant.EPOCH), change, clock.nextEvent());
    }

    private @Nullable Invariant seen() {
        Violation violation = ledger.violation();
        return violation == null ? null : violation.invariant();
    }
}
