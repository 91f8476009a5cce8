package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.planted.PlantedBugs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of invariants names only what there is, and all that the simulation judges. */
class InvariantsPageTest {
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w*)`");
    private static final Pattern CONSTANT = Pattern.compile("`([A-Z]+(?:_[A-Z]+)*)`");
    private static final Pattern NUMBER = Pattern.compile("(?m)^\\| (I-\\d+) \\|");
    private static final int NUMBERED = 30;

    private final String page = PlantedBugs.source("docs/invariants.md");

    @Test
    void everyMethodThatIsNamedIsThere() {
        List<Path> sources = sources();
        List<String> named = matches(METHOD).map(MatchResult::group).toList();
        List<String> missing = matches(METHOD)
                .filter(name -> !declares(sources, name.group(1), name.group(2)))
                .map(MatchResult::group)
                .toList();
        assertThat(named).hasSizeGreaterThan(NUMBERED);
        assertThat(missing).isEmpty();
    }

    @Test
    void aMethodThatIsNotThereIsMissed() {
        assertThat(declares(sources(), "InvariantsPageTest", "aMethodThatIsNotThereIsMissed"))
                .isTrue();
        assertThat(declares(sources(), "InvariantsPageTest", "noSuch")).isFalse();
        assertThat(declares(sources(), "NoSuch", "everyMethodThatIsNamedIsThere"))
                .isFalse();
    }

    @Test
    void everyInvariantOfTheSimulationIsNamedAndNoOther() {
        Set<String> named = matches(CONSTANT).map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Invariant.values()).map(Enum::name).toList());
    }

    @Test
    void everyNumberHasItsRow() {
        assertThat(matches(NUMBER).map(row -> row.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, NUMBERED)
                        .mapToObj(number -> "I-" + number)
                        .toList());
    }

    private Stream<MatchResult> matches(Pattern pattern) {
        return pattern.matcher(page).results();
    }

    /** Whether a class of that simple name declares a method of that name. */
    private static boolean declares(List<Path> sources, String type, String method) {
        Pattern declaration = Pattern.compile("(?m)^    (?!return )[\\w@<].*\\b" + method + "\\(");
        return sources.stream()
                .filter(source -> source.endsWith(type + ".java"))
                .anyMatch(source -> declaration.matcher(read(source)).find());
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(PlantedBugs.root())) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
