package io.github.tandemsync.simulators.hubspot;

import java.util.List;

/** The order of HubSpot's standard lifecycle stages. */
final class LifecycleStages {
    private static final List<String> ORDER = List.of(
            "subscriber",
            "lead",
            "marketingqualifiedlead",
            "salesqualifiedlead",
            "opportunity",
            "customer",
            "evangelist",
            "other");

    private LifecycleStages() {}

    static boolean isBackwards(String before, String wanted) {
        int from = ORDER.indexOf(before);
        int to = ORDER.indexOf(wanted);
        return from >= 0 && to >= 0 && to < from;
    }
}
