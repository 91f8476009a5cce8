package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import java.util.List;

/** Checks that a mapping with an owner says by which fields a line names it, and that one without asks for nothing of an owner. */
final class OwnerCheck {
    private final Mapping mapping;
    private final Report report;

    OwnerCheck(Mapping mapping, Report report) {
        this.mapping = mapping;
        this.report = report;
    }

    /** The rules by which a line names its owner; one, in a consistent mapping. */
    static List<FieldMapping> rules(Mapping mapping, OwnerMapping owner) {
        return mapping.fields().stream()
                .filter(field -> field.reference().equals(List.of(owner.pair())))
                .toList();
    }

    void check() {
        OwnerMapping owner = mapping.owner();
        if (owner == null) {
            noMirror();
        } else if (owner.pair().equals(mapping.pair())) {
            misplaced(
                    "owner.pair",
                    "The records of a pair can not own each other; name the pair that links their owners");
        } else {
            rules(owner);
        }
    }

    private void noMirror() {
        for (Side side : Side.values()) {
            if (mapping.onRemoved(side) == DeletePolicy.MIRROR) {
                misplaced(
                        "on-delete." + Words.side(side),
                        "'mirror' is for the lines of an owner; add 'owner', or write archive");
            }
        }
    }

    private void rules(OwnerMapping owner) {
        List<FieldMapping> rules = rules(mapping, owner);
        if (rules.size() != 1) {
            String message = "The mapping needs exactly one rule with 'reference: " + owner.pair()
                    + "', for the fields by which a line names its owner; it has " + rules.size();
            report.add(DiagnosticCode.MISSING_KEY, "owner.pair", message);
        } else if (rules.get(0).direction() != mapping.direction()) {
            misplaced(
                    "owner.pair",
                    "The rule '" + rules.get(0).id() + "' travels "
                            + Words.of(rules.get(0).direction())
                            + " only, so a line would have no owner on the other side; let it travel as the pair does");
        }
    }

    private void misplaced(String path, String message) {
        report.add(DiagnosticCode.MISPLACED_KEY, path, message);
    }
}
