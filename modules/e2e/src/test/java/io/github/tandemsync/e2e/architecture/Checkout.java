package io.github.tandemsync.e2e.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checked-out sources, as the rules need them: poms and the main code of each module. */
final class Checkout {
    private final Path root;

    private Checkout(Path root) {
        this.root = root;
    }

    /** The checkout that the tests run in: the nearest folder upwards that holds {@code .mvn}. */
    static Checkout current() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "No checkout above the working directory; run the tests through Maven.");
            }
        }
        return new Checkout(folder);
    }

    /** The folders of the modules that are released. */
    List<String> publishedFolders() {
        return matches(read(root.resolve("pom.xml")), "<module>(.+?)</module>")
                .filter(folder -> !pom(folder).contains("<packaging>pom</packaging>"))
                .filter(folder -> !pom(folder).contains("<maven.deploy.skip>true"))
                .toList();
    }

    String artifactId(String folder) {
        return matches(pom(folder).replaceAll("(?s)<parent>.*?</parent>", ""), "<artifactId>(.+?)</artifactId>")
                .findFirst()
                .orElseThrow();
    }

    String moduleName(String folder) {
        return matches(pom(folder), "<tandem.module.name>(.+?)</tandem.module.name>")
                .findFirst()
                .orElseThrow();
    }

    List<String> bomArtifacts() {
        return matches(pom("modules/bom"), "<dependency>\\s*<groupId>.+?</groupId>\\s*<artifactId>(.+?)</artifactId>")
                .toList();
    }

    /** The top-level types of a module's main code, by the names of their source files. */
    List<String> sourceTypes(String folder) {
        Path sources = sources(folder);
        return javaFiles(folder).stream()
                .map(file -> sources.relativize(file).toString())
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file ->
                        file.replace(".java", "").replace(root.getFileSystem().getSeparator(), "."))
                .toList();
    }

    /** The folders of packages whose {@code package-info} is missing or does not say {@code @NullMarked}. */
    List<Path> packagesNotNullMarked(String folder) {
        return javaFiles(folder).stream()
                .map(Path::getParent)
                .distinct()
                .filter(packageFolder -> !isNullMarked(packageFolder.resolve("package-info.java")))
                .toList();
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && read(packageInfo).contains("\n@NullMarked");
    }

    private List<Path> javaFiles(String folder) {
        if (!Files.isDirectory(sources(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path sources(String folder) {
        return root.resolve(folder).resolve("src/main/java");
    }

    private String pom(String folder) {
        return read(root.resolve(folder).resolve("pom.xml"));
    }

    private static Stream<String> matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
