package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something that people did in a small history.
 *
 * @param run the run that it was done before or during, from 0 on
 * @param place 0 if it was done before the run; otherwise at which of the places around the sending of its writes
 * @param deed what was done
 */
record Scene(int run, int place, SmallActs.Deed deed) {
    private static final int MOST_RUNS = 16;
    private static final int MOST_PLACES = 64;

    /** What a tape says that people do, in order. */
    static List<Scene> drawn(Choices choices, int count) {
        List<Scene> scenes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int run = choices.below(MOST_RUNS);
            int place = choices.below(MOST_PLACES);
            scenes.add(new Scene(run, place, SmallActs.Deed.of(choices.below(SmallActs.Deed.most()))));
        }
        return scenes;
    }

    /** The tape of a history without a crash in which people do this, and nothing besides. */
    static Tape tape(List<Scene> scenes, Tape beginning) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < Plot.FIXED; i++) {
            numbers.add(beginning.at(i));
        }
        numbers.set(Plot.EVENTS, scenes.size());
        numbers.set(Plot.COURSE, Plot.WRITTEN);
        for (Scene scene : scenes) {
            numbers.addAll(List.of(scene.run, scene.place, scene.deed.number()));
        }
        return Tape.of(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The same as it is, and in every other order of it and of a run that was cut off: what that run did not see when it looked counts as
     * done before it, while it lasted, or after it. That is what was done around the sending of its writes.
     *
     * @param run that run; if negative, nothing was cut off
     */
    static Set<List<Scene>> orders(List<Scene> scenes, int run) {
        List<Scene> unseen =
                scenes.stream().filter(scene -> scene.isUnseenBy(run)).toList();
        Set<List<Scene>> orders = new LinkedHashSet<>();
        for (int before = 0; before <= unseen.size(); before++) {
            for (int after = 0; before + after <= unseen.size(); after++) {
                List<Scene> order = new ArrayList<>();
                int number = 0;
                for (Scene scene : scenes) {
                    boolean moves = scene.isUnseenBy(run);
                    boolean first = moves && number < before;
                    boolean last = moves && number >= unseen.size() - after;
                    order.add(first ? scene.before(run) : last ? scene.before(run + 1) : scene);
                    number += moves ? 1 : 0;
                }
                orders.add(order);
            }
        }
        return orders;
    }

    private boolean isUnseenBy(int cutOff) {
        return run == cutOff && place > 0;
    }

    private Scene before(int otherRun) {
        return new Scene(otherRun, 0, deed);
    }
}
