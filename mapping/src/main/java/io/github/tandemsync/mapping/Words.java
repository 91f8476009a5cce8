package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of a mapping file: how directions, sides, policies and keys are spelled. */
final class Words {
    private Words() {}

    /** A constant's word: {@code PREFER_HUBSPOT} is {@code prefer-hubspot}. */
    static String of(Enum<?> constant) {
        return constant instanceof Direction direction
                ? direction(direction)
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> all(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(Words::of).toList();
    }

    static String side(Side side) {
        return side == Side.LEFT ? "hubspot" : "dynamics";
    }

    static String system(Side side) {
        return side == Side.LEFT ? "HubSpot" : "Dynamics";
    }

    /** {@code HubSpot's}. */
    static String owned(Side side) {
        return side == Side.LEFT ? "HubSpot's" : "Dynamics'";
    }

    private static String direction(Direction direction) {
        return switch (direction) {
            case BOTH -> "two-way";
            case TO_RIGHT -> "to-dynamics";
            case TO_LEFT -> "to-hubspot";
        };
    }

    /** {@code a, b or c}. */
    static String list(Collection<String> words) {
        List<String> all = new ArrayList<>(words);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
    }
}
