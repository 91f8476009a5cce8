package io.github.tandemsync.e2e.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tape that once broke an invariant, with its story: lines that begin with {@code #} tell it, the other is the tape.
 *
 * @param name of the file
 * @param tape the decisions
 */
record KeptTape(String name, String tape) {

    static List<KeptTape> all() {
        URL folder = KeptTape.class.getResource("/seeds");
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".tape"))
                    .sorted()
                    .map(KeptTape::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeptTape read(Path file) {
        try {
            String tape = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining());
            return new KeptTape(String.valueOf(file.getFileName()), tape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String replay() {
        return name + ": modules/e2e/simulation.sh show " + tape;
    }
}
