package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.hubspot.Associations.End;
import io.github.tandemsync.simulators.hubspot.WriteLogEntry.Kind;
import java.util.List;
import java.util.Map;

/** Makes and removes associations. Called under the portal's lock. */
final class Associator {
    private final Portal portal;
    private final ChangeSource source;

    Associator(Portal portal, ChangeSource source) {
        this.portal = portal;
        this.source = source;
    }

    /** Associates; a company has one parent at most, and is not its own. */
    void associate(StoredRecord from, StoredRecord to, AssociationType type) {
        if (from == to) {
            throw ApiError.validation("A record cannot be associated with itself.");
        }
        if (type.id() == AssociationType.CHILD_TO_PARENT) {
            requireNoOtherParent(from, to);
        }
        if (type.id() == AssociationType.PARENT_TO_CHILD) {
            requireNoOtherParent(to, from);
        }
        portal.associations().add(End.of(from), End.of(to), type);
        changed(Kind.ASSOCIATE, from, to, type.id());
    }

    void removeAll(StoredRecord from, StoredRecord to) {
        portal.associations().removeAll(End.of(from), End.of(to));
        changed(Kind.DISSOCIATE, from, to, 0);
    }

    void remove(StoredRecord from, StoredRecord to, AssociationType type) {
        portal.associations().remove(End.of(from), End.of(to), type);
        changed(Kind.DISSOCIATE, from, to, type.id());
    }

    private void requireNoOtherParent(StoredRecord child, StoredRecord parent) {
        boolean other = portal.associations()
                .first(End.of(child), AssociationType.CHILD_TO_PARENT)
                .filter(present -> present.id() != parent.id())
                .isPresent();
        if (other) {
            throw ApiError.validation("Company " + child.id() + " already has a parent company.");
        }
    }

    private void changed(Kind kind, StoredRecord from, StoredRecord to, int typeId) {
        if (portal.settings().associatingMovesStamp()) {
            List.of(from, to).forEach(record -> record.stamp(portal.stampFor(record)));
        }
        portal.changed(kind, source, from, Map.of(), to.type().name() + ":" + to.id() + " type " + typeId);
        if (portal.settings().associatingMovesStamp()) {
            portal.reindex(to);
        }
    }
}
