package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.engine.StageExecutor;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * How the engine behaves with many records and little memory: the real engine and a SQLite file, between two made-up systems that
 * answer at once. Prints a table. Started by {@code modules/benchmarks/run}; the heap and the collector are those of its process.
 */
public final class Load {
    /** At most every so many-th firm is changed in one cycle. */
    private static final int APART = 2;

    private Load() {}

    /**
     * Measures.
     *
     * @param args the number of firms; the folder for the stores, by default a temporary one; which stores, by default all: {@link
     *     Phases#STORES}
     */
    public static void main(String[] args) throws IOException {
        int firms = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        Path folder =
                args.length > 1 ? Files.createDirectories(Path.of(args[1])) : Files.createTempDirectory("tandem-load");
        System.out.printf(
                Locale.ROOT,
                "%nJava %s, %d processors, heap of %d MiB, %s; %,d firms%n%n%s%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                collectors(),
                firms,
                Table.head());
        List<String> stores = args.length > 2 ? List.of(args).subList(2, args.length) : Phases.STORES;
        run(firms, stores, folder, measured -> System.out.println(Table.line(measured)))
                .forEach((store, bytes) -> System.out.printf(
                        Locale.ROOT, "%nStore of the firms %s: %,d bytes each%n", store, bytes / firms));
    }

    private static String collectors() {
        return String.join(
                " and ",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList());
    }

    /** Measures every phase, with 1,000 and 20,000 changes a cycle, or half of the firms if that is less; answers as {@link Phases#run}. */
    static SortedMap<String, Long> run(int firms, List<String> stores, Path folder, Consumer<Measurement> told) {
        List<Integer> changes = List.of(1_000, 20_000).stream()
                .map(count -> Math.min(count, firms / APART))
                .distinct()
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(SyncRunnerBuilder.PARALLEL - 1);
        try {
            StageExecutor stages = StageExecutor.on(threads, SyncRunnerBuilder.PARALLEL);
            return new Phases(firms, changes, folder, new LoadClock(InstantSource.system()), stages, told).run(stores);
        } finally {
            threads.shutdown();
        }
    }
}
