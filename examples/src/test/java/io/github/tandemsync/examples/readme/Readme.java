package io.github.tandemsync.examples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The README, in parts. */
final class Readme {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Readme() {}

    static List<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("README.md"));
    }

    /** The first block in the given language. */
    static List<String> block(String language) throws IOException {
        return lines().stream()
                .dropWhile(line -> !line.equals("```" + language))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
    }
}
