package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference names everything there is, and its example works. */
class DocumentationTest {
    private static String reference() throws IOException {
        return Files.readString(Path.of("..", "docs", "mapping.md"));
    }

    @Test
    void theExampleCompiles() throws IOException {
        String text = reference();
        int from = text.indexOf("```yaml\n") + "```yaml\n".length();
        String example = text.substring(from, text.indexOf("```", from));

        Mapping mapping = Mappings.parse("docs/mapping.md", example);

        assertThat(mapping.compile(TestSchemas::of).variants().get(0).rules()).hasSize(7);
    }

    @Test
    void everyDiagnosticAndWordIsThere() throws IOException {
        Stream<String> codes = Stream.of(DiagnosticCode.values()).map(DiagnosticCode::text);
        Stream<String> words = Stream.of(
                        Comparison.class,
                        ConflictPolicy.class,
                        Direction.class,
                        DeletePolicy.class,
                        ExitPolicy.class,
                        FieldRule.Drift.class)
                .flatMap(type -> Words.all(type).stream());
        List<String> named =
                Stream.concat(codes, words).map(name -> "`" + name + "`").toList();

        assertThat(reference()).contains(named);
    }
}
