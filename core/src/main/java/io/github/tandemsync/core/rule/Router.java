package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import java.util.Set;

/**
 * Chooses which variant a new record is created in, where its type faces several on the other side: a contact that becomes a
 * contact, or a lead. Records that are linked stay as they face each other, whatever the router would say of them now. Pure, quick,
 * and safe for several threads. If it throws, or answers what is no variant, the record fails and is tried again later; the report
 * names the router.
 */
public interface Router {
    /** Always the first variant. */
    Router FIRST = new Router() {
        @Override
        public Set<String> fields(Side from) {
            return Set.of();
        }

        @Override
        public int route(Side from, Values values) {
            return 0;
        }

        @Override
        public String definition() {
            return "first";
        }
    };

    /**
     * The fields that it looks at in a record of the given side, mapped by a rule or not: they are read with the record. While one
     * of them is not in the answer, the router is not asked and nothing is created; the record is looked at again.
     */
    Set<String> fields(Side from);

    /**
     * The variant for a new record.
     *
     * @param from the side of the record
     * @param values its fields
     * @return an index among the pair's variants that have the record's type on its side, in their order: {@link ObjectPair#variants(Side,
     *     io.github.tandemsync.core.record.ObjectType)}
     */
    int route(Side from, Values values);

    /**
     * What the router is, as a text that MUST change when it chooses otherwise than before, and only then: once it has changed,
     * records that are not linked are looked at again.
     */
    String definition();
}
