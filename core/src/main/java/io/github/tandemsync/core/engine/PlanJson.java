package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.engine.PlanItem.Facing;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.engine.PlanItem.LastChange;
import io.github.tandemsync.core.engine.PlanItem.LastEdit;
import io.github.tandemsync.core.record.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A plan as JSON lines, without a library. The keys are documented: they are added to, and never change their meaning. */
final class PlanJson implements PlanSink {
    private final Appendable out;

    PlanJson(Appendable out) {
        this.out = out;
    }

    @Override
    public void item(PlanItem item) {
        line(new JsonObject()
                .put("line", "item")
                .put("pair", item.pair())
                .put("action", item.action())
                .put("side", item.side())
                .put("ref", item.ref())
                .put("other", item.other())
                .put("reason", item.reason())
                .put("fields", item.fields().stream().map(PlanJson::field).toList())
                .put("undoable", item.isWrite() ? item.undoable() : null)
                .put("fingerprint", item.fingerprint()));
    }

    private static JsonObject field(FieldChange change) {
        return new JsonObject()
                .put("rule", change.rule())
                .put("field", change.field())
                .put("decision", change.decision())
                .put("reason", change.reason())
                .put("base", change.base())
                .put("before", change.before())
                .put("after", change.after())
                .put("edited", edited(change.edited()))
                .put("changed", changed(change.changed()))
                .put("facing", facing(change.facing()))
                .put("state", change.state());
    }

    private static JsonObject facing(Facing facing) {
        return new JsonObject()
                .put("base", facing.base())
                .put("values", facing.values())
                .put("edited", edited(facing.edited()))
                .put("changed", changed(facing.changed()));
    }

    private static @Nullable JsonObject changed(@Nullable LastChange change) {
        return change == null ? null : new JsonObject().put("at", change.at()).put("by", change.by());
    }

    private static @Nullable JsonObject edited(@Nullable LastEdit edit) {
        return edit == null
                ? null
                : new JsonObject()
                        .put("at", edit.at())
                        .put("author", edit.author())
                        .put("by", edit.by());
    }

    @Override
    public void withdrawn(String fingerprint) {
        line(new JsonObject().put("line", "withdrawn").put("fingerprint", fingerprint));
    }

    @Override
    public void ended(PlanDigest plan) {
        JsonObject counts = new JsonObject();
        plan.counts().forEach((action, count) -> counts.put(action.name(), count));
        JsonObject settled = new JsonObject();
        plan.settled().forEach((kind, count) -> settled.put(kind.name(), count));
        line(new JsonObject()
                .put("line", "end")
                .put("made", plan.made())
                .put("toCreate", plan.linksOnly() ? toCreate(plan) : null)
                .put("counts", counts)
                .put("settled", settled)
                .put(
                        "problems",
                        plan.problems().stream()
                                .map(problem -> new JsonObject()
                                        .put("where", problem.where())
                                        .put("message", problem.message())
                                        .put("waiting", problem.waiting() ? true : null))
                                .toList())
                .put("notUndoable", plan.notUndoable())
                .put("looked", plan.looked() == 0 ? null : plan.looked())
                .put("forecast", forecast(plan)));
    }

    private static JsonObject toCreate(PlanDigest plan) {
        JsonObject pairs = new JsonObject();
        plan.toCreate().forEach((pair, sides) -> {
            JsonObject counts = new JsonObject();
            sides.forEach((side, count) -> counts.put(side.name(), count));
            pairs.put(pair.value(), counts);
        });
        return pairs;
    }

    private static JsonObject forecast(PlanDigest plan) {
        Duration least = plan.forecast().atLeast();
        return new JsonObject()
                .put("apply", calls(plan.forecast().apply()))
                .put("spent", calls(plan.forecast().spent()))
                .put("endsNotBefore", least == null ? null : plan.made().plus(least));
    }

    private static JsonObject calls(SortedMap<Side, SortedMap<CallKind, CallCount>> counts) {
        JsonObject sides = new JsonObject();
        counts.forEach((side, kinds) -> {
            JsonObject object = new JsonObject();
            kinds.forEach((kind, count) -> object.put(kind.name(), count.calls()));
            sides.put(side.name(), object);
        });
        return sides;
    }

    private void line(JsonObject object) {
        try {
            out.append(object.end()).append('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
