package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.RecordFilter;
import java.util.List;

/** Compiles a side's filter: its fields must be readable, and its values such as the fields can hold. */
final class FilterCompiler {
    private final Side side;
    private final SchemaView view;
    private final Report report;

    FilterCompiler(Side side, SchemaView view, Report report) {
        this.side = side;
        this.view = view;
        this.report = report;
    }

    /** @param key the mapping's key that holds the conditions */
    RecordFilter compile(String key, List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            String path = key + "." + Words.side(side) + "[" + i + "]";
            FieldSchema field = view.readable(conditions.get(i).field(), path + ".field");
            if (field != null) {
                check(conditions.get(i), field, path);
            }
        }
        return conditions.isEmpty() ? RecordFilter.ALL : new CompiledFilter(conditions);
    }

    private void check(Condition condition, FieldSchema field, String path) {
        for (String value : condition.values()) {
            switch (field.kind()) {
                case TEXT -> {}
                case NUMBER -> number(value, field, path);
                case FLAG -> flag(value, field, path);
                case CHOICE, CHOICES -> option(value, field, path);
                default -> mismatch(field, path, "only 'present' can be asked of it");
            }
        }
    }

    private void number(String value, FieldSchema field, String path) {
        if (Numbers.parse(value) == null) {
            mismatch(field, path, "write its values as decimal numbers");
        }
    }

    private void flag(String value, FieldSchema field, String path) {
        if (!value.equals("true") && !value.equals("false")) {
            mismatch(field, path, "write true or false");
        }
    }

    private void option(String value, FieldSchema field, String path) {
        if (!field.options().isEmpty() && !field.options().containsKey(value)) {
            String message = Words.owned(side) + " '" + field.name() + "' has no option '" + value + "'."
                    + Nearest.hintByLabel(value, field.options());
            report.add(DiagnosticCode.UNKNOWN_OPTION, path, message);
        }
    }

    private void mismatch(FieldSchema field, String path, String remedy) {
        String message =
                Words.owned(side) + " '" + field.name() + "' holds " + Kinds.name(field.kind()) + "; " + remedy;
        report.add(DiagnosticCode.TYPE_MISMATCH, path, message);
    }
}
