package io.github.tandemsync.mapping;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one condition of a filter: {@code { field: type, in: [CUSTOMER] }}. */
final class ConditionReader {
    static final Set<String> KEYS = Set.of("field", "in", "not-in", "present");

    private ConditionReader() {}

    static @Nullable Condition read(Block block, Report report) {
        String field = block.text("field");
        List<String> tests =
                Stream.of("in", "not-in", "present").filter(block::has).toList();
        if (!block.has("field")) {
            report.add(DiagnosticCode.MISSING_KEY, block.at("field"), "A condition needs 'field'");
        }
        if (tests.size() != 1) {
            DiagnosticCode code = tests.isEmpty() ? DiagnosticCode.MISSING_KEY : DiagnosticCode.MISPLACED_KEY;
            report.add(code, block.at("field"), "A condition needs exactly one of 'in', 'not-in' or 'present'");
        }
        return field == null || tests.size() != 1 ? null : condition(block, report, field, tests.get(0));
    }

    private static @Nullable Condition condition(Block block, Report report, String field, String test) {
        String[] values = block.texts(test).toArray(new String[0]);
        return switch (test) {
            case "in" -> Condition.in(field, values);
            case "not-in" -> Condition.notIn(field, values);
            default -> presence(block, report, field);
        };
    }

    private static @Nullable Condition presence(Block block, Report report, String field) {
        String present = block.text("present");
        if (present == null) {
            return null;
        }
        if (!present.equals("true") && !present.equals("false")) {
            report.add(DiagnosticCode.WRONG_SHAPE, block.at("present"), "'present' is true or false");
        }
        return present.equals("false") ? Condition.empty(field) : Condition.present(field);
    }
}
