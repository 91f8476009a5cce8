package io.github.tandemsync.simulators.hubspot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a person does in the CRM. Every action is attributed to the user ({@code CRM_UI}), and validated as HubSpot's own forms do:
 * a value that the property does not take is an {@link IllegalArgumentException}. Ids may be those of merged records. Thread safe.
 */
public final class HubSpotUsers {
    private final Portal portal;
    private final Writer writer;
    private final ChangeSource user;

    HubSpotUsers(Portal portal, long userId) {
        this.portal = portal;
        this.writer = new Writer(portal);
        this.user = ChangeSource.user(userId);
    }

    /** The same actions by another person. */
    public HubSpotUsers as(long userId) {
        return new HubSpotUsers(portal, userId);
    }

    /** Creates a record and answers its id. */
    public String create(String type, Map<String, String> values) {
        return act(() -> {
            Store store = store(type);
            Validator validator = new Validator(portal, store);
            Map<String, String> stored = validator.stored(values, null);
            validator.requireForCreate(stored, true);
            validator.requireFree(stored, null);
            return writer.create(store, values, stored, user).idText();
        });
    }

    /** Writes values; empty text clears. */
    public void edit(String type, String id, Map<String, String> values) {
        bulkEdit(type, List.of(id), values);
    }

    /** Clears a property. */
    public void clear(String type, String id, String property) {
        edit(type, id, Map.of(property, ""));
    }

    /** Puts a property back to the value it had before its last change. */
    public void revert(String type, String id, String property) {
        List<Version> history = act(() -> live(type, id).history(property));
        edit(type, id, Map.of(property, history.size() < 2 ? "" : history.get(1).value()));
    }

    /** Writes the same values to many records, all with one stamp. */
    public void bulkEdit(String type, Collection<String> ids, Map<String, String> values) {
        act(() -> {
            List<StoredRecord> records = new ArrayList<>();
            ids.forEach(id -> records.add(live(type, id)));
            long stamp = records.stream().mapToLong(portal::stampFor).max().orElse(0);
            records.forEach(record -> edit(record, values, stamp));
            return stamp;
        });
    }

    /** Moves a record into the recycling bin. */
    public void archive(String type, String id) {
        act(() -> {
            writer.archive(live(type, id), user);
            return id;
        });
    }

    /** Takes a record out of the recycling bin; the API has no such operation. */
    public void restore(String type, String id) {
        act(() -> {
            writer.restore(find(type, id, true), user);
            return id;
        });
    }

    /** Deletes a live or archived record for good: no read finds it again. */
    public void privacyDelete(String type, String id) {
        act(() -> {
            Finder finder = new Finder(portal, store(type));
            writer.purge(finder.find(id, "", false).orElseGet(() -> find(type, id, true)), user);
            return id;
        });
    }

    /** Merges the second record into the first and answers the survivor's id. */
    public String merge(String type, String primaryId, String otherId) {
        return act(() -> new Merger(portal, user)
                .merge(live(type, primaryId), live(type, otherId))
                .idText());
    }

    /** Copies a record with every value that can be copied; unique ones cannot. Answers the copy's id. */
    public String copy(String type, String id) {
        Map<String, String> values = act(() -> {
            Schema schema = store(type).schema();
            Map<String, String> copied = new TreeMap<>(live(type, id).values());
            copied.keySet()
                    .removeIf(name -> schema.isUnique(name)
                            || schema.find(name)
                                    .filter(PropertyDefinition::writable)
                                    .isEmpty());
            return copied;
        });
        return create(type, values);
    }

    /** Something hidden changes, such as a logged activity: only the last-modified stamp moves. */
    public void touch(String type, String id) {
        act(() -> {
            writer.touch(live(type, id));
            return id;
        });
    }

    /** Makes one company the parent of another, in place of its present parent. */
    public void setParent(String childId, String parentId) {
        act(() -> {
            StoredRecord child = live("companies", childId);
            removeParent(child);
            associator()
                    .associate(
                            child, live("companies", parentId), AssociationType.byId(AssociationType.CHILD_TO_PARENT));
            return childId;
        });
    }

    /** Leaves a company without a parent. */
    public void clearParent(String childId) {
        act(() -> {
            removeParent(live("companies", childId));
            return childId;
        });
    }

    /** Associates two records by a HubSpot-defined association type, such as 279 for contact to company. */
    public void associate(String fromType, String fromId, String toType, String toId, int typeId) {
        act(() -> {
            AssociationType type = AssociationType.find(ObjectTypes.named(fromType), ObjectTypes.named(toType), typeId)
                    .orElseThrow(() -> ApiError.validation("There is no association type " + typeId + " here."));
            associator().associate(live(fromType, fromId), live(toType, toId), type);
            return fromId;
        });
    }

    /** Removes all associations between two records. */
    public void dissociate(String fromType, String fromId, String toType, String toId) {
        act(() -> {
            associator().removeAll(live(fromType, fromId), live(toType, toId));
            return fromId;
        });
    }

    private void edit(StoredRecord record, Map<String, String> values, long stamp) {
        Validator validator = new Validator(portal, portal.store(record.type()));
        Map<String, String> stored = validator.stored(values, record);
        validator.requireFree(stored, record);
        writer.update(record, values, stored, user, stamp);
    }

    private void removeParent(StoredRecord child) {
        portal.associations()
                .first(Associations.End.of(child), AssociationType.CHILD_TO_PARENT)
                .flatMap(end -> portal.store(child.type()).exact(end.id()))
                .ifPresent(parent -> associator().removeAll(child, parent));
    }

    private Associator associator() {
        return new Associator(portal, user);
    }

    private Store store(String type) {
        return portal.store(ObjectTypes.named(type));
    }

    private StoredRecord live(String type, String id) {
        return find(type, id, false);
    }

    private StoredRecord find(String type, String id, boolean archived) {
        return new Finder(portal, store(type)).require(id, "", archived);
    }

    private <T> T act(Supplier<T> action) {
        synchronized (portal) {
            try {
                T result = action.get();
                portal.runAfterwards();
                return result;
            } catch (ApiError refused) {
                throw new IllegalArgumentException("HubSpot refuses this: " + refused.message(), refused);
            }
        }
    }
}
