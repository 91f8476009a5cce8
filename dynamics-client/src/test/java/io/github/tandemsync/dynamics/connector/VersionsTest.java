package io.github.tandemsync.dynamics.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.dynamics.Continuation;
import org.junit.jupiter.api.Test;

/** Versions that run backwards show that an environment was restored onto itself. */
class VersionsTest {
    private static final Continuation EARLIER =
            new Continuation("$select=name&$deltatoken=919042%2108%2f22%2f2017%2008%3a10%3a44");
    private static final Continuation LATER =
            new Continuation("$select=name&$deltatoken=1919042%2108%2f22%2f2017%2008%3a10%3a44");

    @Test
    void etagsAreComparedAsNumbers() {
        assertThat(Versions.precedes(new Stamp("W/\"999\""), new Stamp("W/\"1000\"")))
                .isTrue();
        assertThat(Versions.precedes(new Stamp("W/\"1000\""), new Stamp("W/\"1000\"")))
                .isFalse();
        assertThat(Versions.precedes(new Stamp("W/\"1001\""), new Stamp("W/\"1000\"")))
                .isFalse();
    }

    @Test
    void ofAnythingElseNobodyCanTell() {
        assertThat(Versions.precedes(new Stamp("1"), new Stamp("W/\"1000\""))).isFalse();
        assertThat(Versions.precedes(Stamp.BEGINNING, new Stamp("W/\"1000\""))).isFalse();
        assertThat(Versions.regress(LATER, new Continuation("$skiptoken=1"))).isNull();
        assertThat(Versions.regress(new Continuation("$deltatoken=opaque"), EARLIER))
                .isNull();
    }

    @Test
    void aTokenThatLiesBeforeTheOneItCameFromIsARegress() {
        assertThat(Versions.regress(LATER, EARLIER)).contains("1919042", "919042");
        assertThat(Versions.regress(EARLIER, LATER)).isNull();
        assertThat(Versions.regress(EARLIER, EARLIER)).isNull();
    }
}
