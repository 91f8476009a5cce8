package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A desk with orders and their lines. An order is closed on a side once its field {@code state}, which no rule maps, holds
 * "closed" there.
 */
final class OrderDesk {
    static final RecordFilter OPEN = new Unlike("state", "closed");

    /** Lets in what does not hold the text in the field. */
    record Unlike(String field, String text) implements RecordFilter {
        @Override
        public Set<String> fields() {
            return Set.of(field);
        }

        @Override
        public boolean accepts(Values values) {
            return !values.orEmpty(field).display().equals(text);
        }

        @Override
        public String describe() {
            return field + " is not " + text;
        }
    }

    static final Owner ORDER = Owner.of("orders", SameParent.FIELD, SameParent.FIELD);
    static final Owner OPEN_ORDER = ORDER.editable(Side.LEFT, OPEN).editable(Side.RIGHT, OPEN);

    final Desk desk = new Desk();

    OrderDesk() {
        for (Side side : Side.values()) {
            shelf(side).has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
            shelf(side).has("state", FieldSchema.Kind.TEXT);
        }
    }

    ShelfConnector shelf(Side side) {
        return desk.shelf(side);
    }

    ObjectPair.Builder orders() {
        return ObjectPair.builder("orders")
                .variant(new Variant(desk.left.type("order"), desk.right.type("order"), List.of(new SameName())))
                .match(SameName.MATCH);
    }

    ObjectPair.Builder lines() {
        return ObjectPair.builder("lines")
                .variant(new Variant(
                        desk.left.type("line"), desk.right.type("line"), List.of(new SameName(), new SameParent())))
                .match(SameName.MATCH)
                .onRemoved(Side.LEFT, DeletePolicy.MIRROR)
                .onRemoved(Side.RIGHT, DeletePolicy.MIRROR);
    }

    SyncRunnerBuilder builder(ObjectPair orders, ObjectPair lines) {
        return desk.builder("runner", orders).pair(lines);
    }

    /** Its lines are written while their order is not closed, and mirrored when they are removed. */
    SyncRunner runner() {
        return runner(lines -> lines.owner(OPEN_ORDER));
    }

    SyncRunner runner(UnaryOperator<ObjectPair.Builder> settings) {
        return Desk.enabled(
                builder(orders().build(), settings.apply(lines()).build()).build());
    }

    /** Both sides have the order, and it has the given lines. */
    void inStep(String order, String... lines) {
        for (Side side : Side.values()) {
            shelf(side).put("order", id(side, order), "order " + order);
            for (String line : lines) {
                line(side, line, order);
            }
        }
    }

    /** Somebody makes a line of the order, or moves it there. */
    void line(Side side, String line, String order) {
        shelf(side).put("line", id(side, line), "line " + line);
        shelf(side).edit("line", id(side, line), SameParent.FIELD, FieldValue.reference(order(side, order)));
    }

    void edit(Side side, String line, String name) {
        shelf(side).put("line", id(side, line), name);
    }

    String name(Side side, String line) {
        return shelf(side).text("line", id(side, line), "name");
    }

    void close(Side side, String order) {
        shelf(side).edit("order", id(side, order), "state", "closed");
    }

    void open(Side side, String order) {
        shelf(side).edit("order", id(side, order), "state", "open");
    }

    void remove(Side side, String line) {
        shelf(side).remove("line", id(side, line));
    }

    RecordRef order(Side side, String order) {
        return shelf(side).type("order").ref(id(side, order));
    }

    /** The ids of the two sides are never the same. */
    static String id(Side side, String id) {
        return side == Side.LEFT ? id : "r" + id;
    }

    List<String> lines(Side side) {
        return shelf(side).names("line");
    }

    /** What the store knows of a line. */
    Entry entry(Side side, String line) {
        RecordRef ref = shelf(side).type("line").ref(id(side, line));
        return desk.store
                .entries(new EntryQuery.ByRef(Desk.CONNECTION, new PairId("lines"), List.of(ref)))
                .get(0);
    }

    String code(Side side, String line) {
        return Contract.known(entry(side, line).reason()).code();
    }
}
