package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every diagnostic by its own bad file under {@code bad/}. A line {@code # expect: code line:column words} names a finding, its
 * place and a part of its message; the findings and the expectations must be the same.
 */
class BadMappingTest {
    private static final String EXPECT = "# expect: ";

    static Stream<String> files() {
        return Resources.in("bad").stream().map(path -> path.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatIsWrongAndWhere(String file) throws IOException {
        List<Diagnostic> found = diagnostics(Resources.path("bad/" + file));
        List<String> expected = expectations(file);

        assertThat(found).as("findings %s", found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            String[] parts = expected.get(i).split(" ", 3);
            Diagnostic one = found.get(i);
            assertThat(one.code() + " " + one.line() + ":" + one.column())
                    .as(one.toString())
                    .isEqualTo(parts[0] + " " + parts[1]);
            assertThat(one.message()).contains(parts[2]);
            assertThat(one.source()).isEqualTo(file);
        }
    }

    @Test
    void everyDiagnosticHasItsFile() {
        Set<String> covered = new TreeSet<>();
        files().forEach(file ->
                expectations(file).forEach(expected -> covered.add(expected.substring(0, expected.indexOf(' ')))));

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(Stream.of(DiagnosticCode.values())
                        .map(DiagnosticCode::text)
                        .toList());
    }

    @Test
    void theExceptionListsThemAll() {
        Mapping mapping = Mappings.load(Resources.path("bad/unknown-field.yaml"));

        MappingException thrown = org.junit.jupiter.api.Assertions.assertThrows(
                MappingException.class, () -> mapping.compile(TestSchemas::of));

        assertThat(thrown.diagnostics()).hasSizeGreaterThan(1);
        assertThat(thrown).hasMessageContaining("unknown-field.yaml:").hasMessageContaining("unknown-field: ");
    }

    private static List<Diagnostic> diagnostics(Path file) {
        try {
            return TestConverters.all().load(file).check(TestSchemas::of);
        } catch (MappingException wrong) {
            return wrong.diagnostics();
        }
    }

    private static List<String> expectations(String file) {
        List<String> expected = new ArrayList<>();
        try {
            for (String line :
                    Files.readAllLines(Resources.path("bad/" + file), java.nio.charset.StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(EXPECT)) {
                    expected.add(line.substring(EXPECT.length()));
                }
            }
        } catch (IOException wrong) {
            throw new java.io.UncheckedIOException(wrong);
        }
        return expected;
    }
}
