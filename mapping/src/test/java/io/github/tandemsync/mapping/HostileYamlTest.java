package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a mapping file holds, the answer is a mapping or a {@link MappingException}. */
class HostileYamlTest {
    private static final String CHARACTERS = "{}[]:,-#&*!|>'\"%@`?~ \t\n\r\u0000\u00E9\uFEFF\uD800aA0.";

    @Test
    void changedFilesAreReadOrRefused() {
        String good = Resources.text("mappings/company-account.yaml");
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 1_500; i++) {
            StringBuilder changed = new StringBuilder(good);
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(changed.length());
                changed.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            read += parses(changed.toString()) ? 1 : 0;
        }
        assertThat(read).isBetween(100, 1_450);
    }

    @Test
    void garbageIsRefused() {
        Random random = new Random(12);
        for (int i = 0; i < 4_000; i++) {
            StringBuilder garbage = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                garbage.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            assertThat(parses(garbage.toString())).isFalse();
        }
    }

    @Test
    void depthDoesNotOverflowTheStack() {
        assertThat(parses("fields: " + "[".repeat(100_000))).isFalse();
        assertThat(parses("fields: " + "{a: ".repeat(50_000))).isFalse();
        assertThat(parses("- ".repeat(100_000))).isFalse();
    }

    @Test
    void aFileThatIsTooLargeIsNotReadWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.yaml");
        Files.writeString(file, "# ".repeat(200_000));

        assertThatThrownBy(() -> Mappings.load(file))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("large.yaml: too-large: ");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> Mappings.load(folder.resolve("none.yaml")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("none.yaml: unreadable-file: ")
                .hasMessageContaining("NoSuchFile");
        assertThatThrownBy(() -> Mappings.load(folder)).isInstanceOf(MappingException.class);
    }

    private static boolean parses(String text) {
        try {
            Mappings.parse("hostile.yaml", text);
            return true;
        } catch (MappingException refused) {
            assertThat(refused.diagnostics()).isNotEmpty();
            return false;
        }
    }
}
