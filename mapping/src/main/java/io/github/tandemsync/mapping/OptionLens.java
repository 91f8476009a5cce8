package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Options to options, through a map. Values are equal when the map joins them; an option that it does not name equals only
 * itself, and is parked.
 */
final class OptionLens implements Lens {
    private static final String UNKNOWN_OPTION = "unknown-option";
    private static final String JOINED = "=";

    private final Map<String, String> toRight = new HashMap<>();
    private final Map<String, String> toLeft = new HashMap<>();
    private final boolean rightNamesIt;
    private final FieldSchema left;
    private final FieldSchema right;

    /** The map must be a function in each direction that values travel. */
    OptionLens(
            Map<String, ? extends Collection<String>> options,
            Direction direction,
            FieldSchema left,
            FieldSchema right) {
        options.forEach((one, others) -> others.forEach(other -> {
            toRight.put(one, other);
            toLeft.put(other, one);
        }));
        this.rightNamesIt = direction.writes(Side.RIGHT);
        this.left = left;
        this.right = right;
    }

    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        FieldValue known = Canonical.value(value);
        if (known instanceof FieldValue.Choices choices) {
            Set<String> names = new TreeSet<>();
            choices.values().forEach(key -> names.add(name(side, key)));
            return new FieldValue.Choices(names);
        }
        String key = key(known);
        return key == null ? known : new FieldValue.Choice(name(side, key));
    }

    @Override
    public Converted convert(Side from, FieldValue value) {
        FieldSchema source = from == Side.LEFT ? left : right;
        FieldSchema target = from == Side.LEFT ? right : left;
        Map<String, String> map = from == Side.LEFT ? toRight : toLeft;
        if (value instanceof FieldValue.Choices choices) {
            Set<String> mapped = new TreeSet<>();
            choices.values().forEach(key -> mapped.add(map.getOrDefault(key, "")));
            return mapped.contains("") ? unknown(from, source) : Converted.value(new FieldValue.Choices(mapped));
        }
        String key = key(Canonical.value(value));
        String mapped = key == null ? null : map.get(key);
        if (mapped == null) {
            return key == null ? Kinds.unexpected() : unknown(from, source);
        }
        return Converted.value(valueOf(target.kind(), mapped));
    }

    /** What an option is called, so that joined ones have one name and others a name of their side. */
    private String name(Side side, String key) {
        String named = side == Side.LEFT ? toRight.get(key) : toLeft.get(key);
        if (named == null) {
            return Words.side(side) + ":" + key;
        }
        return JOINED + ((side == Side.RIGHT) == rightNamesIt ? key : named);
    }

    private static @Nullable String key(FieldValue value) {
        if (value instanceof FieldValue.Choice choice) {
            return choice.value();
        } else if (value instanceof FieldValue.Flag flag) {
            return Boolean.toString(flag.value());
        }
        return value instanceof FieldValue.Text text ? text.value() : null;
    }

    private static FieldValue valueOf(FieldSchema.Kind kind, String option) {
        return switch (kind) {
            case FLAG -> new FieldValue.Flag(Boolean.parseBoolean(option));
            case TEXT -> FieldValue.text(option);
            default -> new FieldValue.Choice(option);
        };
    }

    private static Converted unknown(Side from, FieldSchema source) {
        return Converted.park(
                UNKNOWN_OPTION,
                Words.owned(from) + " '" + source.name()
                        + "' holds an option that the mapping does not name; add it under 'options'");
    }
}
