package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.Side;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A side's live schema, asked on behalf of a mapping; says what is wrong with what is asked for. */
final class SchemaView {
    private final Side side;
    private final ObjectSchema schema;
    private final Report report;

    SchemaView(Side side, ObjectSchema schema, Report report) {
        this.side = side;
        this.schema = schema;
        this.report = report;
    }

    ObjectSchema schema() {
        return schema;
    }

    /** A field that can be read; null, and said so, if there is none. */
    @Nullable
    FieldSchema readable(String name, String path) {
        FieldSchema field = schema.field(name);
        if (field == null) {
            String message = Words.owned(side) + " " + schema.type().name() + " has no field '" + name + "'."
                    + Nearest.hintByLabel(name, labels());
            report.add(DiagnosticCode.UNKNOWN_FIELD, path, message);
            return null;
        }
        if (!field.readable()) {
            report.add(
                    DiagnosticCode.NOT_READABLE,
                    path,
                    "The credentials may not read " + Words.owned(side) + " '" + name
                            + "'; grant the permission or remove the rule");
            return null;
        }
        return field;
    }

    /** Says so if the field can not be changed. */
    void requireWritable(FieldSchema field, String path) {
        if (field.updatable()) {
            return;
        }
        String why = field.creatable() ? "can only be set when a record is created" : "is read-only";
        String wayOut = side == Side.LEFT ? "let values travel to-dynamics only" : "let values travel to-hubspot only";
        report.add(
                DiagnosticCode.NOT_WRITABLE,
                path,
                Words.owned(side) + " '" + field.name() + "' " + why + "; " + wayOut + " ('direction'), or remove it");
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        schema.fields().forEach((name, field) -> labels.put(name, field.label()));
        return labels;
    }
}
