package io.github.tandemsync.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages that come from more than one place: a module system would refuse them. */
final class SplitPackages {
    private SplitPackages() {}

    /** Package to the places (folders or jars) it was read from, where there is more than one. */
    static Map<String, Set<String>> in(JavaClasses classes) {
        Map<String, Set<String>> places = new TreeMap<>();
        for (JavaClass type : classes) {
            place(type)
                    .ifPresent(place -> places.computeIfAbsent(type.getPackageName(), any -> new TreeSet<>())
                            .add(place));
        }
        places.values().removeIf(where -> where.size() < 2);
        return places;
    }

    private static Optional<String> place(JavaClass type) {
        String file = type.getName().replace('.', '/') + ".class";
        return type.getSource().map(source -> source.getUri().toString()).map(uri -> uri.replace(file, ""));
    }
}
