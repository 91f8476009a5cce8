package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListingTest {
    private final Desk desk = new Desk();

    @Test
    void anExpiredCursorBeginsTheListingAnewBeforeAnythingIsMatchedOrCreated() {
        desk.fill(10);
        desk.right.expireListing();

        SyncReport report;
        try (SyncRunner runner = desk.runner()) {
            report = runner.runOnce();
        }

        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(desk.right.calls("BASELINE firm")).hasSizeGreaterThan(2);
        assertThat(desk.left.names("firm")).hasSize(10);
        assertThat(desk.right.names("firm")).hasSize(10);
        assertThat(desk.isInStep()).isTrue();
    }
}
