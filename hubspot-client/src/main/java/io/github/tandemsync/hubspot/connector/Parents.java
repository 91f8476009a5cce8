package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.hubspot.Associations;
import io.github.tandemsync.hubspot.Associations.Associated;
import io.github.tandemsync.hubspot.HubSpotClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parent of a company, an association that is shown as a field. */
final class Parents {
    static final String FIELD = "associations.companies/parent";

    private static final String COMPANIES = "companies";

    private Parents() {}

    static boolean areOf(ObjectType type) {
        return type.name().equals(COMPANIES);
    }

    static Associations associations(HubSpotClient client) {
        return client.associations(COMPANIES, COMPANIES);
    }

    static FieldSchema schema(ObjectType type) {
        return new FieldSchema(
                FIELD,
                "Parent company",
                Kind.REFERENCE,
                true,
                true,
                true,
                false,
                null,
                null,
                new TreeMap<>(),
                Set.of(type));
    }

    /** By company id; a company that is missing was not answered for. */
    static SortedMap<String, FieldValue> read(HubSpotClient client, ObjectType type, Collection<String> ids) {
        SortedMap<String, FieldValue> parents = new TreeMap<>();
        List<String> open = new ArrayList<>(new TreeSet<>(ids));
        for (int from = 0; from < open.size(); from += Associations.MAX_READ) {
            List<String> some = open.subList(from, Math.min(open.size(), from + Associations.MAX_READ));
            associations(client).read(some).forEach((id, all) -> parents.put(id, value(type, ids(all))));
        }
        return parents;
    }

    /** Ids of the parents, lowest first; more than one only while a parent is being replaced. */
    static List<String> ids(List<Associated> associated) {
        return associated.stream()
                .filter(other -> other.typeIds().contains(Associations.CHILD_TO_PARENT_COMPANY))
                .map(Associated::id)
                .sorted(Numbers.SHORTER_FIRST)
                .toList();
    }

    /** The id to associate with, or null if the value is no reference to a company. */
    static @Nullable String target(FieldValue value) {
        RecordRef target = value instanceof FieldValue.Reference reference ? reference.target() : null;
        return target != null && areOf(target.type()) && Numbers.isId(target.id()) ? target.id() : null;
    }

    private static FieldValue value(ObjectType type, List<String> parents) {
        return parents.isEmpty() ? FieldValue.EMPTY : FieldValue.reference(type.ref(parents.get(0)));
    }
}
