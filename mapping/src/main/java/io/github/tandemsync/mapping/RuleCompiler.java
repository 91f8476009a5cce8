package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.PairId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of one mapping: finds the fields, lets {@link LensFinder} join them, and tries the law on samples. */
final class RuleCompiler {
    private final Mapping mapping;
    private final SchemaView left;
    private final SchemaView right;
    private final LensFinder lenses;
    private final ReferenceCheck references;
    private final Report report;

    RuleCompiler(Mapping mapping, List<Mapping> all, SchemaView left, SchemaView right, Report report) {
        this.mapping = mapping;
        this.left = left;
        this.right = right;
        this.lenses = new LensFinder(mapping.converters(), report);
        this.references = new ReferenceCheck(all, report);
        this.report = report;
    }

    /** The rule; null, and said why, if it can not be compiled. */
    @Nullable
    FieldRule compile(FieldMapping field, String path) {
        List<Part> parts = new ArrayList<>();
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < field.hubspot().size(); i++) {
            FieldSchema one = left.readable(field.hubspot().get(i), path + ".hubspot");
            FieldSchema other = right.readable(field.dynamics().get(i), path + ".dynamics");
            Part part = one == null || other == null ? null : part(field, path, one, other);
            if (one != null && other != null && part != null) {
                parts.add(part);
                schemas.append(described(one)).append(described(other));
            }
        }
        return parts.size() == field.hubspot().size() ? new CompiledRule(field, parts, schemas.toString()) : null;
    }

    private static String described(FieldSchema field) {
        return field.kind() + " " + field.maxLength() + " " + field.scale() + " "
                + field.options().keySet() + "\n";
    }

    private @Nullable Part part(FieldMapping field, String path, FieldSchema one, FieldSchema other) {
        if (field.direction().writes(Side.LEFT)) {
            left.requireWritable(one, path + ".hubspot");
        }
        if (field.direction().writes(Side.RIGHT)) {
            right.requireWritable(other, path + ".dynamics");
        }
        Part part = join(field, path, one, other);
        if (part != null) {
            Converter converter =
                    field.convert() == null ? null : mapping.converters().get(field.convert());
            new FixedPoint(part, field.direction(), one, other, converter).check(path, report);
        }
        return part;
    }

    private @Nullable Part join(FieldMapping field, String path, FieldSchema one, FieldSchema other) {
        if (!field.reference().isEmpty()) {
            return references.check(field.reference(), path, one, other)
                    ? new ReferencePart(
                            one,
                            other,
                            field.reference().stream().map(PairId::new).toList())
                    : null;
        }
        Lens lens = lenses.find(field, path, one, other);
        return lens == null ? null : new LensPart(lens, Target.of(one), Target.of(other));
    }
}
