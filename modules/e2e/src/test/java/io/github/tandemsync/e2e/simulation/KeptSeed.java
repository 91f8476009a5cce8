package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.world.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A seed whose history once broke an invariant.
 *
 * @param address the seed, after its scenario if that is not the usual one
 * @param story what broke it
 */
record KeptSeed(String address, String story) {

    /** Those of the file {@code mended.seeds}: an address a line, and its story. */
    static List<KeptSeed> all() {
        InputStream file = Objects.requireNonNull(KeptSeed.class.getResourceAsStream("/seeds/mended.seeds"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(parts -> new KeptSeed(parts[0], parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scenario scenario() {
        return Scenario.in(address);
    }

    long seed() {
        return Long.parseLong(Scenario.history(address));
    }

    String replay() {
        return story + ": modules/e2e/simulation.sh show " + address;
    }
}
