package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.Membership.Verdict;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Intent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes creates of records that have no counterpart. */
final class Creates {
    private final Session session;
    private final ObjectPair pair;

    Creates(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Null for a record whose copy would be out as soon as it is made, or of which nobody can tell what copy it would get. */
    @Nullable
    Proposal propose(Work work, ReferenceResolver references) {
        Entry source = work.only();
        CrmRecord record = work.record(source.side());
        Variant variant = Routing.of(pair, source.side(), source.ref().type(), record.fields());
        if (variant == null) {
            Set<String> fields = new TreeSet<>(pair.router().fields(source.side()));
            work.failed(session.reason(
                    Membership.UNKNOWN, "which variant it belongs to can not be told, for want of a field: " + fields));
            return null;
        }
        ObjectType type = variant.type(source.side().other());
        CreateKey key = session.keyFor(source);
        Values values = Values.none();
        Set<String> complete = new TreeSet<>();
        for (FieldRule rule : variant.rules()) {
            Values copied = copied(work, rule, type, references);
            if (copied != null) {
                values = values.overlay(copied);
                complete.add(rule.id());
            }
        }
        if (isBornOut(variant, source.side().other(), values, complete)) {
            work.entry(source.in(
                    EntryState.EXCLUDED,
                    Membership.copyOut(session, pair, source.side().other())));
            return null;
        }
        work.entry(source.withKey(key));
        Intent intent = new Intent(
                session.intentId(),
                pair.id(),
                Intent.Kind.CREATE,
                source.side().other(),
                type,
                source.ref(),
                null,
                key,
                null,
                record.stamp(),
                null,
                record.fields(),
                Values.none(),
                values,
                complete,
                session.run(),
                session.epoch(),
                session.now());
        return new Proposal(work, intent, List.of());
    }

    /** Whether the membership filter of the copy's side is known not to let it in. */
    private boolean isBornOut(Variant variant, Side side, Values given, Set<String> complete) {
        if (!Membership.isFiltered(pair, side)) {
            return false;
        }
        Values made = given;
        for (FieldRule rule : variant.rules()) {
            made = complete.contains(rule.id()) ? made.overlay(LinkRules.filled(rule, side, given)) : made;
        }
        return Membership.of(pair, side, made) == Verdict.OUT;
    }

    /** What the rule gives a new record: values only, it is empty anyway. Null if the rule has to wait for the first look. */
    private @Nullable Values copied(Work work, FieldRule rule, ObjectType type, ReferenceResolver references) {
        Side from = work.only().side();
        Values own = work.record(from).fields().only(rule.fields(from));
        if (!rule.direction().writes(from.other()) || !own.hasAll(rule.fields(from))) {
            return null;
        }
        Translation translation = rule.translate(from, own, references);
        if (!(translation instanceof Translation.Translated translated)) {
            return null;
        }
        Values given = Values.none();
        for (String name : translated.values().names()) {
            FieldValue value = translated.values().orEmpty(name);
            FieldSchema schema = session.endpoint(from.other()).schema(type).field(name);
            if (!value.isEmpty() && schema != null && !schema.creatable()) {
                return null;
            }
            given = value.isEmpty() ? given : given.with(name, value);
        }
        return given;
    }
}
