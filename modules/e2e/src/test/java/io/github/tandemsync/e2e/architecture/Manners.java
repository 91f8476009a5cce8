package io.github.tandemsync.e2e.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** What an embedded library does not do in its host's process. */
final class Manners {
    private static final String MEMBER_OR_CLASS = "forName|get(Declared)?(Method|Field|Constructor)s?";

    private Manners() {}

    static ArchRule nothingIsPrinted() {
        return noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Throwable.class))).and(target(name("printStackTrace"))))
                .as("a library prints nothing: it logs through SLF4J or tells its listener")
                .allowEmptyShould(true);
    }

    static ArchRule theProcessIsNotEnded() {
        return noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .as("a library does not end its host's process")
                .allowEmptyShould(true);
    }

    static ArchRule nothingIsSerializedByJava() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
                .as("no Java serialization")
                .allowEmptyShould(true);
    }

    static ArchRule mappingLoadsNothingByName(String root) {
        return noClasses()
                .that()
                .resideInAPackage(Module.MAPPING.treeIn(root))
                .should()
                .callMethodWhere(target(owner(assignableTo(Class.class))).and(target(nameMatching(MEMBER_OR_CLASS))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(ClassLoader.class))).and(target(name("loadClass"))))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .as("a mapping file cannot name code: no loading or reflection by name in mapping")
                .allowEmptyShould(true);
    }
}
