package io.github.tandemsync.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller can see: only the JDK's types and ours, so that a library can be changed without breaking anyone. */
final class Signatures {
    private static final List<String> ANYWHERE = List.of("java.", "javax.");
    private static final List<String> IN_TESTKIT = List.of("org.junit.jupiter.", "org.assertj.");

    private Signatures() {}

    static ArchRule showNoThirdParty(String root) {
        return ArchRuleDefinition.classes()
                .should(showOnlyKnownTypes(root))
                .as("no third-party type in a public signature")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> showOnlyKnownTypes(String root) {
        return new ArchCondition<>("show only types of the JDK and of ours") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                report(type.getName(), supertypes(type), type, root, events);
                type.getMembers().stream()
                        .filter(Signatures::isVisible)
                        .forEach(member -> report(member.getFullName(), types(member), type, root, events));
            }
        };
    }

    private static void report(
            String where, Stream<? extends JavaType> shown, JavaClass from, String root, ConditionEvents events) {
        strangers(shown, from, root)
                .forEach(name -> events.add(SimpleConditionEvent.violated(from, where + " shows " + name)));
    }

    private static Set<String> strangers(Stream<? extends JavaType> shown, JavaClass from, String root) {
        boolean testkit = Module.of(from, root).filter(Module.TESTKIT::equals).isPresent();
        return shown.map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Set::stream)
                .map(JavaClass::getBaseComponentType)
                .filter(type -> !type.isPrimitive())
                .map(JavaClass::getName)
                .filter(name -> !name.startsWith(root + ".") && !startsWithAny(name, ANYWHERE))
                .filter(name -> !testkit || !startsWithAny(name, IN_TESTKIT))
                .collect(Collectors.toSet());
    }

    private static boolean startsWithAny(String name, Collection<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(Signatures::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return isVisible(member.getModifiers()) && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> supertypes(JavaClass type) {
        return Stream.of(type.getSuperclass().stream(), type.getInterfaces().stream(), bounds(type.getTypeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> types(JavaMember member) {
        return member instanceof JavaCodeUnit unit
                ? Stream.of(
                                Stream.of(unit.getReturnType()),
                                unit.getParameterTypes().stream(),
                                unit.getExceptionTypes().stream(),
                                bounds(unit.getTypeParameters()))
                        .flatMap(types -> types)
                : Stream.of(((JavaField) member).getType());
    }

    private static Stream<JavaType> bounds(Collection<? extends JavaTypeVariable<?>> variables) {
        return variables.stream().flatMap(variable -> variable.getUpperBounds().stream());
    }
}
