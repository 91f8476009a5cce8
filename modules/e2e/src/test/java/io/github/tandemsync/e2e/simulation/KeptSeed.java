package io.github.tandemsync.e2e.simulation;

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
 * @param story what broke it
 */
record KeptSeed(long seed, String story) {

    /** Those of the file {@code mended.seeds}: a seed a line, and its story. */
    static List<KeptSeed> all() {
        InputStream file = Objects.requireNonNull(KeptSeed.class.getResourceAsStream("/seeds/mended.seeds"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(parts -> new KeptSeed(Long.parseLong(parts[0]), parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String replay() {
        return story + ": modules/e2e/simulation.sh show " + seed;
    }
}
