package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiled classes do not even name can not go wrong: zones, clocks, chance, scripts and reflection. */
class ConstructionTest {
    private static final List<String> NEVER_NAMED = List.of(
            "java/time/ZoneId",
            "java/time/ZoneOffset",
            "java/time/ZonedDateTime",
            "java/time/LocalDateTime",
            "java/time/Clock",
            "java/util/TimeZone",
            "java/util/Date",
            "java/util/Random",
            "java/lang/reflect/",
            "javax/script",
            "forName",
            "java/io/ObjectInputStream");

    static Stream<Path> classes() throws IOException, URISyntaxException {
        Path root = Path.of(Mappings.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(path -> path.toString().endsWith(".class")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void namesNoneOfThem(Path file) {
        assertThat(text(file)).doesNotContain(NEVER_NAMED);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
