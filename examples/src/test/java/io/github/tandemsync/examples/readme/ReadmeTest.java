package io.github.tandemsync.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what the build has compiled, and what it links to is there. */
class ReadmeTest {
    private static final Path SOURCE = Path.of("src/main/java/io/github/tandemsync/examples/readme/FirstSync.java");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @Test
    void theExampleIsTheOneThatTheBuildCompiles() throws IOException {
        assertThat(Readme.block("java")).isEqualTo(region());
    }

    @Test
    void theExampleIsShort() throws IOException {
        assertThat(region()).hasSizeBetween(5, 15);
    }

    @Test
    void theMappingIsWellFormed() throws IOException {
        assertThat(Mappings.parse("README.md", String.join("\n", Readme.block("yaml")))
                        .pair())
                .isEqualTo("company-account");
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        Matcher links = LINK.matcher(Files.readString(Readme.ROOT.resolve("README.md")));
        List<String> targets = links.results().map(found -> found.group(1)).toList();
        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(Readme.ROOT.resolve(target)).exists());
    }

    @Test
    void aStrangerSyncsByLine75() throws IOException {
        assertThat(Readme.lines().indexOf("```java")).isBetween(1, 75 - region().size());
    }

    private static List<String> region() throws IOException {
        Stream<String> lines = Files.readAllLines(SOURCE).stream()
                .dropWhile(line -> !line.endsWith("// README begins"))
                .skip(1)
                .takeWhile(line -> !line.endsWith("// README ends"));
        return lines.map(line -> line.isEmpty() ? line : line.substring(8)).toList();
    }
}
