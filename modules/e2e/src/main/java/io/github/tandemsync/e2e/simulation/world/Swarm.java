package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which chances exist in a history, and how often each strikes: some kinds are off, the others come in three strengths, so that
 * rare ones are not drowned by frequent ones.
 */
final class Swarm {
    private static final int SCALE = 256;
    private static final int OFTEN = 32;
    private static final Chance[] ALL = Chance.values();

    private final Map<Chance.At, Chance[]> table = new EnumMap<>(Chance.At.class);

    private Swarm() {}

    /** Nothing goes wrong by chance. */
    static Swarm none() {
        return new Swarm();
    }

    static Swarm draw(Choices choices, Scenario scenario) {
        Swarm swarm = new Swarm();
        for (Chance chance : ALL) {
            int strength = strength(chance, choices.below(rare(chance) ? 16 : 6));
            swarm.add(chance, scenario.favours(chance) ? OFTEN : strength);
        }
        return swarm;
    }

    // a history in which tokens, rights or backups play a part at all is the exception
    private static boolean rare(Chance chance) {
        return chance == Chance.ROLLBACK || chance == Chance.HIDE;
    }

    // zero: off. The others: as weighed, half, four times
    private static int strength(Chance chance, int drawn) {
        return switch (drawn) {
            case 1, 2 -> chance.weight;
            case 3 -> Math.max(1, chance.weight / 2);
            case 4 -> chance.weight * 4;
            default -> 0;
        };
    }

    private void add(Chance chance, int strength) {
        if (strength == 0) {
            return;
        }
        Chance[] before = table.getOrDefault(chance.at, new Chance[0]);
        Chance[] after = Arrays.copyOf(before, before.length + strength);
        Arrays.fill(after, before.length, after.length, chance);
        table.put(chance.at, after);
    }

    /** What strikes here now; null, and for zero always null, if nothing does. */
    @Nullable
    Chance strike(Chance.At at, Choices choices) {
        Chance[] possible = table.get(at);
        if (possible == null) {
            return null;
        }
        int drawn = choices.below(SCALE);
        return drawn >= SCALE - possible.length ? possible[SCALE - 1 - drawn] : null;
    }

    boolean has(Chance chance) {
        Chance[] possible = table.get(chance.at);
        return possible != null && Arrays.asList(possible).contains(chance);
    }
}
