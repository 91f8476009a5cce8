package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lead is qualified: the contact that comes of it takes over its link, the account and the opportunity are records like any other. */
class QualificationTest {
    private final LeadDesk leads = new LeadDesk();
    private final Desk desk = leads.desk;

    @Test
    void theContactTakesOverTheLinkAndTheAccountFindsTheCompany() {
        SyncRunner runner = leads.runner();
        leads.contact();
        leads.company();
        runner.runOnce();
        assertThat(desk.right.ids("account")).isEmpty();

        leads.qualify();
        settle(runner);

        assertQualified("contoso");
        assertThat(desk.events(Kind.CREATED))
                .extracting(event -> event.ref().type().name())
                .containsExactly("lead", "deal");
    }

    @Test
    void whereThereIsNoCompanyOneIsMade() {
        SyncRunner runner = leads.runner();
        leads.contact();
        runner.runOnce();

        leads.qualify();
        settle(runner);

        assertQualified(desk.left.newest("company"));
    }

    @Test
    void aCompanyThatFacesAnotherAccountKeepsItAndOneMoreIsMade() {
        SyncRunner runner = leads.runner(List.of(leads.companies(Direction.BOTH), leads.contacts(), leads.deals()));
        leads.contact();
        desk.left.put("company", "contoso", "Contoso");
        runner.runOnce();
        assertThat(desk.right.ids("account")).hasSize(1);

        leads.qualify();
        settle(runner);

        assertThat(desk.left.ids("company")).hasSize(2);
        assertThat(desk.right.ids("account")).hasSize(2);
        assertPointTo(leads.facing("companies", leads.right("account", "a")));
    }

    /** The letters are those of the records as they are heard of, and of the pairs as they are declared. */
    @ParameterizedTest
    @CsvSource({
        "aco, aco", "aco, aoc", "aco, cao", "aco, coa", "aco, oac", "aco, oca",
        "oca, aco", "oca, aoc", "oca, cao", "oca, coa", "oca, oac", "oca, oca",
        "cao, aco", "cao, aoc", "cao, cao", "cao, coa", "cao, oac", "cao, oca"
    })
    void theOrderInWhichTheyAreHeardOfDoesNotMatter(String pairs, String heard) {
        SyncRunner runner = leads.runner(declared(pairs));
        leads.contact();
        leads.company();
        runner.runOnce();

        leads.qualify();
        List<RecordRef> late = heard.chars().mapToObj(this::made).toList();
        late.forEach(desk.right::loses);
        for (RecordRef ref : late) {
            runner.runOnce();
            desk.right.finds(ref);
        }
        settle(runner);

        assertQualified("contoso");
    }

    private List<ObjectPair> declared(String order) {
        List<ObjectPair> pairs = new ArrayList<>();
        for (char letter : order.toCharArray()) {
            pairs.add(letter == 'a' ? leads.companies() : letter == 'c' ? leads.contacts() : leads.deals());
        }
        return pairs;
    }

    private RecordRef made(int letter) {
        return leads.right(letter == 'a' ? "account" : letter == 'c' ? "contact" : "opportunity", "" + (char) letter);
    }

    @Test
    void aCreateWhoseAnswerIsLostIsNotRepeated() {
        SyncRunner runner = leads.runner();
        leads.contact();
        runner.runOnce();
        leads.qualify();
        desk.left.line(Line.ANSWERS_LOST);
        runner.runOnce();
        desk.left.line(Line.UP);

        settle(runner);

        assertQualified(desk.left.newest("company"));
    }

    /** As many as there are, and some more. */
    @RepeatedTest(70)
    void aProcessThatDiesAtAnyCallOrAfterAnyWriteLosesAndDoublesNothing(RepetitionInfo repetition) {
        SyncRunner runner = leads.runner();
        leads.contact();
        runner.runOnce();
        AtomicInteger left = new AtomicInteger(repetition.getCurrentRepetition());
        for (Side side : Side.values()) {
            desk.shelf(side).onCall(call -> dieAfter(left));
            desk.shelf(side).onWritten(() -> dieAfter(left));
        }
        leads.qualify();
        desk.left.edit("contact", "ada", "stage", "customer");
        for (int i = 0; i < 3; i++) {
            try {
                runner.runOnce();
            } catch (IllegalStateException died) {
                assertThat(died).hasMessage("dies");
            }
        }
        left.set(Integer.MAX_VALUE);
        settle(runner);

        assertQualified(desk.left.newest("company"));
        assertThat(desk.right.text("contact", "c", "stage")).isEqualTo("customer");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    private static void dieAfter(AtomicInteger left) {
        if (left.decrementAndGet() == 0) {
            throw new IllegalStateException("dies");
        }
    }

    @Test
    void anEditThatWaitedReachesTheContactAndNotTheLead() {
        SyncRunner runner = leads.runner();
        leads.contact();
        leads.company();
        runner.runOnce();
        desk.right.clearCalls();
        leads.qualify();
        desk.left.put("contact", "ada", "Ada Lovelace");
        settle(runner);

        assertThat(desk.right.calls("write lead")).isEmpty();
        assertThat(desk.right.text("contact", "c", "name")).isEqualTo("Ada Lovelace");
        assertThat(desk.events(Kind.CONFLICT, Kind.REFUSED)).isEmpty();
        assertQualified("contoso");
    }

    @Test
    void anEditThatTheLeadRefusedBeforeTheContactWasHeardOfReachesTheContact() {
        SyncRunner runner = leads.runner();
        leads.contact();
        leads.company();
        runner.runOnce();
        leads.qualify();
        RecordRef contact = leads.right("contact", "c");
        desk.right.loses(contact);
        desk.left.put("contact", "ada", "Ada Lovelace");
        runner.runOnce();
        assertThat(desk.right.text("contact", "c", "name")).isEqualTo("Ada");
        desk.right.finds(contact);
        settle(runner);

        assertThat(desk.right.text("contact", "c", "name")).isEqualTo("Ada Lovelace");
        assertThat(desk.right.names("lead")).containsExactly("Ada");
        assertQualified("contoso");
    }

    @Test
    void inRoundsOfOneRecordTheOutcomeIsTheSame() {
        SyncRunnerBuilder builder = leads.builder(List.of(leads.companies(), leads.contacts(), leads.deals()));
        SyncRunner runner = Desk.enabled(builder.roundSize(1).build());
        leads.contact();
        leads.company();
        runner.runOnce();
        leads.qualify();
        desk.left.put("contact", "ada", "Ada Lovelace");
        settle(runner);

        assertThat(desk.right.text("contact", "c", "name")).isEqualTo("Ada Lovelace");
        assertThat(desk.right.names("lead")).containsExactly("Ada");
        assertQualified("contoso");
    }

    @Test
    void editsOnBothSidesAfterwardsTravel() {
        SyncRunner runner = leads.runner();
        leads.contact();
        runner.runOnce();
        leads.qualify();
        settle(runner);
        desk.right.put("contact", "c", "Ada King");
        desk.left.edit("contact", "ada", "stage", "customer");
        settle(runner);

        assertThat(desk.left.names("contact")).containsExactly("Ada King");
        assertThat(desk.right.text("contact", "c", "stage")).isEqualTo("customer");
        assertThat(desk.right.names("lead")).containsExactly("Ada");
    }

    /** Nothing is written over it, and it does not go with the contact. */
    @Test
    void whatDriftedFromTheLeadIsLeftBesideTheContactToo() {
        FieldRule[] rules = {new SameName(), new SameField("stage"), new ToLeft("state")};
        ObjectPair contacts = leads.contacts().toBuilder()
                .onRemoved(Side.RIGHT, DeletePolicy.ARCHIVE)
                .variants(List.of(leads.variant("contact", "contact", rules), leads.variant("contact", "lead", rules)))
                .build();
        SyncRunner runner = leads.runner(List.of(contacts));
        leads.contact();
        runner.runOnce();
        desk.left.edit("contact", "ada", "state", "a person's own");
        settle(runner);
        leads.qualify();
        settle(runner);
        assertThat(desk.left.text("contact", "ada", "state")).isEqualTo("a person's own");

        desk.right.remove("contact", "c");
        settle(runner);
        assertThat(desk.left.text("contact", "ada", "state")).isEqualTo("a person's own");
        assertThat(desk.events(Kind.REMOVED)).isEmpty();
    }

    @Test
    void whatWasTakenBackFromTheLeadStaysSoInTheContact() {
        SyncRunner runner = leads.runner(List.of(leads.contacts()));
        leads.contact();
        runner.runOnce();
        desk.left.put("contact", "ada", "Ada King");
        runner.apply(runner.planUndo(runner.runOnce().run()));
        leads.qualify();
        desk.right.edit("contact", "c", SameParent.FIELD, FieldValue.EMPTY);
        settle(runner);

        assertThat(desk.left.names("contact")).containsExactly("Ada King");
        assertThat(desk.right.names("contact")).containsExactly("Ada");
    }

    @Test
    void aContactWhoseLeadWasNeverHeardOfIsMadeOnce() {
        SyncRunner runner = leads.runner();
        runner.runOnce();
        desk.right.put("lead", "l", "Ada");
        desk.right.edit("lead", "l", "stage", "lead");
        leads.qualify();
        desk.right.loses(leads.right("lead", "l"));
        settle(runner);

        assertMadeOnce();
    }

    @Test
    void aContactWhoseLeadWasKeptOutIsMadeOnce() {
        SyncRunner runner = leads.runner(List.of(leads.companies(), openOnly(ExitPolicy.PAUSE), leads.deals()));
        desk.right.edit("lead", "l", "state", "closed");
        desk.right.put("lead", "l", "Ada");
        runner.runOnce();
        assertThat(leads.entry("contacts", leads.lead()).state()).isEqualTo(EntryState.EXCLUDED);

        leads.qualify();
        settle(runner);

        assertMadeOnce();
    }

    @Test
    void atFirstContactALeadThatWasQualifiedLongAgoIsNotMadeBesideItsContact() {
        qualifiedLongAgo();
        settle(leads.runner());

        assertMadeOnce();
        assertThat(leads.entry("contacts", leads.lead()).state()).isEqualTo(EntryState.REPLACED);
    }

    @Test
    void atFirstContactTheContactIsLinkedAlsoWhereTheLeadMatchesToo() {
        qualifiedLongAgo();
        leads.contact();
        leads.company();
        settle(leads.runner());

        assertQualified("contoso");
    }

    private void qualifiedLongAgo() {
        desk.right.put("lead", "l", "Ada");
        desk.right.edit("lead", "l", "stage", "lead");
        leads.qualify();
    }

    private void assertMadeOnce() {
        assertThat(desk.left.names("contact")).containsExactly("Ada");
        assertThat(desk.right.ids("contact")).containsExactly("c");
        assertThat(leads.facing("contacts", leads.right("contact", "c")))
                .isEqualTo(leads.left("contact", desk.left.newest("contact")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeadThatIsQualifiedBeforeItsCreateIsAnsweredHandsOverToo(boolean removed) {
        SyncRunner runner = leads.runner();
        runner.runOnce();
        leads.contact();
        leads.company();
        desk.right.line(Line.ANSWERS_LOST);
        desk.right.onWritten(() -> {
            desk.right.onWritten(() -> {});
            leads.qualify();
            if (removed) {
                desk.right.remove("lead", leads.lead().id());
            }
        });
        runner.runOnce();
        desk.right.line(Line.UP);
        settle(runner);

        assertThat(desk.left.ids("contact")).containsExactly("ada");
        assertThat(desk.right.ids("contact")).containsExactly("c");
        assertThat(leads.facing("contacts", leads.right("contact", "c"))).isEqualTo(leads.left("contact", "ada"));
        assertThat(desk.events(Kind.CREATED)).hasSize(2);
    }

    @Test
    void aLeadThatIsRemovedAfterwardsChangesNothing() {
        SyncRunner runner = qualified();
        desk.right.remove("lead", leads.lead().id());
        settle(runner);
        desk.right.put("contact", "c", "Ada King");
        settle(runner);

        assertThat(desk.left.names("contact")).containsExactly("Ada King");
        assertThat(desk.right.ids("lead")).isEmpty();
    }

    /** Closed leads are out, and the lead may be heard of before its contact. */
    @ParameterizedTest
    @CsvSource({"PAUSE, false", "PAUSE, true", "UNLINK, false", "UNLINK, true", "ARCHIVE, false"})
    void aLeadThatLeavesByBeingQualifiedHandsOverItsLink(ExitPolicy policy, boolean late) {
        SyncRunner runner = leads.runner(List.of(leads.companies(), openOnly(policy), leads.deals()));
        leads.contact();
        leads.company();
        runner.runOnce();
        desk.right.edit("lead", leads.lead().id(), "state", "closed");
        leads.qualify();
        RecordRef contact = leads.right("contact", "c");
        if (late) {
            desk.right.loses(contact);
            runner.runOnce();
            desk.right.finds(contact);
        }
        settle(runner);
        assertQualified("contoso");
        desk.left.put("contact", "ada", "Ada King");
        settle(runner);

        assertThat(desk.right.text("contact", "c", "name")).isEqualTo("Ada King");
    }

    /** Out on its own account, before the lead was qualified: the policy for what leaves is not carried out anew. */
    @Test
    void whatLeftItselfIsNotTakenAwayForTheContact() {
        ObjectPair contacts = leads.contacts().toBuilder()
                .membershipFilter(Side.LEFT, OrderDesk.OPEN)
                .onExit(Side.LEFT, ExitPolicy.UNLINK)
                .build();
        SyncRunner unlinking = leads.runner(List.of(contacts));
        leads.contact();
        desk.left.edit("contact", "ada", "state", "open");
        unlinking.runOnce();
        desk.left.edit("contact", "ada", "state", "closed");
        unlinking.runOnce();

        ObjectPair removing =
                contacts.toBuilder().onExit(Side.LEFT, ExitPolicy.ARCHIVE).build();
        SyncRunner runner = leads.runner(List.of(removing));
        leads.qualify();
        desk.right.edit("contact", "c", SameParent.FIELD, FieldValue.EMPTY);
        settle(runner);

        assertThat(desk.right.ids("contact")).containsExactly("c");
        assertThat(desk.left.ids("contact")).containsExactly("ada");
        desk.left.edit("contact", "ada", "state", "open");
        desk.left.put("contact", "ada", "Ada King");
        settle(runner);
        assertThat(desk.right.text("contact", "c", "name")).isEqualTo("Ada King");
    }

    private ObjectPair openOnly(ExitPolicy policy) {
        return leads.contacts().toBuilder()
                .membershipFilter(Side.RIGHT, OrderDesk.OPEN)
                .onExit(Side.RIGHT, policy)
                .build();
    }

    @Test
    void anOpportunityInTheBinThatAUserCopiedFromOursIsNotTakenForOurs() {
        desk.right.hasHistory();
        desk.right.keys(CreateKeyKind.SEARCHED);
        SyncRunner runner = leads.runner();
        runner.runOnce();
        desk.right.put("lead", "l", "Ada");
        desk.left.put("deal", "d", "A hundred engines");
        desk.right.line(Line.ANSWERS_LOST);
        desk.right.onWritten(() -> {
            desk.right.onWritten(() -> {});
            desk.right.copy("opportunity", desk.right.newest("opportunity"), "theirs");
            desk.right.qualify(leads.lead(), leads.right("opportunity", "theirs"));
            desk.right.archive("opportunity", "theirs");
        });
        runner.runOnce();
        desk.right.line(Line.UP);
        settle(runner);

        assertThat(desk.events(Kind.SHADOWED)).isEmpty();
        assertThat(leads.entry("deals", leads.left("deal", "d")).state()).isEqualTo(EntryState.LINKED);
    }

    @Test
    void anOpportunityOfOursThatCameOfALeadIsNotRemovedAsASecondCopy() {
        desk.right.hasHistory();
        desk.right.keys(CreateKeyKind.UNIQUE);
        SyncRunner runner = leads.runner();
        runner.runOnce();
        desk.right.put("lead", "l", "Ada");
        desk.left.put("deal", "d", "A hundred engines");
        desk.right.line(Line.WRITES_LATE);
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.left.archive("deal", "d");
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        runner.runOnce();
        desk.right.deliver();
        RecordRef copy = leads.right("opportunity", desk.right.newest("opportunity"));
        desk.right.qualify(leads.lead(), copy);
        settle(runner);

        assertThat(desk.right.ids("opportunity")).containsExactly(copy.id());
        assertThat(leads.entry("deals", copy).state()).isEqualTo(EntryState.UNLINKED);
    }

    /** No system has them point to the contact. */
    @Test
    void whatStillRefersToTheLeadBelongsToTheContactThatItsPersonFaces() {
        SyncRunner runner = leads.runner(List.of(leads.contacts(), leads.tasks(new SameParent())));
        leads.contact();
        runner.runOnce();
        FieldValue lead = FieldValue.reference(leads.lead());
        desk.right.put("task", "before", "call");
        desk.right.edit("task", "before", SameParent.FIELD, lead);
        runner.runOnce();
        leads.qualify();
        settle(runner);
        desk.right.put("task", "after", "write");
        desk.right.edit("task", "after", SameParent.FIELD, lead);
        desk.right.put("task", "before", "call again");
        settle(runner);

        String ada = FieldValue.reference(leads.left("contact", "ada")).display();
        assertThat(desk.left.names("task")).containsExactly("call again", "write");
        for (String task : desk.left.ids("task")) {
            assertThat(desk.left.text("task", task, SameParent.FIELD)).isEqualTo(ada);
        }
        assertThat(desk.right.text("task", "before", SameParent.FIELD)).isEqualTo(lead.display());
        assertThat(desk.events(Kind.PARKED))
                .as("but for the contact's account, which no pair links here")
                .allMatch(event -> event.pair().equals(leads.contacts().id()));
    }

    @Test
    void aReferenceToALeadWaitsForWhatItBecame() {
        SyncRunner runner = leads.runner(List.of(leads.contacts(), leads.tasks(new SameParent())));
        leads.contact();
        runner.runOnce();
        leads.qualify();
        settle(runner);
        desk.left.archive("contact", "ada");
        settle(runner);
        desk.right.put("task", "t", "call");
        desk.right.edit("task", "t", SameParent.FIELD, FieldValue.reference(leads.lead()));
        settle(runner);
        String task = desk.left.newest("task");
        assertThat(desk.left.text("task", task, SameParent.FIELD)).isEmpty();

        desk.left.restore("contact", "ada");
        settle(runner);

        assertThat(desk.left.text("task", task, SameParent.FIELD))
                .isEqualTo(FieldValue.reference(leads.left("contact", "ada")).display());
    }

    /** A rule that waits for a record in a link is asked again once that faces another. */
    @Test
    void aReferenceThatMayNotPointToALeadIsSetOnceThereIsAContact() {
        SyncRunner runner = leads.runner(List.of(leads.contacts(), leads.tasks(new ToContact())));
        leads.contact();
        desk.left.put("task", "t", "call");
        desk.left.edit("task", "t", SameParent.FIELD, FieldValue.reference(leads.left("contact", "ada")));
        settle(runner);
        String task = desk.right.newest("task");
        assertThat(desk.right.text("task", task, SameParent.FIELD)).isEmpty();

        leads.qualify();
        settle(runner);

        assertThat(desk.right.text("task", task, SameParent.FIELD))
                .isEqualTo(FieldValue.reference(leads.right("contact", "c")).display());
    }

    @Test
    void theExplanationsTellWhoTookOverFromWhom() {
        SyncRunner runner = qualified();

        assertThat(explained(runner, "contact", "c"))
                .contains("linked with left:contact/ada", "SUCCEEDED: took over from " + leads.lead());
        assertThat(explained(runner, "lead", leads.lead().id()))
                .contains("REPLACED (merged: taken over by right:contact/c; since ");
        assertThat(explained(runner, "account", "a"))
                .contains("linked with left:company/contoso")
                .doesNotContain("taken over", "took over");
        assertThat(explained(runner, "opportunity", "o"))
                .contains("linked with left:deal/", "LINKED: created")
                .doesNotContain("taken over", "took over");
    }

    private String explained(SyncRunner runner, String type, String id) {
        return runner.explain(leads.right(type, id)).text();
    }

    private SyncRunner qualified() {
        SyncRunner runner = leads.runner();
        leads.contact();
        leads.company();
        runner.runOnce();
        leads.qualify();
        settle(runner);
        return runner;
    }

    private void settle(SyncRunner runner) {
        for (int i = 0; i < 3; i++) {
            desk.pass(Duration.ofHours(1));
            runner.runOnce();
        }
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).as("quiet at last").isZero();
    }

    /** Ada is one contact on each side, one lead that nobody writes to; there is one company, and one deal of it. */
    private void assertQualified(String company) {
        assertThat(desk.left.ids("company")).containsExactly(company);
        assertThat(desk.left.ids("contact")).containsExactly("ada");
        assertThat(desk.left.names("deal")).containsExactly("A hundred engines");
        assertThat(desk.right.ids("account")).containsExactly("a");
        assertThat(desk.right.ids("contact")).containsExactly("c");
        assertThat(desk.right.ids("lead")).hasSize(1);
        assertThat(desk.right.ids("opportunity")).containsExactly("o");
        assertThat(leads.facing("contacts", leads.right("contact", "c"))).isEqualTo(leads.left("contact", "ada"));
        assertThat(leads.facing("companies", leads.right("account", "a"))).isEqualTo(leads.left("company", company));
        assertThat(leads.entry("contacts", leads.lead()).state()).isEqualTo(EntryState.REPLACED);
        assertThat(leads.entry("deals", leads.right("opportunity", "o")).state())
                .isEqualTo(EntryState.LINKED);
        assertPointTo(leads.left("company", company));
    }

    private void assertPointTo(RecordRef company) {
        String named = FieldValue.reference(company).display();
        assertThat(leads.company("contact", "ada")).isEqualTo(named);
        assertThat(leads.company("deal", desk.left.newest("deal"))).isEqualTo(named);
        String account = FieldValue.reference(leads.right("account", "a")).display();
        assertThat(desk.right.text("contact", "c", SameParent.FIELD)).isEqualTo(account);
        assertThat(desk.right.text("opportunity", "o", SameParent.FIELD)).isEqualTo(account);
    }

    /** A field that goes to the left only. */
    private record ToLeft(String id) implements Plain {
        @Override
        public Direction direction() {
            return Direction.TO_LEFT;
        }
    }

    /** The parent, which on the right is never a lead. */
    private record ToContact(SameParent parent) implements FieldRule {
        ToContact() {
            this(new SameParent());
        }

        @Override
        public String id() {
            return parent.id();
        }

        @Override
        public Set<String> left() {
            return parent.left();
        }

        @Override
        public Set<String> right() {
            return parent.right();
        }

        @Override
        public Direction direction() {
            return parent.direction();
        }

        @Override
        public ConflictResolver onConflict() {
            return parent.onConflict();
        }

        @Override
        public boolean agree(Values left, Values right, ReferenceResolver references) {
            return parent.agree(left, right, references);
        }

        @Override
        public boolean same(Side side, Values base, Values now) {
            return parent.same(side, base, now);
        }

        @Override
        public Translation translate(Side from, Values values, ReferenceResolver references) {
            return parent.translate(
                    from,
                    values,
                    (side, ref) -> references
                            .counterpart(side, ref)
                            .filter(other -> !other.type().name().equals("lead")));
        }
    }
}
