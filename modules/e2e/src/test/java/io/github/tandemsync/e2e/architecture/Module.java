package io.github.tandemsync.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The modules of the build, and which others each may know at compile scope. */
enum Module {
    CORE("core", "core"),
    MAPPING("mapping", "mapping", CORE),
    HUBSPOT("hubspot-client", "hubspot", CORE),
    DYNAMICS("dynamics-client", "dynamics", CORE),
    TESTKIT("modules/testkit", "testkit", CORE),
    STATE_JDBC("modules/state-jdbc", "state.jdbc", CORE),
    SIMULATORS("modules/simulators", "simulators"),
    E2E("modules/e2e", "e2e", CORE, MAPPING, HUBSPOT, DYNAMICS, TESTKIT, STATE_JDBC, SIMULATORS),
    BENCHMARKS("modules/benchmarks", "benchmarks", CORE, MAPPING, HUBSPOT, DYNAMICS, TESTKIT, STATE_JDBC, SIMULATORS),
    EXAMPLES("examples", "examples", CORE, MAPPING, HUBSPOT, DYNAMICS, STATE_JDBC, SIMULATORS);

    private final String folder;
    private final String subPackage;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<Module> knows;

    Module(String folder, String subPackage, Module... knows) {
        this.folder = folder;
        this.subPackage = subPackage;
        this.knows = Set.of(knows);
    }

    static Set<Module> published() {
        return EnumSet.complementOf(EnumSet.of(E2E, BENCHMARKS, EXAMPLES));
    }

    /** The module in whose sub-tree the class lives. */
    static Optional<Module> of(JavaClass type, String root) {
        return Arrays.stream(values())
                .filter(module -> module.holds(type.getPackageName(), root))
                .findFirst();
    }

    String folder() {
        return folder;
    }

    String packageIn(String root) {
        return root + "." + subPackage;
    }

    /** As ArchUnit wants it: the package and everything below. */
    String treeIn(String root) {
        return packageIn(root) + "..";
    }

    Stream<Module> mustNotKnow() {
        return Arrays.stream(values()).filter(other -> other != this && !knows.contains(other));
    }

    private boolean holds(String packageName, String root) {
        return (packageName + ".").startsWith(packageIn(root) + ".");
    }
}
