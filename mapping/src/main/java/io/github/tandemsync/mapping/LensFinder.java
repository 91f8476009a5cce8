package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.Side;
import org.jspecify.annotations.Nullable;

/** Finds how two fields mean the same, by what the rule says and by their kinds. */
final class LensFinder {
    private final Converters converters;
    private final OptionCheck optionCheck;
    private final Report report;

    LensFinder(Converters converters, Report report) {
        this.converters = converters;
        this.optionCheck = new OptionCheck(report);
        this.report = report;
    }

    /** The lens; null, and said why, if the fields can not be joined so. */
    @Nullable
    Lens find(FieldMapping field, String path, FieldSchema left, FieldSchema right) {
        if (field.convert() != null) {
            return converter(field, field.convert(), path, left, right);
        }
        if (!field.options().isEmpty()) {
            return options(field, path, left, right);
        }
        if (field.compare() != null) {
            return compared(field.compare(), path, left, right);
        }
        if (left.kind() != right.kind()) {
            return mismatch(path, left, right, remedy(left.kind(), right.kind()));
        }
        return byKind(field, path, left, right);
    }

    private @Nullable Lens byKind(FieldMapping field, String path, FieldSchema left, FieldSchema right) {
        return switch (left.kind()) {
            case TEXT -> new TextLens(Comparison.TEXT);
            case NUMBER -> NumberLens.between(left, right);
            case FLAG, DAY, TIMESTAMP -> new SameLens(left.kind());
            case CHOICE, CHOICES -> sameOptions(field, path, left, right);
            case REFERENCE, REFERENCES -> {
                String message = "A reference needs 'reference:' with the pair that links the records it points to";
                report.add(DiagnosticCode.MISSING_KEY, path + ".reference", message);
                yield null;
            }
        };
    }

    private @Nullable Lens converter(
            FieldMapping field, String name, String path, FieldSchema left, FieldSchema right) {
        Converter converter = converters.get(name);
        if (converter == null || !converter.accepts(left.kind(), right.kind())) {
            return mismatch(path, left, right, "The converter '" + name + "' does not join these kinds; name another");
        }
        return new ConverterLens(converter, field.direction(), left.kind(), right.kind());
    }

    private @Nullable Lens options(FieldMapping field, String path, FieldSchema left, FieldSchema right) {
        boolean several = left.kind() == Kind.CHOICES;
        if (several != (right.kind() == Kind.CHOICES) || !hasOptions(left.kind()) || !hasOptions(right.kind())) {
            return mismatch(path, left, right, "'options' join lists of options, yes or no, and text");
        }
        optionCheck.check(field, path, left, right);
        return new OptionLens(field.options(), field.direction(), left, right);
    }

    private @Nullable Lens sameOptions(FieldMapping field, String path, FieldSchema left, FieldSchema right) {
        var shared = OptionCheck.shared(left, right);
        if (shared.isEmpty()) {
            return mismatch(path, left, right, "The two lists have no option in common; join them by 'options'");
        }
        optionCheck.coverage(shared, field, path, left, right);
        return new OptionLens(shared, field.direction(), left, right);
    }

    private @Nullable Lens compared(Comparison comparison, String path, FieldSchema left, FieldSchema right) {
        if (left.kind() != Kind.TEXT || right.kind() != Kind.TEXT) {
            return mismatch(path, left, right, "'compare: " + comparison.text() + "' is for texts; remove 'compare'");
        }
        return new TextLens(comparison);
    }

    private static boolean hasOptions(Kind kind) {
        return kind == Kind.CHOICE || kind == Kind.CHOICES || kind == Kind.FLAG || kind == Kind.TEXT;
    }

    private static String remedy(Kind left, Kind right) {
        if (Kinds.isTime(left) && Kinds.isTime(right)) {
            return "The day would depend on a time zone and lose the time; map a field of the same kind";
        }
        if (Kinds.isReference(left) && Kinds.isReference(right)) {
            return "Join them by 'reference'";
        }
        boolean options = hasOptions(left) && hasOptions(right) && left != Kind.CHOICES && right != Kind.CHOICES;
        return options ? "Join them by 'options', or map a field of the same kind" : "Map a field of the same kind";
    }

    private @Nullable Lens mismatch(String path, FieldSchema left, FieldSchema right, String remedy) {
        report.add(
                DiagnosticCode.TYPE_MISMATCH,
                path,
                Words.owned(Side.LEFT) + " '" + left.name() + "' holds " + Kinds.name(left.kind()) + ", "
                        + Words.owned(Side.RIGHT) + " '" + right.name() + "' " + Kinds.name(right.kind()) + ". "
                        + remedy);
        return null;
    }
}
