package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.Several;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a document into a builder: its keys, shapes and words. What the keys mean together is checked by the builder. */
final class DocumentReader {
    private static final Set<String> KEYS = Set.of(
            "pair",
            "hubspot",
            "dynamics",
            "direction",
            "conflict",
            "match",
            "several",
            "fields",
            "on-delete",
            "filter",
            "membership",
            "on-exit",
            "owner");
    private static final Set<String> OWNER_KEYS = Set.of("pair", "editable");
    private static final Set<String> MATCH_KEYS = Set.of("hubspot", "dynamics", "compare");
    private static final Set<String> FIELD_KEYS = Set.of(
            "hubspot",
            "dynamics",
            "compare",
            "convert",
            "options",
            "unknown",
            "reference",
            "direction",
            "conflict",
            "drift",
            "id");
    private static final Set<String> SIDE_KEYS = Set.of("hubspot", "dynamics");

    private final PairBuilder builder;
    private final Report report;
    private final Positions positions;

    DocumentReader(PairBuilder builder, Report report, Positions positions) {
        this.builder = builder;
        this.report = report;
        this.positions = positions;
    }

    void read(Tree document) {
        positions.put("", document.place());
        Block block = block(document, "", KEYS);
        if (block == null) {
            return;
        }
        given(block.text("pair"), builder::name);
        given(block.text("hubspot"), builder::hubspot);
        given(block.text("dynamics"), builder::dynamics);
        given(direction(block), builder::direction);
        given(policy(block, "conflict", ConflictPolicy.class), builder::conflict);
        each(block, "match", MATCH_KEYS, this::match);
        given(policy(block, "several", Several.class), builder::several);
        each(block, "fields", FIELD_KEYS, this::field);
        within(block, "on-delete", SIDE_KEYS, this::onDelete);
        within(block, "filter", SIDE_KEYS, filter -> {
            conditions(filter, Side.LEFT, builder::filterHubspot);
            conditions(filter, Side.RIGHT, builder::filterDynamics);
        });
        within(block, "membership", SIDE_KEYS, membership -> {
            conditions(membership, Side.LEFT, builder::membershipHubspot);
            conditions(membership, Side.RIGHT, builder::membershipDynamics);
        });
        within(block, "on-exit", SIDE_KEYS, this::onExit);
        within(block, "owner", OWNER_KEYS, this::owner);
    }

    private void match(Block block) {
        builder.match(block.texts("hubspot"), block.texts("dynamics"), comparison(block));
    }

    private void field(Block block) {
        builder.fields(block.texts("hubspot"), block.texts("dynamics"), rule -> {
            given(block.text("id"), rule::id);
            given(comparison(block), rule::compare);
            given(block.text("convert"), rule::convert);
            rule.reference(block.texts("reference").toArray(new String[0]));
            given(direction(block), rule::direction);
            given(policy(block, "conflict", ConflictPolicy.class), rule::conflict);
            given(policy(block, "drift", FieldRule.Drift.class), rule::drift);
            options(block, rule);
        });
    }

    private void options(Block block, FieldBuilder rule) {
        for (Map.Entry<String, List<String>> option : block.map("options").entrySet()) {
            rule.option(option.getKey(), option.getValue().toArray(new String[0]));
        }
        String unknown = block.text("unknown");
        if (unknown != null && !unknown.equals("park")) {
            unknownWord(DiagnosticCode.UNKNOWN_POLICY, block.at("unknown"), unknown, List.of("park"));
        }
        if (block.has("unknown") && !block.has("options")) {
            String message = "'unknown' says what happens to an option that 'options' does not name; add 'options'";
            report.add(DiagnosticCode.MISPLACED_KEY, block.at("unknown"), message);
        }
    }

    private void onDelete(Block block) {
        given(policy(block, "hubspot", DeletePolicy.class), builder::onHubspotRemoved);
        given(policy(block, "dynamics", DeletePolicy.class), builder::onDynamicsRemoved);
    }

    private void owner(Block block) {
        String pair = block.text("pair");
        if (!block.has("pair")) {
            report.add(
                    DiagnosticCode.MISSING_KEY,
                    block.at("pair"),
                    "'owner' needs 'pair': the pair that links the owners");
        }
        List<Condition> hubspot = new ArrayList<>();
        List<Condition> dynamics = new ArrayList<>();
        within(block, "editable", SIDE_KEYS, editable -> {
            conditions(editable, Side.LEFT, hubspot::add);
            conditions(editable, Side.RIGHT, dynamics::add);
        });
        given(pair, name -> builder.owner(new OwnerMapping(name, hubspot, dynamics)));
    }

    private void onExit(Block block) {
        given(policy(block, "hubspot", ExitPolicy.class), builder::onHubspotExit);
        given(policy(block, "dynamics", ExitPolicy.class), builder::onDynamicsExit);
    }

    private void conditions(Block block, Side side, Consumer<Condition> setting) {
        each(block, Words.side(side), ConditionReader.KEYS, item -> given(ConditionReader.read(item, report), setting));
    }

    private @Nullable Direction direction(Block block) {
        return word(block, "direction", Direction.class, DiagnosticCode.UNKNOWN_DIRECTION);
    }

    private @Nullable Comparison comparison(Block block) {
        return word(block, "compare", Comparison.class, DiagnosticCode.UNKNOWN_COMPARE);
    }

    private <E extends Enum<E>> @Nullable E policy(Block block, String key, Class<E> type) {
        return word(block, key, type, DiagnosticCode.UNKNOWN_POLICY);
    }

    private <E extends Enum<E>> @Nullable E word(Block block, String key, Class<E> type, DiagnosticCode code) {
        String word = block.text(key);
        if (word == null) {
            return null;
        }
        E constant = Stream.of(type.getEnumConstants())
                .filter(one -> Words.of(one).equals(word))
                .findFirst()
                .orElse(null);
        if (constant == null) {
            unknownWord(code, block.at(key), word, Words.all(type));
        }
        return constant;
    }

    private void unknownWord(DiagnosticCode code, String path, String word, List<String> known) {
        report.add(code, path, "'" + word + "' is not known here; write " + Words.list(known));
    }

    private void each(Block around, String key, Set<String> known, Consumer<Block> reader) {
        List<Tree> items = around.items(key);
        for (int i = 0; i < items.size(); i++) {
            Block item = block(items.get(i), around.at(key) + "[" + i + "]", known);
            if (item != null) {
                reader.accept(item);
            }
        }
    }

    private void within(Block around, String key, Set<String> known, Consumer<Block> reader) {
        Tree tree = around.tree(key);
        Block block = tree == null ? null : block(tree, around.at(key), known);
        if (block != null) {
            reader.accept(block);
        }
    }

    private @Nullable Block block(Tree tree, String path, Set<String> known) {
        return Block.of(tree, path, known, report, positions);
    }

    private static <T> void given(@Nullable T value, Consumer<T> setting) {
        if (value != null) {
            setting.accept(value);
        }
    }
}
