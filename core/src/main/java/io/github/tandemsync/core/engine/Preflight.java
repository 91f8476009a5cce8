package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.engine.PreflightReport.Finding;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.ConnectionState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks rights and schemas for everything that the pairs will need. Reads only. */
final class Preflight {
    private final Map<Side, Endpoint> endpoints;
    private final List<Finding> findings = new ArrayList<>();

    Preflight(Map<Side, Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    PreflightReport check(Settings settings) {
        ConnectionState state = settings.store().connection(settings.connection());
        Map<String, String> pins = state.pins();
        for (ObjectPair pair : settings.pairs()) {
            String suspended = Suspension.trouble(pair, state.pair(pair.id()));
            if (suspended != null) {
                findings.add(new Finding(pair.toString(), true, suspended));
            }
        }
        String trouble = PutBack.trouble(pins);
        if (trouble != null) {
            findings.add(new Finding("connection " + settings.connection(), true, trouble));
        }
        List<ObjectPair> pairs = settings.pairs();
        pairs.forEach(pair -> pair.variants().forEach(variant -> checkEditTimes(pair, variant)));
        for (Side side : Side.values()) {
            checkIdentity(settings, side, pins);
            check(side, pairs);
        }
        return new PreflightReport(findings);
    }

    private void check(Side side, List<ObjectPair> pairs) {
        Set<AccessRequest> wanted = new LinkedHashSet<>();
        for (ObjectPair pair : pairs) {
            pair.types(side).forEach(type -> rights(pair, side, type, wanted));
            pair.variants().forEach(variant -> check(pair, side, variant));
            checkRouter(pair, side);
            checkOwner(pair, side, pairs);
        }
        try {
            AccessReport report = endpoint(side).connector().access(wanted);
            report.findings()
                    .forEach(finding -> findings.add(new Finding(
                            finding.request().type() + " " + finding.request().right(),
                            finding.missing(),
                            finding.remedy())));
        } catch (ConnectorException fault) {
            findings.add(new Finding("the " + side + " system", true, message(fault)));
        }
    }

    /** The later edit wins only where both systems say when a field was edited. */
    private void checkEditTimes(ObjectPair pair, Variant variant) {
        List<String> rules = variant.rules().stream()
                .filter(rule -> rule.onConflict() == ConflictResolver.MOST_RECENT)
                .map(FieldRule::id)
                .toList();
        for (Side side : rules.isEmpty() ? List.<Side>of() : List.of(Side.values())) {
            ObjectType type = variant.type(side);
            ObjectSchema schema = schema(pair, side, type);
            if (schema != null && !schema.traits().fieldHistory()) {
                findings.add(new Finding(
                        pair + " rules " + String.join(", ", rules),
                        false,
                        "the most recent edit is to win, and " + type
                                + " does not tell when a field was edited, so every"
                                + " conflict of these rules will wait for a person; prefer one of the sides, or leave it to"
                                + " people (manual)"));
            }
        }
    }

    private void checkIdentity(Settings settings, Side side, Map<String, String> pins) {
        try {
            String other =
                    Pinned.mismatch(settings, side, endpoint(side).connector().identify(), pins);
            if (other != null) {
                findings.add(new Finding("the " + side + " system", true, other));
            }
        } catch (ConnectorException fault) {
            findings.add(new Finding("the " + side + " system", true, message(fault)));
        }
    }

    private Endpoint endpoint(Side side) {
        return Contract.known(endpoints.get(side));
    }

    private static void rights(ObjectPair pair, Side side, ObjectType type, Set<AccessRequest> wanted) {
        wanted.add(new AccessRequest(type, Right.READ));
        if (pair.direction().writes(side)) {
            wanted.add(new AccessRequest(type, Right.CREATE));
            wanted.add(new AccessRequest(type, Right.UPDATE));
        }
        if (pair.onRemoved(side.other()).removes()) {
            wanted.add(new AccessRequest(type, Right.REMOVE));
        }
    }

    /** What decides whether an owner's lines may be written has to be readable. */
    private void checkOwner(ObjectPair pair, Side side, List<ObjectPair> pairs) {
        Owner owner = pair.owner();
        if (owner == null) {
            return;
        }
        for (ObjectPair owners : pairs) {
            for (ObjectType type : owners.id().equals(owner.pair()) ? owners.types(side) : List.<ObjectType>of()) {
                ObjectSchema schema = schema(pair, side, type);
                if (schema != null) {
                    owner.editable(side).fields().forEach(field -> check(pair + " owner", schema, field, false));
                }
            }
        }
    }

    private @Nullable ObjectSchema schema(ObjectPair pair, Side side, ObjectType type) {
        try {
            return endpoint(side).schema(type);
        } catch (ConnectorException fault) {
            findings.add(new Finding(pair.toString(), true, message(fault)));
            return null;
        }
    }

    private void check(ObjectPair pair, Side side, Variant variant) {
        ObjectSchema schema = schema(pair, side, variant.type(side));
        if (schema == null) {
            return;
        }
        for (FieldRule rule : variant.rules()) {
            for (String field : rule.fields(side)) {
                check(
                        pair + " rule " + rule.id(),
                        schema,
                        field,
                        pair.direction().writes(side) && rule.direction().writes(side));
            }
        }
    }

    private void checkRouter(ObjectPair pair, Side side) {
        for (ObjectType type : pair.types(side)) {
            ObjectSchema schema = pair.variants(side, type).size() == 1 ? null : schema(pair, side, type);
            if (schema != null) {
                pair.router().fields(side).forEach(field -> check(pair + " router", schema, field, false));
            }
        }
    }

    private void check(String where, ObjectSchema schema, String name, boolean written) {
        FieldSchema field = schema.field(name);
        if (field == null) {
            findings.add(new Finding(
                    where, true, schema.type() + " has no field " + name + "; correct the mapping, or add the field"));
        } else if (!field.readable()) {
            findings.add(new Finding(
                    where,
                    true,
                    name + " of " + schema.type() + " can not be read with these credentials; grant the right"));
        } else if (written && !field.updatable()) {
            findings.add(new Finding(
                    where,
                    true,
                    name + " of " + schema.type() + " can not be written; make the rule one-way, away from it"));
        }
    }

    private static String message(ConnectorException fault) {
        return fault.getMessage() == null ? fault.category().name() : fault.getMessage();
    }
}
