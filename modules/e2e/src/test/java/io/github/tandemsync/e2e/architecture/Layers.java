package io.github.tandemsync.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Who may know whom. */
final class Layers {
    private Layers() {}

    static ArchRule moduleKnowsOnlyItsOwn(Module module, String root) {
        String[] others = module.mustNotKnow().map(other -> other.treeIn(root)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(module.treeIn(root))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .as(module.folder() + " knows none of the modules below or beside it that it does not depend on")
                .allowEmptyShould(true);
    }

    static ArchRule transportDoesNotKnowEngine(String root) {
        return apart("transport", "engine", root);
    }

    static ArchRule engineDoesNotKnowTransport(String root) {
        return apart("engine", "transport", root);
    }

    static ArchRule everyClassLivesInAModulesTree(String root) {
        return ArchRuleDefinition.classes()
                .should(liveInAModulesTree(root))
                .as("every class lives in the package tree of a module")
                .allowEmptyShould(true);
    }

    static ArchRule internalStaysInside(String root) {
        return ArchRuleDefinition.classes()
                .should(keepOutOfForeignInternals(root))
                .as("no `internal` package is used from another module")
                .allowEmptyShould(true);
    }

    private static ArchRule apart(String from, String to, String root) {
        String core = Module.CORE.packageIn(root);
        return noClasses()
                .that()
                .resideInAPackage(core + "." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(core + "." + to + "..")
                .as("core." + from + " does not know core." + to)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> liveInAModulesTree(String root) {
        return new ArchCondition<>("live in a module's package tree") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (Module.of(type, root).isEmpty()) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " lives in no module's package tree"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> keepOutOfForeignInternals(String root) {
        return new ArchCondition<>("not use another module's internal package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> reachesIn(dependency, root))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static boolean reachesIn(Dependency dependency, String root) {
        JavaClass target = dependency.getTargetClass();
        return (target.getPackageName() + ".").contains(".internal.")
                && Module.of(target, root).isPresent()
                && !Module.of(target, root).equals(Module.of(dependency.getOriginClass(), root));
    }
}
