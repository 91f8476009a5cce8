package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

    @Test
    void theExceptionLabelsWarningsAndCountsThemApart() {
        Mapping mapping = Mappings.parse("mixed.yaml", """
                pair: company-account
                hubspot: companies
                dynamics: account
                fields:
                  - { hubspot: nam, dynamics: name }
                  - { hubspot: industry, dynamics: industrycode, options: { DESIGN: 9 } }
                """);

        assertThatThrownBy(() -> mapping.compile(TestSchemas::of))
                .isInstanceOf(MappingException.class)
                .message()
                .satisfies(text -> {
                    String[] lines = text.split("\n");
                    assertThat(lines[0]).isEqualTo("The mapping can not be used: 1 error, 2 warnings");
                    assertThat(lines[1]).startsWith("  mixed.yaml:5:7: unknown-field: ");
                    assertThat(lines).hasSize(4);
                    assertThat(List.of(lines[2], lines[3]))
                            .allSatisfy(line ->
                                    assertThat(line).startsWith("  mixed.yaml:6:5: warning: unmapped-options: "));
                });
    }

    @ParameterizedTest
    @CsvSource({"unknown-type.yaml, hubspot, 3", "unknown-table.yaml, dynamics, 4"})
    void aTypeThatTheConnectorRefusesIsUnknownWithTheConnectorsWords(String file, String side, int line) {
        Mapping mapping = Mappings.load(Resources.path("bad/" + file));

        List<Diagnostic> found = mapping.check(type -> refusing(type, Category.INVALID));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo(DiagnosticCode.UNKNOWN_TYPE);
            assertThat(one.source()).isEqualTo(file);
            assertThat(one.line()).isEqualTo(line);
            assertThat(one.path()).isEqualTo(side);
            assertThat(one.message())
                    .contains(" does not know the type '"
                            + mapping.type(side(side)).name() + "': ")
                    .endsWith("name one of [things]");
        });
        assertThatThrownBy(() -> mapping.compile(type -> refusing(type, Category.INVALID)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(file + ":" + line + ":1: unknown-type: ");
    }

    @ParameterizedTest
    @EnumSource(value = Category.class, mode = EnumSource.Mode.EXCLUDE, names = "INVALID")
    void aFaultOfTheConnectorThatSaysNothingOfTheTypeComesOutAsItIs(Category category) {
        Mapping mapping = Mappings.load(Resources.path("bad/unknown-type.yaml"));

        assertThatThrownBy(() -> mapping.check(type -> refusing(type, category)))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        fault -> assertThat(fault.category()).isEqualTo(category));
    }

    private static Side side(String name) {
        return name.equals("hubspot") ? Side.LEFT : Side.RIGHT;
    }

    /** As the connectors do: a type that they do not have is a fault. */
    private static ObjectSchema refusing(ObjectType type, Category category) {
        ObjectSchema schema = TestSchemas.of(type);
        if (schema == null) {
            throw new ConnectorException(category, "no type " + type + "; name one of [things]");
        }
        return schema;
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
