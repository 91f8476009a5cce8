package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.record.Side;

/** What people call the two sides. */
final class Names {
    private Names() {}

    static String of(Side side) {
        return side == Side.LEFT ? "HubSpot" : "Dynamics";
    }
}
