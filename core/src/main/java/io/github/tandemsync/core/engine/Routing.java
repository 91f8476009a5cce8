package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which variant a new record is created on the other side. */
final class Routing {
    private Routing() {}

    /**
     * The variant for a record with such values; null if a field that the router looks at is missing.
     *
     * @throws RuleFault if the router throws, or answers what is no variant
     */
    static @Nullable Variant of(ObjectPair pair, Side from, ObjectType type, Values values) {
        List<Variant> possible = pair.variants(from, type);
        if (possible.size() == 1) {
            return possible.get(0);
        }
        if (!values.hasAll(pair.router().fields(from))) {
            return null;
        }
        int index = pair.router().route(from, values);
        if (index < 0 || index >= possible.size()) {
            throw RuleFault.nonsense("The router of pair " + pair.id() + " answered " + index + " for a record of "
                    + type + ", which has the variants 0 to " + (possible.size() - 1)
                    + "; mend it: it has to answer one of these");
        }
        return possible.get(index);
    }
}
