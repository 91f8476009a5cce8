package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles match rules: their fields must be readable, and of a kind that can be written as one text. */
final class MatchCompiler {
    private final SchemaView left;
    private final SchemaView right;
    private final Report report;

    MatchCompiler(SchemaView left, SchemaView right, Report report) {
        this.left = left;
        this.right = right;
        this.report = report;
    }

    List<MatchRule> compile(List<MatchMapping> matches) {
        List<MatchRule> rules = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            MatchMapping match = matches.get(i);
            List<CompiledMatch.MatchKey> keys = keys(match, "match[" + i + "]");
            if (keys.size() == match.hubspot().size()) {
                rules.add(new CompiledMatch(match, keys));
            }
        }
        return rules;
    }

    private List<CompiledMatch.MatchKey> keys(MatchMapping match, String path) {
        List<CompiledMatch.MatchKey> keys = new ArrayList<>();
        for (int i = 0; i < match.hubspot().size(); i++) {
            FieldSchema one = left.readable(match.hubspot().get(i), path + ".hubspot");
            FieldSchema other = right.readable(match.dynamics().get(i), path + ".dynamics");
            CompiledMatch.MatchKey key = one == null || other == null ? null : key(match, path, one, other);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    private CompiledMatch.@Nullable MatchKey key(MatchMapping match, String path, FieldSchema one, FieldSchema other) {
        if (one.kind() == Kind.TEXT && other.kind() == Kind.TEXT) {
            Comparison comparison = match.compare() == null ? Comparison.TEXT : match.compare();
            return value -> value instanceof FieldValue.Text text ? comparison.key(text.value()) : null;
        }
        boolean plain = one.kind() == Kind.NUMBER || Kinds.isTime(one.kind());
        if (one.kind() != other.kind() || !plain || match.compare() != null) {
            report.add(
                    DiagnosticCode.TYPE_MISMATCH,
                    path,
                    "Records are matched by two texts, numbers or dates ('compare' for texts only), but '" + one.name()
                            + "' holds " + Kinds.name(one.kind()) + " and '" + other.name() + "' "
                            + Kinds.name(other.kind()) + "; match by other fields");
            return null;
        }
        Lens lens = one.kind() == Kind.NUMBER ? NumberLens.between(one, other) : new SameLens(one.kind());
        return value ->
                value.isEmpty() ? null : lens.canonical(Side.LEFT, value).display();
    }
}
