package io.github.tandemsync.e2e.simulation.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a user does, with how often of all. The first is the plainest. */
enum UserAction {
    EDIT(12),
    CREATE(5),
    REVERT(3),
    CLEAR(2),
    DELETE(3),
    RESTORE(3),
    REPARENT(3),
    BULK_EDIT(2),
    MERGE_KEEPING_ID(1),
    MERGE_TO_NEW_ID(1),
    CLONE(1),
    CLEAR_KEY(1),
    QUALIFY(1);

    private static final UserAction[] BY_WEIGHT = byWeight();

    private final int weight;

    UserAction(int weight) {
        this.weight = weight;
    }

    static int choices() {
        return BY_WEIGHT.length;
    }

    static UserAction at(int choice) {
        return BY_WEIGHT[choice];
    }

    private static UserAction[] byWeight() {
        List<UserAction> all = new ArrayList<>();
        for (UserAction action : values()) {
            all.addAll(Collections.nCopies(action.weight, action));
        }
        return all.toArray(new UserAction[0]);
    }
}
