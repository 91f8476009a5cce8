package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.PairId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that a mapping is complete and consistent in itself, whatever the schemas. */
final class ModelCheck {
    private final Mapping mapping;
    private final Report report;

    private ModelCheck(Mapping mapping, Report report) {
        this.mapping = mapping;
        this.report = report;
    }

    static void check(Mapping mapping, List<FieldBuilder> asGiven, Report report) {
        ModelCheck check = new ModelCheck(mapping, report);
        check.name();
        check.policies();
        new OwnerCheck(mapping, report).check();
        check.matches();
        check.ids();
        for (Side side : Side.values()) {
            check.writtenOnce(side);
        }
        for (int i = 0; i < mapping.fields().size(); i++) {
            String path = "fields[" + i + "]";
            check.direction(mapping.fields().get(i), path);
            new RuleCheck(mapping.fields().get(i), path, mapping.converters(), report)
                    .check(asGiven.get(i).hasDrift());
        }
    }

    private void name() {
        if (mapping.pair().isEmpty()) {
            String message = "The mapping needs a name: 'pair:', such as company-account";
            report.add(DiagnosticCode.MISSING_KEY, "", message);
        } else {
            try {
                new PairId(mapping.pair());
            } catch (IllegalArgumentException badName) {
                report.add(DiagnosticCode.BAD_NAME, "pair", String.valueOf(badName.getMessage()));
            }
        }
        if (mapping.fields().isEmpty()) {
            report.add(DiagnosticCode.MISSING_KEY, "", "The mapping needs 'fields' with at least one rule");
        }
    }

    /** What takes away the other side's record needs a pair that writes there. */
    private void policies() {
        for (Side side : Side.values()) {
            DeletePolicy removed = mapping.onRemoved(side);
            policy("on-delete", side, removed, removed.removes(), "unlink or ignore");
            ExitPolicy left = mapping.onExit(side);
            policy("on-exit", side, left, left.removes(), "pause or unlink");
        }
    }

    private void policy(String key, Side side, Enum<?> policy, boolean removes, String instead) {
        if (removes && !mapping.direction().writes(side.other())) {
            report.add(
                    DiagnosticCode.DIRECTION_OUTSIDE_PAIR,
                    key + "." + Words.side(side),
                    "'" + Words.of(policy) + "' would change " + Words.system(side.other())
                            + ", but the pair's direction is " + Words.of(mapping.direction())
                            + "; write " + instead);
        }
    }

    private void matches() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < mapping.matches().size(); i++) {
            MatchMapping match = mapping.matches().get(i);
            String path = "match[" + i + "]";
            RuleCheck.fieldsGiven(match.hubspot(), match.dynamics(), path, report);
            if (!ids.add(match.id())) {
                report.add(DiagnosticCode.DUPLICATE_RULE_ID, path, "These fields are matched already; keep one");
            }
        }
    }

    private void ids() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < mapping.fields().size(); i++) {
            String id = mapping.fields().get(i).id();
            if (!ids.add(id)) {
                String message = "There is a rule '" + id + "' already; give this one an 'id' of its own";
                report.add(DiagnosticCode.DUPLICATE_RULE_ID, "fields[" + i + "].id", message);
            }
        }
    }

    /** Two rules that write one field would overwrite each other for ever. */
    private void writtenOnce(Side side) {
        Map<String, String> writers = new HashMap<>();
        for (int i = 0; i < mapping.fields().size(); i++) {
            FieldMapping field = mapping.fields().get(i);
            for (String name : field.direction().writes(side) ? field.fields(side) : List.<String>of()) {
                String other = writers.put(name, field.id());
                if (other != null) {
                    report.add(
                            DiagnosticCode.DUPLICATE_FIELD,
                            "fields[" + i + "]." + Words.side(side),
                            "The rule '" + other + "' writes '" + name + "' too; keep one, or make one of them travel "
                                    + "the other way");
                }
            }
        }
    }

    private void direction(FieldMapping field, String path) {
        Direction ofPair = mapping.direction();
        if (ofPair != Direction.BOTH && field.direction() != ofPair) {
            report.add(
                    DiagnosticCode.DIRECTION_OUTSIDE_PAIR,
                    path + ".direction",
                    "The pair's direction is " + Words.of(ofPair) + ", so the rule can not be "
                            + Words.of(field.direction()) + "; widen the pair's or remove the rule's");
        }
    }
}
