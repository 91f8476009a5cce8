package io.github.tandemsync.e2e.architecture;

import static io.github.tandemsync.e2e.architecture.Banned.NEW;
import static io.github.tandemsync.e2e.architecture.Banned.all;
import static io.github.tandemsync.e2e.architecture.Banned.one;
import static io.github.tandemsync.e2e.architecture.Banned.starting;
import static io.github.tandemsync.e2e.architecture.Banned.without;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.text.Collator;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/**
 * What a class would take from the machine behind everybody's back: time, chance, waiting, threads, and defaults that differ from
 * host to host. All of it comes in through an interface, so that the engine runs under a simulator and twice the same way; only a
 * class named {@code SystemWiring} reaches for the real thing.
 */
final class Ambient {
    static final String WIRING = "SystemWiring";

    private static final List<Banned> CLOCK = list(
            all(System.class, "currentTimeMillis", "nanoTime"),
            starting(Clock.class, "system"),
            without(
                    Clock.class,
                    Clock.class,
                    name -> List.of("tickMillis", "tickSeconds", "tickMinutes").contains(name)),
            all(InstantSource.class, "system"),
            now(Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class, ZonedDateTime.class),
            now(OffsetDateTime.class, OffsetTime.class, Year.class, YearMonth.class, MonthDay.class),
            one(Date.class, NEW),
            all(Calendar.class, "getInstance", NEW));

    private static final List<Banned> CHANCE = list(
            all(Math.class, "random"),
            one(Random.class, NEW),
            one(SplittableRandom.class, NEW),
            all(SecureRandom.class, NEW, "getInstance", "getInstanceStrong"),
            all(ThreadLocalRandom.class, "current"),
            all(RandomGenerator.class, "of", "getDefault"),
            all(UUID.class, "randomUUID"),
            one(Collections.class, "shuffle", List.class));

    private static final List<Banned> WAITING = list(
            all(Thread.class, "sleep"),
            all(TimeUnit.class, "sleep", "timedWait", "timedJoin"),
            all(LockSupport.class, "parkNanos", "parkUntil"),
            one(Object.class, "wait", long.class),
            one(Object.class, "wait", long.class, int.class),
            all(Timer.class, NEW),
            all(CompletableFuture.class, "orTimeout", "completeOnTimeout", "delayedExecutor"));

    private static final List<Banned> THREADS = list(
            all(Thread.class, NEW, "startVirtualThread", "ofVirtual", "ofPlatform"),
            all(ThreadPoolExecutor.class, NEW),
            starting(Executors.class, "new"),
            all(ForkJoinPool.class, NEW, "commonPool"),
            all(Collection.class, "parallelStream"),
            all(BaseStream.class, "parallel"),
            starting(Arrays.class, "parallel"),
            without(Executor.class, CompletionStage.class, name -> name.endsWith("Async")));

    private static final List<Banned> DEFAULTS = list(
            all(ZoneId.class, "systemDefault"),
            all(TimeZone.class, "getDefault"),
            all(Locale.class, "getDefault"),
            all(Charset.class, "defaultCharset"),
            one(String.class, "getBytes"),
            one(String.class, NEW, byte[].class),
            one(String.class, NEW, byte[].class, int.class, int.class),
            one(String.class, "toLowerCase"),
            one(String.class, "toUpperCase"),
            one(String.class, "format", String.class, Object[].class),
            all(String.class, "formatted"),
            without(Locale.class, Formatter.class, NEW::equals),
            without(
                    Locale.class,
                    PrintStream.class,
                    name -> List.of("printf", "format").contains(name)),
            without(Locale.class, DateTimeFormatter.class, "ofPattern"::equals),
            starting(DateTimeFormatter.class, "ofLocalized"),
            one(DateTimeFormatterBuilder.class, "toFormatter"),
            all(DateFormat.class, NEW, "getInstance", "getDateInstance", "getTimeInstance", "getDateTimeInstance"),
            without(Locale.class, NumberFormat.class, name -> name.startsWith("get") && name.endsWith("Instance")),
            one(DecimalFormat.class, NEW),
            one(DecimalFormat.class, NEW, String.class),
            one(Collator.class, "getInstance"),
            without(Charset.class, InputStreamReader.class, NEW::equals),
            without(Charset.class, OutputStreamWriter.class, NEW::equals),
            without(Charset.class, FileReader.class, NEW::equals),
            without(Charset.class, FileWriter.class, NEW::equals),
            one(PrintStream.class, NEW, OutputStream.class),
            one(PrintWriter.class, NEW, OutputStream.class),
            one(Scanner.class, NEW, InputStream.class),
            one(ByteArrayOutputStream.class, "toString"));

    private static final List<Banned> ALL_BUT_THREADS =
            Stream.of(CLOCK, CHANCE, WAITING, DEFAULTS).flatMap(List::stream).toList();

    private Ambient() {}

    /** The test kit's contracts are tests: a contract about two threads starts two. */
    static ArchRule onlyTheWiringTouchesTheMachine(String root) {
        return ArchRuleDefinition.classes()
                .should(callNone(root))
                .as("clock, chance, waiting, threads and host defaults only in a class named " + WIRING)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> callNone(String root) {
        return new ArchCondition<>("not touch the machine") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (isWiring(type)) {
                    return;
                }
                type.getAccessesFromSelf().stream()
                        .filter(access -> isBanned(access, mayStartThreads(type, root)))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }

    private static boolean isBanned(JavaAccess<?> access, boolean threadsAllowed) {
        return matchesAny(ALL_BUT_THREADS, access) || (!threadsAllowed && matchesAny(THREADS, access));
    }

    private static boolean matchesAny(List<Banned> banned, JavaAccess<?> access) {
        return banned.stream().anyMatch(ban -> ban.matches(access));
    }

    private static boolean mayStartThreads(JavaClass type, String root) {
        return Module.of(type, root).filter(Module.TESTKIT::equals).isPresent();
    }

    private static boolean isWiring(JavaClass type) {
        return type.getSimpleName().equals(WIRING)
                || type.getEnclosingClass().map(Ambient::isWiring).orElse(false);
    }

    private static Stream<Banned> now(Class<?>... types) {
        return Stream.of(types).flatMap(type -> without(Clock.class, type, "now"::equals));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<Banned> list(Stream<Banned>... parts) {
        return Stream.of(parts).flatMap(part -> part).toList();
    }
}
