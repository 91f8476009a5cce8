package io.github.tandemsync.simulators.hubspot;

import java.util.List;

/** What an administrator changes: properties, options, form rules, owners, tokens. Takes effect at once. Thread safe. */
public final class HubSpotAdmin {
    private final Portal portal;
    private final Tokens tokens;

    HubSpotAdmin(Portal portal, Tokens tokens) {
        this.portal = portal;
        this.tokens = tokens;
    }

    /** Adds a property, or replaces one of the same name. */
    public void putProperty(String type, PropertyDefinition property) {
        synchronized (portal) {
            schema(type).put(property);
        }
    }

    /** Drops a property: reads no longer show it, writes are refused, its values stay behind it. */
    public void dropProperty(String type, String name) {
        synchronized (portal) {
            schema(type).put(property(type, name).withArchived(true));
        }
    }

    /** Brings a dropped property back, with its values. */
    public void restoreProperty(String type, String name) {
        synchronized (portal) {
            schema(type).put(property(type, name).withArchived(false));
        }
    }

    /** Gives a property another label; its name never changes. */
    public void relabelProperty(String type, String name, String label) {
        synchronized (portal) {
            schema(type).put(property(type, name).withLabel(label));
        }
    }

    /** Replaces the options of an enumeration. Values that are no longer among them stay in the records. */
    public void setOptions(String type, String name, List<PropertyOption> options) {
        synchronized (portal) {
            schema(type).put(property(type, name).withOptions(options));
        }
    }

    /** Makes the Create-Record form require a property, which binds API creates by the 2026-09 release. */
    public void requireOnCreate(String type, String name) {
        synchronized (portal) {
            schema(type).requiredByForm().add(property(type, name).name());
        }
    }

    /** Adds an owner, or replaces the one of the same id. */
    public void putOwner(Owner owner) {
        synchronized (portal) {
            portal.owners().put(owner);
        }
    }

    /** Accepts a token; one that is already known gets these scopes. */
    public void accept(AppToken app) {
        synchronized (portal) {
            tokens.accept(app);
        }
    }

    /** Revokes a token: 401 {@code INVALID_AUTHENTICATION}. */
    public void revoke(String token) {
        synchronized (portal) {
            tokens.revoke(token);
        }
    }

    /** Lets a token expire: 401 {@code EXPIRED_AUTHENTICATION}. */
    public void expire(String token) {
        synchronized (portal) {
            tokens.expire(token);
        }
    }

    private Schema schema(String type) {
        return portal.store(ObjectTypes.named(type)).schema();
    }

    private PropertyDefinition property(String type, String name) {
        return schema(type)
                .findAlsoArchived(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The simulated portal has no property '" + name + "' of " + type + "; add it first."));
    }
}
