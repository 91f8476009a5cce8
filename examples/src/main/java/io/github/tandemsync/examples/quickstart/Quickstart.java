package io.github.tandemsync.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Two simulated servers that know a few hundred firms, partly the same ones: from first contact to two sides in step, over real
 * HTTP, in a few seconds. Run it with {@code mvn -q compile exec:java} in the root folder; the only argument is an empty folder
 * for the state store, by default a temporary one.
 *
 * <p>Ends with status 1 if at the end a difference between the two sides has no explanation, or a quiet run writes anything.
 */
public final class Quickstart {
    private static final long SEED = 2026;
    private static final String STORE = "tandem.db";

    private Quickstart() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Path folder = args.length > 0
                ? Files.createDirectories(Path.of(args[0]))
                : Files.createTempDirectory("tandem-quickstart");
        Screen screen = SystemWiring.screen();
        if (Files.exists(folder.resolve(STORE))) {
            screen.bad(folder + " holds the store of an earlier run, whose servers are gone: name an empty folder");
            System.exit(2);
        }
        if (!run(screen, folder).ok()) {
            System.exit(1);
        }
    }

    static Result run(Screen screen, Path folder) {
        Instant start = SystemWiring.now();
        Result result;
        try (Systems systems = Systems.start(SEED)) {
            result = new Story(screen, systems, Seed.plant(systems, SEED), folder.resolve(STORE)).tell();
        }
        String time = Numbers.seconds(Duration.between(start, SystemWiring.now()));
        screen.blank();
        if (result.ok()) {
            screen.good(screen.style().bold("Both sides are in step") + " after " + time + ".");
        } else {
            screen.bad(screen.style().bold("Something is wrong: see above") + ", after " + time + ".");
        }
        screen.aside("Where to look next: Application.java and company-account.yaml, in examples/src/main");
        screen.aside("The store: " + folder.resolve(STORE));
        screen.blank();
        return result;
    }
}
