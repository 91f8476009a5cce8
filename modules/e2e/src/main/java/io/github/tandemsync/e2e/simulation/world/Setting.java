package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Ledger;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the pairs are set up now: whether they take part in runs, and which of their fields is not mapped for the time being. */
final class Setting {
    private List<ObjectPair> whole;
    private final Ledger ledger;
    private boolean wanted = true;
    private boolean disabled;
    private @Nullable Field unmapped;

    Setting(List<ObjectPair> whole, Ledger ledger) {
        this.whole = whole;
        this.ledger = ledger;
    }

    /** What a runner that is started now is told. */
    List<ObjectPair> pairs() {
        Field gone = unmapped;
        return gone == null
                ? whole
                : whole.stream().map(pair -> without(gone.rule(), pair)).toList();
    }

    private static ObjectPair without(String gone, ObjectPair whole) {
        List<Variant> variants = whole.variants().stream()
                .map(variant -> new Variant(
                        variant.left(),
                        variant.right(),
                        variant.rules().stream()
                                .filter(rule -> !rule.id().equals(gone))
                                .toList()))
                .toList();
        return whole.toBuilder().variants(variants).build();
    }

    /** Whether whoever finds a pair disabled is to enable it. */
    boolean isWanted() {
        return wanted;
    }

    /** @param value false before somebody disables the pair; true once it may be enabled again */
    void want(boolean value) {
        wanted = value;
        disabled = false;
    }

    /** That it is disabled is durable. */
    void disabled() {
        disabled = true;
    }

    /** The mapping is another from now on. */
    void edit(List<ObjectPair> edited) {
        whole = edited;
    }

    boolean isWhole() {
        return unmapped == null;
    }

    /** @param field mapped no more; null for all fields */
    void unmap(@Nullable Field field, long event) {
        unmapped = field;
        ledger.unmapped(field, event);
    }

    /** Called with whatever is sent. */
    void demandWanted(Side side, WriteRequest request) {
        if (disabled) {
            ledger.report(Invariant.SCOPE, "a pair is written that is disabled: " + Lines.of(request));
        }
        Values values = request instanceof WriteRequest.Create create
                ? create.values()
                : request instanceof WriteRequest.Update update ? update.values() : Values.none();
        if (unmapped != null && values.get(unmapped.on(side)) != null) {
            ledger.report(Invariant.SCOPE, unmapped + " is written, which no rule maps now: " + Lines.of(request));
        }
    }
}
