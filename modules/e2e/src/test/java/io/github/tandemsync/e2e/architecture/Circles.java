package io.github.tandemsync.e2e.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Who knows whom inside a package. */
final class Circles {
    private Circles() {}

    /** Public types may know the hidden ones that do their work, and are known by them. */
    static ArchRule engineHasNone(String root) {
        return slices().assignedFrom(new Hidden(Module.CORE.packageIn(root) + ".engine"))
                .should()
                .beFreeOfCycles()
                .as("no hidden class of the engine knows one that knows it")
                .allowEmptyShould(true);
    }

    /** Each hidden class of a package, with those inside it. */
    private record Hidden(String name) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            boolean hidden = !outermost.getModifiers().contains(JavaModifier.PUBLIC);
            return hidden && outermost.getPackageName().equals(name)
                    ? SliceIdentifier.of(outermost.getSimpleName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "hidden classes of " + name;
        }
    }
}
