package io.github.tandemsync.mapping;

import io.github.tandemsync.core.rule.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** Checks that the keys of one rule go together. */
final class RuleCheck {
    private final FieldMapping field;
    private final String path;
    private final Converters converters;
    private final Report report;

    RuleCheck(FieldMapping field, String path, Converters converters, Report report) {
        this.field = field;
        this.path = path;
        this.converters = converters;
        this.report = report;
    }

    void check(boolean driftGiven) {
        fieldsGiven(field.hubspot(), field.dynamics(), path, report);
        if (driftGiven && field.direction() == Direction.BOTH) {
            misplaced("drift", "'drift' is for one-way rules; a two-way rule takes the edit over. Remove it");
        }
        together();
        converter();
        options();
    }

    static void fieldsGiven(List<String> hubspot, List<String> dynamics, String path, Report report) {
        if (hubspot.isEmpty() || dynamics.isEmpty()) {
            String missing = hubspot.isEmpty() ? "hubspot" : "dynamics";
            String message = "The rule needs '" + missing + "' with the field on that side";
            report.add(DiagnosticCode.MISSING_KEY, path + "." + missing, message);
        } else if (hubspot.size() != dynamics.size()) {
            report.add(
                    DiagnosticCode.UNEVEN_FIELDS,
                    path,
                    "There are " + hubspot.size() + " HubSpot fields but " + dynamics.size()
                            + " of Dynamics; the first faces the first, and so on");
        }
    }

    private void together() {
        if (field.convert() != null) {
            notWith("compare", field.compare() != null, "a converter compares in its own way");
            notWith("options", !field.options().isEmpty(), "a converter maps options itself");
            notWith("reference", !field.reference().isEmpty(), "a reference is converted by its pair");
        } else if (!field.reference().isEmpty()) {
            notWith("compare", field.compare() != null, "references are equal when their records are linked");
            notWith("options", !field.options().isEmpty(), "a reference has no options");
        } else if (!field.options().isEmpty()) {
            notWith("compare", field.compare() != null, "options are compared through their map");
        }
        if (field.hubspot().size() > 1) {
            String why = "a rule of several fields takes only 'compare'; map this field in a rule of its own";
            notWith("convert", field.convert() != null, why);
            notWith("options", !field.options().isEmpty(), why);
            notWith("reference", !field.reference().isEmpty(), why);
        }
    }

    private void notWith(String key, boolean given, String why) {
        if (given) {
            misplaced(key, "'" + key + "' does not go with this rule: " + why + ". Remove one of the two");
        }
    }

    private void misplaced(String key, String message) {
        report.add(DiagnosticCode.MISPLACED_KEY, path + "." + key, message);
    }

    private void converter() {
        String name = field.convert();
        if (name != null && converters.get(name) == null) {
            report.add(
                    DiagnosticCode.UNKNOWN_CONVERTER,
                    path + ".convert",
                    "There is no converter '" + name + "'." + Nearest.hint(name, converters.names()) + " Known: "
                            + String.join(", ", converters.names())
                            + ". Others are registered in Java by Mappings.with(..)");
        }
    }

    /** Each option of the source needs exactly one option of the target. */
    private void options() {
        Set<String> taken = new HashSet<>();
        for (Map.Entry<String, SortedSet<String>> option : field.options().entrySet()) {
            String at = path + ".options." + option.getKey();
            if (option.getValue().size() > 1 && field.direction() != Direction.TO_LEFT) {
                ambiguous(
                        at,
                        "'" + option.getKey() + "' faces several Dynamics options; keep the one to be written",
                        "hubspot");
            }
            for (String right : option.getValue()) {
                if (!taken.add(right) && field.direction() != Direction.TO_RIGHT) {
                    ambiguous(
                            at, "Dynamics' option '" + right + "' faces several HubSpot options; keep one", "dynamics");
                }
            }
        }
    }

    private void ambiguous(String at, String problem, String wayOut) {
        String message = problem + ", or let values travel to-" + wayOut + " only";
        report.add(DiagnosticCode.AMBIGUOUS_OPTIONS, at, message);
    }
}
