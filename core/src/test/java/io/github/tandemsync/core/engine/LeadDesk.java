package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.Link;
import java.util.List;
import java.util.Set;

/**
 * A desk whose contacts face contacts, or leads while they are in the stage "lead"; companies face accounts, deals opportunities.
 * Contacts and deals name their company as parent, leads name none. Accounts are made of no company.
 */
final class LeadDesk {
    final Desk desk = new Desk();

    LeadDesk() {
        desk.left.hasHistory();
        desk.left.keys(CreateKeyKind.UNIQUE);
        for (Side side : Side.values()) {
            desk.shelf(side).has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
            desk.shelf(side).has("stage", FieldSchema.Kind.TEXT);
            desk.shelf(side).has("state", FieldSchema.Kind.TEXT);
        }
    }

    ObjectPair companies() {
        return companies(Direction.TO_LEFT);
    }

    ObjectPair companies(Direction direction) {
        return ObjectPair.builder("companies")
                .variant(variant("company", "account", new SameName()))
                .match(SameName.MATCH)
                .direction(direction)
                .build();
    }

    ObjectPair contacts() {
        return ObjectPair.builder("contacts")
                .variant(variant("contact", "contact", new SameName(), new SameField("stage"), new SameParent()))
                .variant(variant("contact", "lead", new SameName(), new SameField("stage")))
                .router(ByField.second("stage", "lead"))
                .match(SameName.MATCH)
                .build();
    }

    ObjectPair deals() {
        return ObjectPair.builder("deals")
                .variant(variant("deal", "opportunity", new SameName(), new SameParent()))
                .match(SameName.MATCH)
                .build();
    }

    /** Tasks of contacts, or leads. */
    ObjectPair tasks(FieldRule parent) {
        return ObjectPair.builder("tasks")
                .variant(variant("task", "task", new SameName(), parent))
                .match(SameName.MATCH)
                .build();
    }

    Variant variant(String left, String right, FieldRule... rules) {
        return new Variant(desk.left.type(left), desk.right.type(right), List.of(rules));
    }

    SyncRunner runner() {
        return runner(List.of(companies(), contacts(), deals()));
    }

    /** A runner of the pairs, in the order given, enabled. */
    SyncRunner runner(List<ObjectPair> pairs) {
        return Desk.enabled(builder(pairs).build());
    }

    SyncRunnerBuilder builder(List<ObjectPair> pairs) {
        SyncRunnerBuilder builder = desk.builder("runner", pairs.get(0));
        pairs.stream().skip(1).forEach(builder::pair);
        return builder;
    }

    /** Ada, a contact in the stage of a lead. */
    void contact() {
        desk.left.put("contact", "ada", "Ada");
        desk.left.edit("contact", "ada", "stage", "lead");
    }

    /** Contoso, for which Ada works. */
    void company() {
        desk.left.put("company", "contoso", "Contoso");
        desk.left.edit("contact", "ada", SameParent.FIELD, FieldValue.reference(left("company", "contoso")));
    }

    /** The lead that was made of Ada. */
    RecordRef lead() {
        return right("lead", desk.right.newest("lead"));
    }

    /** Somebody qualifies the lead into an account "a", a contact "c" and an opportunity "o". */
    void qualify() {
        RecordRef lead = lead();
        FieldValue account = FieldValue.reference(right("account", "a"));
        desk.right.put("account", "a", "Contoso");
        desk.right.put("contact", "c", desk.right.text("lead", lead.id(), "name"));
        desk.right.edit("contact", "c", "stage", desk.right.text("lead", lead.id(), "stage"));
        desk.right.edit("contact", "c", SameParent.FIELD, account);
        desk.right.put("opportunity", "o", "A hundred engines");
        desk.right.edit("opportunity", "o", SameParent.FIELD, account);
        desk.right.qualify(lead, right("account", "a"), right("contact", "c"), right("opportunity", "o"));
    }

    RecordRef left(String type, String id) {
        return desk.left.type(type).ref(id);
    }

    RecordRef right(String type, String id) {
        return desk.right.type(type).ref(id);
    }

    /** What the pair knows of the record. */
    Entry entry(String pair, RecordRef ref) {
        return desk.store
                .entries(new EntryQuery.ByRef(Desk.CONNECTION, new PairId(pair), List.of(ref)))
                .get(0);
    }

    /** The record on the left that faces the one on the right. */
    RecordRef facing(String pair, RecordRef right) {
        Link link = desk.store
                .links(
                        Desk.CONNECTION,
                        new PairId(pair),
                        Set.of(Contract.known(entry(pair, right).link())))
                .get(0);
        return link.ref(Side.LEFT);
    }

    /** Which company the record on the left names. */
    String company(String type, String id) {
        return desk.left.text(type, id, SameParent.FIELD);
    }
}
