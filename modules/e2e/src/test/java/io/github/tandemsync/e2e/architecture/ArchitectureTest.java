package io.github.tandemsync.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The library keeps to its rules. That the rules can fail at all is shown by {@link RulesCanFailTest}. */
class ArchitectureTest {
    @ParameterizedTest
    @EnumSource(Module.class)
    void aModuleKnowsOnlyWhatItDependsOn(Module module) {
        holds(Layers.moduleKnowsOnlyItsOwn(module, Library.ROOT));
    }

    @Test
    void transportAndEngineDoNotKnowEachOther() {
        holds(Layers.transportDoesNotKnowEngine(Library.ROOT));
        holds(Layers.engineDoesNotKnowTransport(Library.ROOT));
    }

    @Test
    void insideTheEngineKnowledgeGoesOneWay() {
        holds(Circles.engineHasNone(Library.ROOT));
    }

    @Test
    void everyClassLivesInAModulesTree() {
        holds(Layers.everyClassLivesInAModulesTree(Library.ROOT));
    }

    @Test
    void internalPackagesStayInside() {
        holds(Layers.internalStaysInside(Library.ROOT));
    }

    @Test
    void noPackageIsInTwoModules() {
        assertThat(SplitPackages.in(Library.classes())).isEmpty();
    }

    @Test
    void onlyTheWiringTouchesTheMachine() {
        holds(Ambient.onlyTheWiringTouchesTheMachine(Library.ROOT));
    }

    @Test
    void signaturesShowNoThirdParty() {
        holds(Signatures.showNoThirdParty(Library.ROOT));
    }

    @Test
    void aLibraryBehavesInItsHost() {
        holds(Manners.nothingIsPrinted());
        holds(Manners.theProcessIsNotEnded());
        holds(Manners.nothingIsSerializedByJava());
        holds(Manners.mappingLoadsNothingByName(Library.ROOT));
    }

    private static void holds(ArchRule rule) {
        rule.check(Library.classes());
    }
}
