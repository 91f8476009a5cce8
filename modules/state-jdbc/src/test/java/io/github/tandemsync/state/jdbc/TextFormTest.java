package io.github.tandemsync.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.testkit.StateSamples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFormTest {
    /** Every text of up to four of the characters that matter. */
    private static List<String> texts() {
        List<String> all = new ArrayList<>(List.of(""));
        int from = 0;
        for (int length = 1; length <= 4; length++) {
            int to = all.size();
            for (; from < to; from++) {
                for (char c : new char[] {0, 1, 2, 'a'}) {
                    all.add(all.get(from) + c);
                }
            }
        }
        return all;
    }

    @Test
    void everyTextComesBack() {
        for (String text : texts()) {
            String stored = TextForm.WITHOUT_NUL.store(text);
            assertThat(stored).doesNotContain("\u0000");
            assertThat(TextForm.WITHOUT_NUL.load(stored)).isEqualTo(text);
        }
    }

    @Test
    void theOrderStays() {
        List<String> sorted = texts().stream().sorted().toList();
        assertThat(sorted.stream().map(TextForm.WITHOUT_NUL::store).toList()).isSorted();
    }

    @Test
    void ordinaryTextIsStoredAsItIs() {
        String ordinary = StateSamples.HOSTILE_ID.replace("\u0000", "");
        assertThat(TextForm.WITHOUT_NUL.store(ordinary)).isEqualTo(ordinary);
    }
}
