package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.record.Side;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan says how many calls applying it takes, and not before when the systems' limits let it be done. */
class ForecastTest {
    private static final Map<CallKind, String> NAMES = Map.of(
            CallKind.CHANGES, "CHANGES", CallKind.READ, "read", CallKind.HISTORY, "history", CallKind.WRITE, "write");

    private final Desk desk = new Desk();

    private SyncRunner runner(int roundSize) {
        return Desk.enabled(desk.builder("runner").roundSize(roundSize).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 2000})
    void createsTakeTheCallsThatWereForecast(int roundSize) {
        desk.fill(41);
        SyncRunner runner = runner(roundSize);

        assertForecastComesTrue(runner, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 2000})
    void updatesTakeTheCallsThatWereForecast(int roundSize) {
        desk.left.hasHistory();
        desk.fill(41);
        SyncRunner runner = runner(roundSize);
        runner.runOnce();
        edit();

        assertForecastComesTrue(runner, 0);
    }

    @Test
    void roundsThatPlanningFillsOtherwiseDifferByACallOfAKindARoundAtMost() {
        desk.left.hasHistory();
        desk.fill(41);
        SyncRunner runner = runner(5);
        runner.runOnce();
        edit();
        for (int i = 0; i < 41; i += 2) {
            desk.left.edit("firm", Integer.toString(100 + i), "note", "seen"); // due, and settled by planning
        }

        assertForecastComesTrue(runner, 9);
    }

    private void edit() {
        for (int i = 0; i < 41; i++) {
            String id = Integer.toString(100 + i);
            if (i % 2 == 0) {
                desk.left.put("person", id, "edited " + id);
                desk.right.put("firm", "r" + id, "edited " + id);
            }
        }
    }

    private void assertForecastComesTrue(SyncRunner runner, int tolerance) {
        SyncPlan plan = runner.plan();
        assertThat(plan.writes()).hasSizeGreaterThan(30);
        desk.left.clearCalls();
        desk.right.clearCalls();

        assertThat(runner.apply(plan).ok()).isTrue();

        assertThat(desk.isInStep()).isTrue();
        for (Side side : Side.values()) {
            NAMES.forEach((kind, name) -> assertThat(Math.abs(count(plan, side, kind)
                            - desk.shelf(side).calls(name).size()))
                    .as(side + " " + kind + ": " + count(plan, side, kind) + " against "
                            + desk.shelf(side).calls(name).size())
                    .isLessThanOrEqualTo(tolerance));
        }
    }

    private static long count(SyncPlan plan, Side side, CallKind kind) {
        return Contract.known(plan.forecast().apply().get(side))
                .getOrDefault(kind, CallCount.NONE)
                .calls();
    }

    @Test
    void whatThePlanHasCostIsSaid() {
        desk.fill(9);

        SyncPlan plan = desk.runner().plan();

        for (Side side : Side.values()) {
            assertThat(Contract.known(Contract.known(plan.forecast().spent().get(side))
                                    .get(CallKind.READ))
                            .calls())
                    .isEqualTo(desk.shelf(side).calls("read").size());
        }
        assertThat(plan.text()).contains("Calls to apply it: LEFT CHANGES 2 READ ", "Calls spent on it: LEFT CHANGES ");
        StringBuilder json = new StringBuilder();
        plan.sendTo(PlanSink.jsonLines(json));
        assertThat(json).contains("\"forecast\":{\"apply\":{\"LEFT\":{\"CHANGES\":2,\"READ\":");
    }

    @Test
    void withoutLimitsThatAreKnownNothingIsSaidOfTheTime() {
        desk.fill(3);

        SyncPlan plan = desk.runner().plan();

        assertThat(plan.forecast().atLeast()).isNull();
        assertThat(plan.text()).doesNotContain("not before");
    }

    @Test
    void theSlowerSideSaysHowLongItTakes() {
        desk.fill(9);
        desk.left.takes(Duration.ofSeconds(2));
        desk.right.takes(Duration.ofSeconds(3));

        SyncPlan plan = desk.runner().plan();

        assertThat(plan.forecast().atLeast())
                .isEqualTo(Duration.ofSeconds(3 * plan.forecast().calls(Side.RIGHT)));
        assertThat(plan.text())
                .contains("applying it ends not before "
                        + desk.instant()
                                .plus(Duration.ofSeconds(3 * plan.forecast().calls(Side.RIGHT))));
    }

    @Test
    void aQuotaThatDoesNotSufficeHasToBeRenewedFirst() {
        desk.fill(9);
        desk.left.takes(Duration.ZERO);
        desk.right.takes(Duration.ZERO);
        desk.right.quota(new CallQuota(1000, 1000, desk.instant().plus(Duration.ofHours(9))));
        SyncRunner runner = Desk.enabled(desk.builder("runner").callReserve(0).build());
        assertThat(runner.plan().forecast().atLeast()).isEqualTo(Duration.ZERO);

        desk.right.quota(new CallQuota(1000, 3, desk.instant().plus(Duration.ofHours(9))));

        assertThat(runner.plan().forecast().atLeast()).isEqualTo(Duration.ofHours(9));
    }
}
