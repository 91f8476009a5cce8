package io.github.tandemsync.e2e.http.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests and answers get lost, are cut, refused and throttled while people edit, clear, delete, restore and merge on both sides, also
 * in the middle of a run. {@code -Dtandem.storms=N -Dtandem.seed=S} ask for more storms, or for those from a seed on
 * ({@code docs/hard-weather.md}).
 */
@Tag("long")
class HardWeatherTest {
    private static final int STORMS = Integer.getInteger("tandem.storms", 6);
    private static final long SEED = Long.getLong("tandem.seed", 1);
    private static final int ROUNDS = 40;
    private static final int PATIENCE = 60;

    private final Map<Weather.Kind, Integer> met = new EnumMap<>(Weather.Kind.class);

    @TempDir
    Path folder;

    @Test
    void hardWeatherLosesNothingAndDoublesNothing() throws Exception {
        for (long seed = SEED; seed < SEED + STORMS; seed++) {
            try (Storm storm = new Storm(Files.createTempDirectory(folder, "storm"), seed)) {
                storm.rage(ROUNDS);
                boolean quiet = storm.settle(PATIENCE);
                System.out.println("Hard weather, " + storm.told());

                assertThat(storm.verdict()).as("seed %s", seed).isEmpty();
                assertThat(quiet)
                        .as("quiet in the end; seed %s; %s", seed, storm.why())
                        .isTrue();
                assertThat(storm.writesOfOneMoreRun())
                        .as("writes of a quiet run; seed %s", seed)
                        .isZero();
                storm.weather().met().forEach((kind, times) -> met.merge(kind, times, Integer::sum));
            }
        }
        assertThat(met).containsOnlyKeys(Weather.Kind.values());
    }
}
