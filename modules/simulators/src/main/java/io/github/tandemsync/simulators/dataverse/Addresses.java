package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Key;
import io.github.tandemsync.simulators.dataverse.internal.odata.Literal;
import io.github.tandemsync.simulators.dataverse.internal.odata.Segment;
import io.github.tandemsync.simulators.dataverse.model.AlternateKey;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From addresses to rows. */
final class Addresses {
    /** Characters that make an alternate key value unusable in an address. */
    private static final String UNUSABLE = "/<>*%&:\\?+";

    private final Organisation organisation;
    private final String root;

    /** {@code root} is the service root with a slash at its end. */
    Addresses(Organisation organisation, String root) {
        this.organisation = organisation;
        this.root = root;
    }

    String root() {
        return root;
    }

    /** The row that a bind or an {@code @odata.id} names: absolute, relative, or by alternate key. */
    Reference reference(String address) {
        String path = address.startsWith(root) ? address.substring(root.length()) : address;
        if (path.contains("://")) {
            throw Faults.malformed("The address of a reference lies outside of this organisation.");
        }
        List<Segment> segments = Segment.parse(path);
        Segment last = segments.isEmpty() ? new Segment("", null) : segments.get(segments.size() - 1);
        Table table = table(last.name());
        if (last.key() == null) {
            throw Faults.malformed("Bad Request - Error in query syntax.");
        }
        Key key = Key.parse(last.key());
        UUID id = id(table, key);
        return new Reference(
                table.name(),
                id != null
                        ? id
                        : row(table, key).orElseThrow(Faults::noSuchRowByKey).id());
    }

    Table table(String entitySet) {
        return organisation.schema().byEntitySet(entitySet).orElseThrow(() -> Faults.noSuchResource(entitySet));
    }

    /** The id in a key, null for an alternate key. */
    @Nullable
    UUID id(Table table, Key key) {
        if (key.id() != null) {
            return key.id();
        }
        Literal named = key.parts().get(table.primaryId());
        // The key of users and teams in the model is ownerid: a named systemuserid does not address them.
        boolean principal = table.name().equals("systemuser") || table.name().equals("team");
        if (key.parts().size() == 1 && named != null && named.value() instanceof UUID id && !principal) {
            return id;
        }
        return null;
    }

    /** The live row with this key. */
    Optional<Row> row(Table table, Key key) {
        UUID id = id(table, key);
        if (id != null) {
            return organisation.find(table.name(), id);
        }
        Map<String, Object> wanted = keyValues(table, key);
        return organisation.state().table(table.name()).rows.values().stream()
                .filter(row ->
                        wanted.entrySet().stream().allMatch(e -> Compare.equal(row.value(e.getKey()), e.getValue())))
                .findFirst();
    }

    /** The column values of an alternate key, which must be a defined and active one. */
    Map<String, Object> keyValues(Table table, Key key) {
        Map<String, Object> values = new TreeMap<>();
        key.parts().forEach((property, literal) -> {
            Column column = table.byProperty(property).orElseThrow(() -> Faults.noSuchKey(table.name()));
            values.put(column.name(), keyValue(column, literal));
        });
        Set<String> names = new HashSet<>(values.keySet());
        boolean defined = table.keys().stream()
                .filter(AlternateKey::active)
                .anyMatch(k -> names.equals(new HashSet<>(k.columns())));
        if (!defined) {
            throw Faults.noSuchKey(table.name());
        }
        return values;
    }

    private static Object keyValue(Column column, Literal literal) {
        Object value = literal.value();
        if (value instanceof String text && text.chars().anyMatch(c -> UNUSABLE.indexOf(c) >= 0)) {
            throw Faults.malformed("Bad Request - Error in query syntax.");
        }
        if (value instanceof UUID id && column.type().isReference()) {
            return new Reference(column.targets().keySet().iterator().next(), id);
        }
        if (value instanceof BigDecimal number && column.type().isChoice()) {
            return number.intValue();
        }
        if (value == null) {
            throw Faults.malformed("A key value cannot be null.");
        }
        return value;
    }
}
