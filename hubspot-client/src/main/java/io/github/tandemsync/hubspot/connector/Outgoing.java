package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of one write in HubSpot's form.
 *
 * @param properties property values
 * @param parent the parent of a company; null where it is not written
 * @param refusal why the values can not be sent; null if they can
 */
record Outgoing(
        SortedMap<String, String> properties, @Nullable FieldValue parent, WriteAnswer.@Nullable Refused refusal) {

    static Outgoing of(Values values) {
        SortedMap<String, String> properties = new TreeMap<>();
        FieldValue parent = values.get(Parents.FIELD);
        if (parent != null && !parent.isEmpty() && Parents.target(parent) == null) {
            return new Outgoing(properties, null, refused(Parents.FIELD));
        }
        for (String name : values.names()) {
            if (!name.equals(Parents.FIELD)) {
                String text = PropertyCodec.encode(values.orEmpty(name));
                if (text == null) {
                    return new Outgoing(properties, null, refused(name));
                }
                properties.put(name, text);
            }
        }
        return new Outgoing(properties, parent, null);
    }

    private static WriteAnswer.Refused refused(String field) {
        return new WriteAnswer.Refused(
                "not-expressible",
                "field " + field + " can not hold a value of this kind in HubSpot; check the mapping");
    }
}
