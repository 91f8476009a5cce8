package io.github.tandemsync.e2e.simulation.planted;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.e2e.simulation.tape.Shrinker;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plants a bug and lets histories run until it shows or its budget is used up. A violation counts only if the same history does not
 * show it without the bug.
 */
public final class Hunt {
    private static final int SHRINK_BUDGET = 5_000;

    private final PlantedBug bug;
    private final PlantedBug.Sources sources;
    private final String factory;

    /**
     * A hunt that has not begun.
     *
     * @param sources where the engine's source is read
     * @param factory name of the class that makes the engine
     */
    public Hunt(PlantedBug bug, PlantedBug.Sources sources, String factory) {
        this.bug = bug;
        this.sources = sources;
        this.factory = factory;
    }

    /**
     * How a hunt ended.
     *
     * @param bug its name
     * @param violation what was seen; null if nothing was
     * @param histories how many were run
     * @param tape that shows it
     * @param stale the bug's own tapes that were tried and do not show it any more
     */
    public record Result(
            String bug,
            @Nullable String violation,
            long histories,
            @Nullable String tape,
            List<String> stale) {
        @Override
        public String toString() {
            return bug + ": "
                    + (violation == null ? "NOT FOUND in " : "found after ") + histories + " histories"
                    + (violation == null ? "" : ", " + violation)
                    + stale.stream()
                            .map(old -> "\n  a tape of it does not show it any more: " + old)
                            .collect(Collectors.joining());
        }
    }

    /** Tries the bug's tapes, then seeds from the given one on. */
    public Result run(long firstSeed, int threads) {
        Map<String, byte[]> classes = compiled();
        List<String> stale = new ArrayList<>();
        for (String tape : bug.tapes()) {
            String seen = seen(bug.scenario().address(tape), probe(mutant(classes)), probe(sane()));
            if (seen != null) {
                return found(seen, stale.size() + 1, stale);
            }
            stale.add(tape);
        }
        return search(classes, firstSeed, threads, stale);
    }

    private Map<String, byte[]> compiled() {
        return MutantCompiler.compile(bug.plant(sources), classPath());
    }

    /** With its own static fields: what a bug keeps in one is shared by the runners of a history, and by no other history's. */
    private static MutantLoader mutant(Map<String, byte[]> classes) {
        return new MutantLoader(classes, Hunt.class.getClassLoader());
    }

    private Result search(Map<String, byte[]> classes, long firstSeed, int threads, List<String> stale) {
        MutantLoader original = sane();
        AtomicLong tried = new AtomicLong();
        AtomicReference<@Nullable String> found = new AtomicReference<>();
        List<Thread> hunters = Stream.generate(() -> new Thread(() -> {
                    Function<String, String> planted = probe(mutant(classes));
                    Function<String, String> sane = probe(original);
                    for (long i = tried.getAndIncrement();
                            i < bug.budget() && found.get() == null;
                            i = tried.getAndIncrement()) {
                        String seen = seen(Probe.seed(bug.scenario(), firstSeed + i), planted, sane);
                        if (seen != null) {
                            found.compareAndSet(null, seen);
                        }
                    }
                }))
                .limit(threads)
                .toList();
        hunters.forEach(Thread::start);
        for (Thread hunter : hunters) {
            join(hunter);
        }
        String seen = found.get();
        return seen == null ? new Result(bug.name(), null, bug.budget(), null, stale) : found(seen, tried.get(), stale);
    }

    private static void join(Thread hunter) {
        try {
            hunter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException("interrupted while hunting", e);
        }
    }

    /** The plainest tape that shows the bug in the way in which the given one does. */
    public String shrink(String tape) {
        Function<String, String> planted = probe(mutant(compiled()));
        Function<String, String> sane = probe(sane());
        return Shrinker.shrink(
                        Tape.parse(tape),
                        candidate -> seen(bug.scenario().address(candidate.toString()), planted, sane) != null,
                        SHRINK_BUDGET)
                .toString();
    }

    private Result found(String seen, long histories, List<String> stale) {
        int end = seen.indexOf('\n');
        return new Result(bug.name(), seen.substring(0, end), histories, seen.substring(end + 1), stale);
    }

    private @Nullable String seen(String history, Function<String, String> planted, Function<String, String> sane) {
        String seen = planted.apply(history);
        boolean expected = bug.expected().stream().anyMatch(kind -> seen.startsWith(kind + ":"));
        return expected && sane.apply(history).isEmpty() ? seen : null;
    }

    private static MutantLoader sane() {
        return mutant(Map.of());
    }

    @SuppressWarnings("unchecked")
    private Function<String, String> probe(MutantLoader loader) {
        try {
            return (Function<String, String>) loader.loadClass(Probe.class.getName())
                    .getConstructor(String.class)
                    .newInstance(factory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The mutant can not be loaded", e);
        }
    }

    // asked of the classes themselves, because a test runner may hide the class path in a manifest
    private static String classPath() {
        Set<String> places = Stream.of(TandemException.class, Hunt.class, Nullable.class, named("org.slf4j.Logger"))
                .map(Hunt::place)
                .collect(Collectors.toSet());
        return String.join(File.pathSeparator, places);
    }

    /** A class that only the engine uses. */
    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The engine needs " + name, e);
        }
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("No place of " + type, e);
        }
    }

    /** The classes that a planted bug changes, for a check that it compiles. */
    public Map<String, byte[]> compile() {
        return MutantCompiler.compile(bug.plant(sources), classPath());
    }
}
