package io.github.tandemsync.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.SyncListener;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart's last word is worth something only if it finds what is wrong. */
class ComparisonTest {
    @TempDir
    Path folder;

    @Test
    void findsWhatTheRunnerHasNotSeen() {
        try (Systems systems = Systems.start(7)) {
            String company = systems.hubspot()
                    .users()
                    .create("companies", Map.of("name", "Eskelund Foods AB", "domain", "eskelund-foods.example"));
            UUID account = systems.dynamics()
                    .user("Jonas")
                    .create(
                            "account",
                            Map.of("name", "Eskelund Foods", "websiteurl", "https://eskelund-foods.example"));
            try (Application application = Application.open(systems, folder.resolve("a.db"), SyncListener.SILENT)) {
                application.runner().pairs().enable(Application.PAIR);
                assertThat(application.runner().runOnce().problems()).isEmpty();
                assertThat(compare(systems, application).findings()).isEmpty();

                systems.dynamics().user("Jonas").edit("account", account, Map.of("revenue", new BigDecimal("5")));
                systems.hubspot().users().create("companies", Map.of("name", "Nobody knows"));
                List<Comparison.Finding> findings =
                        compare(systems, application).unexplained();
                assertThat(findings).hasSize(2);
                assertThat(findings).anySatisfy(found -> {
                    assertThat(found.ref().id()).isEqualTo(company);
                    assertThat(found.rule()).isEqualTo("annualrevenue=revenue");
                });
                assertThat(findings)
                        .anySatisfy(found -> assertThat(found.rule()).isNull());
            }
        }
    }

    private static Comparison.Outcome compare(Systems systems, Application application) {
        return Comparison.of(application.runner(), application.pair(), application.truths(systems));
    }
}
