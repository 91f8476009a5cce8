package io.github.tandemsync.testkit;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Mark;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rows for tests of state stores: plain ones by number, and hostile ones with every field set. */
public final class StateSamples {
    public static final ConnectionId CONNECTION = new ConnectionId("contoso");
    public static final PairId PAIR = new PairId("company-account");
    public static final PairId OTHER_PAIR = new PairId("contact-contact");
    public static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    public static final ObjectType ACCOUNTS = ObjectType.parse("dynamics:account");

    /** A time with nanoseconds, which a store has to keep. */
    public static final Instant TIME = Instant.parse("2026-03-01T09:30:15.123456789Z");

    /** Text that breaks careless code: quotes, NUL, combining marks, emoji, an unpaired surrogate, other scripts, line ends. */
    public static final String HOSTILE =
            "O'Hara \"& Söhne\" \\ % _ ; -- \u0000\u0001\r\n\t e\u0301 \uD83D\uDE80 \uD800 日本 \u202Eabc\uFEFF";

    /** As {@link #HOSTILE}, in well-formed Unicode: what an id, a name or a key may hold at worst. */
    public static final String HOSTILE_ID = "a'b\"c\\%_;-- \u0000 e\u0301 \uD83D\uDE80 日本 \u202E/x/";

    private StateSamples() {}

    /** A record on the left; numbers up to 999,999 are in the order of refs. */
    public static RecordRef company(int number) {
        return COMPANIES.ref("c" + (1_000_000 + number));
    }

    /** A record on the right; numbers up to 999,999 are in the order of refs. */
    public static RecordRef account(int number) {
        return ACCOUNTS.ref("a" + (1_000_000 + number));
    }

    /** An unmatched entry on the left. */
    public static Entry left(int number) {
        return Entry.unmatched(PAIR, Side.LEFT, company(number));
    }

    /** An unmatched entry on the right. */
    public static Entry right(int number) {
        return Entry.unmatched(PAIR, Side.RIGHT, account(number));
    }

    /** A live link between the two records of the number. */
    public static Link link(int number) {
        return Link.between(PAIR, company(number), account(number));
    }

    public static LinkId linkId(int number) {
        return link(number).id();
    }

    /** One value of every kind, at its limits. */
    public static Values everyKind() {
        Map<String, FieldValue> fields = new TreeMap<>();
        fields.put("empty", FieldValue.EMPTY);
        fields.put("text", FieldValue.text(HOSTILE));
        fields.put("long text", FieldValue.text("ä\uD83D\uDE80x".repeat(20_000)));
        fields.put(HOSTILE, FieldValue.text("a field's name is data too"));
        fields.put("zero", FieldValue.number(new BigDecimal("0.00")));
        fields.put("cents", FieldValue.number(new BigDecimal("-12345678901234567890.123456789")));
        fields.put("huge", FieldValue.number(new BigDecimal("9.87654321E+399")));
        fields.put("tiny", FieldValue.number(new BigDecimal("-1E-400")));
        fields.put("true", new FieldValue.Flag(true));
        fields.put("false", new FieldValue.Flag(false));
        fields.put("time", new FieldValue.Timestamp(TIME));
        fields.put("first time", new FieldValue.Timestamp(Instant.MIN));
        fields.put("last time", new FieldValue.Timestamp(Instant.MAX));
        fields.put("day", new FieldValue.Day(LocalDate.of(1899, 12, 31)));
        fields.put("last day", new FieldValue.Day(LocalDate.MAX));
        fields.put("choice", new FieldValue.Choice(HOSTILE));
        fields.put("no choice", new FieldValue.Choice(""));
        fields.put("choices", new FieldValue.Choices(Set.of("", "b;c", HOSTILE)));
        fields.put("no choices", new FieldValue.Choices(Set.of()));
        fields.put("reference", FieldValue.reference(COMPANIES.ref(HOSTILE)));
        fields.put("references", new FieldValue.References(Set.of(company(1), account(1), ACCOUNTS.ref(HOSTILE))));
        fields.put("no references", new FieldValue.References(Set.of()));
        return Values.of(fields);
    }

    public static Reason reason() {
        return new Reason("parent-not-linked", HOSTILE, TIME);
    }

    /** An entry with every field set but its mark. */
    public static Entry fullEntry(RecordRef ref) {
        return new Entry(
                PAIR,
                Side.LEFT,
                ref,
                new Stamp("W/\"" + HOSTILE),
                EntryState.SUSPENDED,
                reason(),
                new LinkId(ref, account(1)),
                new CreateKey("0f8fad5b-d9cb-469f-a165-70867728950e"),
                7,
                new TreeMap<>(Map.of("by-domain", "d1", HOSTILE_ID, "d2")),
                ACCOUNTS.ref(HOSTILE_ID),
                Long.MAX_VALUE,
                Mark.NONE);
    }

    /** A link with a rule in each status, with and without bases. */
    public static Link fullLink(int number) {
        Link link = link(number).withRule("plain", RuleState.agreed(everyKind(), Values.of("a", FieldValue.EMPTY)));
        for (RuleState.Status status : RuleState.Status.values()) {
            RuleState rule = RuleState.unknown()
                    .in(status, reason(), HOSTILE)
                    .with(new RuleState.Oscillation(3, TIME, null, HOSTILE))
                    .since(new Stamp(HOSTILE), null);
            link = link.withRule("rule " + status, rule)
                    .withRule("contested " + status, rule.contest())
                    .withRule(
                            "based " + status,
                            rule.advanced(Values.none(), everyKind())
                                    .in(status, null, null)
                                    .since(null, new Stamp("s"))
                                    .withUnseen(new RuleState.Unseen(
                                            Side.RIGHT, everyKind(), Values.of("a", FieldValue.EMPTY))));
        }
        return link;
    }

    /** An update with every field set. */
    public static Intent fullIntent(String id) {
        return new Intent(
                new IntentId(id),
                PAIR,
                Intent.Kind.UPDATE,
                Side.RIGHT,
                ACCOUNTS,
                company(1),
                account(1),
                new CreateKey("0f8fad5b-d9cb-469f-a165-70867728950e"),
                WriteRequest.How.DEACTIVATE,
                new Stamp("s"),
                new Stamp(HOSTILE),
                everyKind(),
                Values.none(),
                Values.of("name", FieldValue.text(HOSTILE)),
                Set.of("name", HOSTILE),
                "run-1",
                42,
                TIME);
    }

    /** A create with every optional field null. */
    @SuppressWarnings("NullAway") // does not see @Nullable on a nested type in a class file
    public static Intent bareIntent(String id) {
        return new Intent(
                new IntentId(id),
                OTHER_PAIR,
                Intent.Kind.CREATE,
                Side.LEFT,
                COMPANIES,
                account(2),
                null,
                null,
                null,
                null,
                null,
                Values.none(),
                Values.none(),
                Values.none(),
                Set.of(),
                "",
                1,
                Instant.EPOCH);
    }

    /** An event with every field set. */
    public static HistoryEntry event(String run, HistoryEntry.Kind kind, RecordRef ref, Instant at) {
        return new HistoryEntry(
                PAIR,
                run,
                kind,
                ref.type().equals(COMPANIES) ? Side.LEFT : Side.RIGHT,
                ref,
                account(999),
                "name",
                Values.of("name", FieldValue.text("before")),
                everyKind(),
                HOSTILE,
                kind == HistoryEntry.Kind.CONFLICT,
                at,
                kind == HistoryEntry.Kind.CONFLICT ? contest(at) : null);
    }

    /** What a policy was told, with every field set. */
    public static HistoryEntry.Contest contest(Instant at) {
        return new HistoryEntry.Contest(
                everyKind(), Values.of("name", FieldValue.text(HOSTILE)), at, at.minusNanos(1), Verdict.RIGHT);
    }

    /** A pair state with every field set. */
    public static PairState fullPairState() {
        return new PairState(
                true,
                PairState.Phase.MATCHING,
                5,
                Set.of(COMPANIES),
                Set.of(ACCOUNTS, COMPANIES),
                HOSTILE,
                new TreeMap<>(Map.of(HOSTILE, HOSTILE, "empty", "")));
    }

    /** A change that touches every kind of row, for records {@code first} to {@code first + 2}. */
    public static StateChange everything(int first) {
        CursorKey feed = new CursorKey(PAIR, COMPANIES, FeedMode.CHANGES);
        return new StateChange()
                .put(EntryUpdate.raise(fullEntry(company(first)), TIME))
                .put(EntryUpdate.keep(left(first + 1).waitingFor(company(first + 2), reason())))
                .put(EntryUpdate.raise(right(first + 1).withDigests(new TreeMap<>(Map.of("by-domain", "d1"))), TIME))
                .put(fullLink(first))
                .put(link(first + 1).ended(reason()))
                .put(link(first + 2))
                .wake(company(first + 2), TIME)
                .open(fullIntent("intent-" + first))
                .open(bareIntent("intent-" + (first + 1)))
                .close(new IntentId("intent-" + (first - 10)))
                .cursor(feed, new SavedCursor(new Cursor("cursor-" + first), TIME))
                .cursor(new CursorKey(PAIR, ACCOUNTS, FeedMode.REMOVALS), new SavedCursor(new Cursor(""), TIME))
                .dropCursor(new CursorKey(OTHER_PAIR, ACCOUNTS, FeedMode.BASELINE))
                .pair(PAIR, fullPairState())
                .pair(OTHER_PAIR, PairState.NEW.enabled(first % 2 == 0))
                .pin("portal", "number-" + first)
                .record(event("run-" + first, HistoryEntry.Kind.UPDATED, company(first), TIME))
                .record(event("run-" + first, HistoryEntry.Kind.CONFLICT, account(first), TIME));
    }
}
