package io.github.tandemsync.e2e.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A method or constructor that must not be called; {@code parameters} tells an allowed overload from a banned one. */
record Banned(Class<?> owner, Predicate<String> name, Predicate<List<String>> parameters) {
    static final String NEW = "<init>";

    /** All overloads of the named methods. */
    static Stream<Banned> all(Class<?> owner, String... names) {
        return Stream.of(names).map(name -> new Banned(owner, name::equals, any -> true));
    }

    /** All methods whose name starts so. */
    static Stream<Banned> starting(Class<?> owner, String prefix) {
        return Stream.of(new Banned(owner, name -> name.startsWith(prefix), any -> true));
    }

    /** One overload. */
    static Stream<Banned> one(Class<?> owner, String name, Class<?>... parameters) {
        List<String> types = Stream.of(parameters).map(Class::getName).toList();
        return Stream.of(new Banned(owner, name::equals, types::equals));
    }

    /** The overloads that lack a parameter of the given type. */
    static Stream<Banned> without(Class<?> required, Class<?> owner, Predicate<String> name) {
        return Stream.of(new Banned(owner, name, types -> !types.contains(required.getName())));
    }

    boolean matches(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && name.test(target.getName())
                && target.getOwner().isAssignableTo(owner)
                && parameters.test(types(target));
    }

    private static List<String> types(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    }
}
