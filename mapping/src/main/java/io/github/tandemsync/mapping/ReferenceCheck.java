package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that a reference rule joins two references, and that each of its pairs links records they may point to. */
final class ReferenceCheck {
    private final List<Mapping> mappings;
    private final Report report;

    ReferenceCheck(List<Mapping> mappings, Report report) {
        this.mappings = mappings;
        this.report = report;
    }

    boolean check(List<String> pairs, String path, FieldSchema left, FieldSchema right) {
        return pairs.stream()
                .filter(pair -> !check(pair, path, left, right))
                .toList()
                .isEmpty();
    }

    private boolean check(String pair, String path, FieldSchema left, FieldSchema right) {
        Mapping target = find(pair);
        if (target == null) {
            List<String> known = mappings.stream().map(Mapping::pair).toList();
            String message = "There is no pair '" + pair + "' among those compiled." + Nearest.hint(pair, known)
                    + " Compile the mappings together by Mappings.compile(..)";
            report.add(DiagnosticCode.UNKNOWN_REFERENCE, path + ".reference", message);
            return false;
        }
        boolean leftPoints = points(Side.LEFT, left, target, path);
        boolean rightPoints = points(Side.RIGHT, right, target, path);
        return leftPoints && rightPoints;
    }

    private boolean points(Side side, FieldSchema field, Mapping pair, String path) {
        ObjectType type = pair.type(side);
        boolean is = Kinds.isReference(field.kind());
        if (is && (field.targets().isEmpty() || field.targets().contains(type))) {
            return true;
        }
        String problem = is
                ? "points to "
                        + Words.list(
                                field.targets().stream().map(ObjectType::name).toList()) + ", not to " + type.name()
                : "holds " + Kinds.name(field.kind()) + ", not a reference";
        report.add(
                DiagnosticCode.TYPE_MISMATCH,
                path + "." + Words.side(side),
                Words.owned(side) + " '" + field.name() + "' " + problem + "; name another field or another pair");
        return false;
    }

    private @Nullable Mapping find(String pair) {
        return mappings.stream()
                .filter(mapping -> mapping.pair().equals(pair))
                .findFirst()
                .orElse(null);
    }
}
