package io.github.tandemsync.simulators.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The HubSpot part of the ledger names a grade and an existing test in every row. */
class LedgerTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Set<String> GRADES = Set.of("documented", "inferred", "unverified");

    @Test
    void everyRowHasAGradeAndTestsThatExist() throws IOException {
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(80);
        for (String row : rows) {
            String[] cells = row.split(" \\| ");
            assertThat(cells).as(row).hasSize(4);
            assertThat(GRADES).as(row).contains(cells[2].strip());
            List<MatchResult> tests = TEST.matcher(cells[3]).results().toList();
            assertThat(tests).as(row).isNotEmpty().allMatch(test -> exists(test.group(1), test.group(2)));
        }
    }

    private static List<String> rows() throws IOException {
        String text = Files.readString(Path.of("../../docs/simulator-ledger.md"));
        String part = text.substring(text.indexOf("\n## HubSpot\n") + 4);
        int next = part.indexOf("\n## ");
        return part.substring(0, next < 0 ? part.length() : next)
                .lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| behaviour"))
                .toList();
    }

    private static boolean exists(String type, String method) {
        String root = "io.github.tandemsync.simulators.";
        return List.of("hubspot.", "server.").stream().anyMatch(part -> {
            try {
                return Arrays.stream(Class.forName(root + part + type).getDeclaredMethods())
                        .anyMatch(declared -> declared.getName().equals(method));
            } catch (ClassNotFoundException elsewhere) {
                return false;
            }
        });
    }
}
