package io.github.tandemsync.e2e.simulation.planted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The planted bugs of the repository, and the source that they are planted into. */
public final class PlantedBugs {
    private static final String MARK_OF_ROOT = "core/src/main/java";
    private static final String FOLDER = "modules/e2e/src/test/resources/planted";

    private PlantedBugs() {}

    /** Every planted bug, in the order of the file names. */
    public static List<PlantedBug> all() {
        try (Stream<Path> files = Files.list(root().resolve(FOLDER))) {
            return files.filter(file -> file.toString().endsWith(".bug"))
                    .sorted()
                    .map(file -> PlantedBug.parse(read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text file by its path from the repository's root. */
    public static String source(String path) {
        return read(root().resolve(path));
    }

    /** The repository's root. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(MARK_OF_ROOT))) {
                return folder;
            }
        }
        throw new IllegalStateException("Start this inside the repository; " + here + " is not");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
