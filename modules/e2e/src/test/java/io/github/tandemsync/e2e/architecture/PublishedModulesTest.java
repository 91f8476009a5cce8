package io.github.tandemsync.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules see all of the library, and the poms agree with them about what the modules are. */
class PublishedModulesTest {
    private static final Checkout CHECKOUT = Checkout.current();

    @Test
    void areThoseThatTheRulesKnow() {
        List<String> known = Module.published().stream().map(Module::folder).toList();
        assertThat(CHECKOUT.publishedFolders()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void areInTheBillOfMaterials() {
        List<String> published = Module.published().stream()
                .map(module -> CHECKOUT.artifactId(module.folder()))
                .toList();
        assertThat(CHECKOUT.bomArtifacts()).containsExactlyInAnyOrderElementsOf(published);
    }

    @ParameterizedTest
    @MethodSource("published")
    void areNamedForTheirPackageTree(Module module) {
        assertThat(CHECKOUT.moduleName(module.folder())).isEqualTo(module.packageIn(Library.ROOT));
    }

    @ParameterizedTest
    @MethodSource("published")
    void areSeenByTheRulesWithEveryType(Module module) {
        Set<String> seen = Library.classes().stream().map(JavaClass::getName).collect(Collectors.toSet());
        assertThat(seen).containsAll(CHECKOUT.sourceTypes(module.folder()));
    }

    @ParameterizedTest
    @MethodSource("published")
    void areNullMarkedInEveryPackage(Module module) {
        assertThat(CHECKOUT.packagesNotNullMarked(module.folder())).isEmpty();
    }

    private static Set<Module> published() {
        return Module.published();
    }
}
