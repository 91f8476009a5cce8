package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whose token this is, and what that user may do. Safe for use by several threads. */
public final class Users {
    private static final String NAMESPACE = "Microsoft.Dynamics.CRM.";

    private final Gateway gateway;

    Users(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * The caller.
     *
     * @param userId systemuserid, in lower case
     * @param organizationId in lower case
     */
    public record Caller(String userId, String organizationId) {}

    /** How far a privilege reaches, narrowest first. */
    public enum Depth {
        /** Own rows. */
        BASIC,
        /** Those of the business unit. */
        LOCAL,
        /** Those of the business unit and the ones below it. */
        DEEP,
        /** Those of the organisation. */
        GLOBAL
    }

    /** {@code WhoAmI}. */
    public Caller whoAmI() {
        Answer answer = gateway.expect(Operation.get(ApiPath.of("WhoAmI")));
        Row row = answer.row();
        try {
            return new Caller(Names.guid(row.required("UserId")), Names.guid(row.required("OrganizationId")));
        } catch (IllegalStateException | IllegalArgumentException unexpected) {
            throw DynamicsException.unreadable(answer, "it does not say who the caller is");
        }
    }

    /** All privileges of a user, those from teams included: id in lower case to the widest depth. */
    public SortedMap<String, Depth> privileges(String userId) {
        Answer answer = gateway.expect(Operation.get(
                ApiPath.of("systemusers(" + Names.guid(userId) + ")", NAMESPACE + "RetrieveUserPrivileges")));
        SortedMap<String, Depth> held = new TreeMap<>();
        try {
            for (Row row : answer.row().rows("RolePrivileges")) {
                Depth depth = depth(row.text("Depth"));
                if (depth != null) {
                    held.merge(
                            row.required("PrivilegeId").toLowerCase(Locale.ROOT),
                            depth,
                            (one, other) -> one.compareTo(other) > 0 ? one : other);
                }
            }
        } catch (IllegalStateException unexpected) {
            throw DynamicsException.unreadable(answer, "the user's privileges");
        }
        return Collections.unmodifiableSortedMap(held);
    }

    private static @Nullable Depth depth(@Nullable String text) {
        for (Depth depth : Depth.values()) {
            if (depth.name().equalsIgnoreCase(text)) {
                return depth;
            }
        }
        return null;
    }
}
