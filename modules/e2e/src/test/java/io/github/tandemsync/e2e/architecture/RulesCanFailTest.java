package io.github.tandemsync.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.tandemsync.e2e.architecture.fixture.core.engine.KnowsTransport;
import io.github.tandemsync.e2e.architecture.fixture.core.engine.ShowsOnlyOurs;
import io.github.tandemsync.e2e.architecture.fixture.core.engine.SystemWiring;
import io.github.tandemsync.e2e.architecture.fixture.core.engine.TakesItsTimeFromOutside;
import io.github.tandemsync.e2e.architecture.fixture.core.engine.TouchesTheMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds the fixture that breaks it: a small library in the same shape, wrong on purpose. */
class RulesCanFailTest {
    private static final String ROOT = RulesCanFailTest.class.getPackageName() + ".fixture";
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(ROOT);

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.CORE, ROOT), "core.KnowsAClient"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.MAPPING, ROOT), "mapping.KnowsAClient"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.HUBSPOT, ROOT), "hubspot.KnowsTheOtherClient"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.DYNAMICS, ROOT), "dynamics.KnowsMapping"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.STATE_JDBC, ROOT), "state.jdbc.KnowsTheTestKit"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.TESTKIT, ROOT), "testkit.KnowsAStore"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.SIMULATORS, ROOT), "simulators.KnowsCore"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.E2E, ROOT), "e2e.KnowsAnExample"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.BENCHMARKS, ROOT), "benchmarks.KnowsTheProof"),
                Arguments.of(Layers.moduleKnowsOnlyItsOwn(Module.EXAMPLES, ROOT), "examples.KnowsTheProof"),
                Arguments.of(Layers.transportDoesNotKnowEngine(ROOT), "core.transport.KnowsEngine"),
                Arguments.of(Layers.engineDoesNotKnowTransport(ROOT), "core.engine.KnowsTransport"),
                Arguments.of(Circles.engineHasNone(ROOT), "core.engine.KnowsItsUser"),
                Arguments.of(Layers.everyClassLivesInAModulesTree(ROOT), "nowhere.Homeless"),
                Arguments.of(Layers.internalStaysInside(ROOT), "hubspot.ReachesIntoCore"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asReturn"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asParameter"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asTypeArgument"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asArray"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asBound"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asException"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty.asField"),
                Arguments.of(Signatures.showNoThirdParty(ROOT), "core.engine.ShowsThirdParty$AsSupertype "),
                Arguments.of(Manners.nothingIsPrinted(), "core.BadManners.prints"),
                Arguments.of(Manners.nothingIsPrinted(), "core.BadManners.complains"),
                Arguments.of(Manners.nothingIsPrinted(), "core.BadManners.dumps"),
                Arguments.of(Manners.theProcessIsNotEnded(), "core.BadManners.leaves"),
                Arguments.of(Manners.nothingIsSerializedByJava(), "core.BadManners.deserializes"),
                Arguments.of(Manners.mappingLoadsNothingByName(ROOT), "mapping.LoadsByName.byClass"),
                Arguments.of(Manners.mappingLoadsNothingByName(ROOT), "mapping.LoadsByName.byLoader"),
                Arguments.of(Manners.mappingLoadsNothingByName(ROOT), "mapping.LoadsByName.byReflection"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("brokenRules")
    void aRuleFindsItsFixture(ArchRule rule, String culprit) {
        assertThat(violations(rule)).anyMatch(violation -> violation.contains(ROOT + "." + culprit));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToTouchTheMachine")
    void everyWayToTouchTheMachineIsFound(String method) {
        assertThat(violations(Ambient.onlyTheWiringTouchesTheMachine(ROOT)))
                .anyMatch(violation -> violation.contains(TouchesTheMachine.class.getName() + "." + method + "("));
    }

    static Stream<String> waysToTouchTheMachine() {
        return Arrays.stream(TouchesTheMachine.class.getDeclaredMethods())
                .map(method -> method.getName())
                .filter(name -> !name.contains("$"))
                .sorted();
    }

    @Test
    void theWiringMayTouchTheMachineAndOthersMayBeGivenIt() {
        assertThat(violations(Ambient.onlyTheWiringTouchesTheMachine(ROOT)))
                .noneMatch(violation -> violation.contains(SystemWiring.class.getName()))
                .noneMatch(violation -> violation.contains(TakesItsTimeFromOutside.class.getName()));
    }

    @Test
    void aContractMayStartThreadsButNotReadTheClock() {
        assertThat(violations(Ambient.onlyTheWiringTouchesTheMachine(ROOT)))
                .noneMatch(violation -> violation.contains("testkit.Contract.startsThreads"))
                .anyMatch(violation -> violation.contains("testkit.Contract.readsTheClock"));
    }

    @Test
    void whatIsHiddenMayBeThirdParty() {
        assertThat(violations(Signatures.showNoThirdParty(ROOT)))
                .noneMatch(violation -> violation.contains(ShowsOnlyOurs.class.getName()))
                .noneMatch(violation -> violation.contains("Hidden"));
    }

    @Test
    void aPackageFromTwoPlacesIsFound(@TempDir Path first, @TempDir Path second) throws IOException {
        copy(KnowsTransport.class, first);
        copy(SystemWiring.class, second);
        JavaClasses split = new ClassFileImporter().importPaths(first, second);
        assertThat(SplitPackages.in(split)).containsOnlyKeys(KnowsTransport.class.getPackageName());
        assertThat(SplitPackages.in(new ClassFileImporter().importPaths(first))).isEmpty();
    }

    private static void copy(Class<?> type, Path folder) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        try (var content = type.getClassLoader().getResourceAsStream(file)) {
            Files.copy(Objects.requireNonNull(content, file), target);
        }
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(FIXTURES).getFailureReport().getDetails();
    }
}
