package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, ABC, 0", "abc, abd, 1", "abc, '', 3", "kitten, sitting, 3", "'', '', 0"})
    void countsEdits(String one, String other, int distance) {
        assertThat(Nearest.distance(one, other)).isEqualTo(distance);
        assertThat(Nearest.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void namesTheNearestFirstAndAtMostThree() {
        assertThat(Nearest.hint("telephon", List.of("telephone1", "telephone", "telephone2", "telephone3", "fax")))
                .isEqualTo(" Did you mean 'telephone' or 'telephone1' or 'telephone2'?");
        assertThat(Nearest.hint("zzz", List.of("telephone"))).isEmpty();
        assertThat(Nearest.hint("7", List.of("0", "1"))).isEmpty();
    }

    @Test
    void knowsLabels() {
        assertThat(Nearest.hintByLabel("website", Map.of("websiteurl", "Website", "webseite", "x")))
                .isEqualTo(" Did you mean 'websiteurl'?");
    }
}
