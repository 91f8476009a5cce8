package io.github.tandemsync.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The main code of the published modules, as compiled. */
final class Library {
    static final String ROOT = "io.github.tandemsync";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/" + (ROOT + ".e2e").replace('.', '/') + "/"))
            .importPackages(ROOT);

    private Library() {}

    static JavaClasses classes() {
        return CLASSES;
    }
}
