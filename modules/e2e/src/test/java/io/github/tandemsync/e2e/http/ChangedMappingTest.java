package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.mapping.Mappings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mapping file that is edited between two runs: what it kept back catches up, and nothing else is written. */
class ChangedMappingTest {
    private static final String HEAD = """
            pair: company-account
            hubspot: companies
            dynamics: account
            """;
    private static final String FIELDS = """
            match:
              - { hubspot: name, dynamics: name }
            fields:
              - { hubspot: name, dynamics: name }
              - { hubspot: city, dynamics: address1_city }
            """;
    private static final String ONE_WAY = "direction: to-dynamics\nconflict: manual\n";
    private static final String BERLIN = "filter: { hubspot: [ { field: city, in: Berlin } ] }\n";

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final InMemoryStateStore store = new InMemoryStateStore(systems.clock);

    @BeforeEach
    void begin() {
        connectors.hubspot().prepare(Connectors.COMPANIES);
    }

    @AfterEach
    void end() {
        connectors.close();
        systems.close();
    }

    @Test
    void aFilterThatIsGoneLetsEverybodyIn() {
        company("Contoso", "Berlin");
        company("Lampes", "Lyon");
        run(HEAD + BERLIN + FIELDS);
        assertThat(accounts()).containsExactly("Contoso");

        run(HEAD + FIELDS);

        assertThat(accounts()).containsExactly("Contoso", "Lampes");
        assertThat(run(HEAD + FIELDS).writes()).isZero();
    }

    @Test
    void aNarrowerFilterLeavesLinksAsTheyAre() {
        company("Contoso", "Berlin");
        company("Lampes", "Lyon");
        run(HEAD + FIELDS);

        assertThat(run(HEAD + BERLIN + FIELDS).writes()).isZero();
        company("Soie", "Lyon");
        run(HEAD + BERLIN + FIELDS);

        assertThat(accounts()).containsExactly("Contoso", "Lampes");
    }

    @Test
    void anOptionThatIsAddedTakesTheValueAlong() {
        String id = company("Contoso", "Berlin");
        String options = "  - { hubspot: industry, dynamics: industrycode, options: { ACCOUNTING: 1 } }\n";
        run(HEAD + FIELDS + options);
        systems.hubspot.users().edit("companies", id, Map.of("industry", "COMPUTER_SOFTWARE"));
        run(HEAD + FIELDS + options);
        assertThat(industry()).isNull();

        run(HEAD + FIELDS + options.replace("1 }", "1, COMPUTER_SOFTWARE: 7 }"));

        assertThat(industry()).hasToString("7");
    }

    @Test
    void aMatchRuleThatIsAddedFindsTheTwin() {
        company("CONTOSO", "Lyon");
        systems.dynamics.user("Ada").create("account", Map.of("name", "Contoso, Inc.", "address1_city", "Lyon"));
        run(HEAD + ONE_WAY + BERLIN + FIELDS);

        String also = FIELDS.replace("match:\n", "match:\n  - { hubspot: city, dynamics: address1_city }\n");
        run(HEAD + ONE_WAY + also);

        assertThat(accounts()).as("linked, not created").hasSize(1);
        assertThat(systems.hubspot.truth().live("companies")).hasSize(1);
    }

    private String company(String name, String city) {
        return systems.hubspot.users().create("companies", Map.of("name", name, "city", city));
    }

    private SyncReport run(String yaml) {
        systems.clock.advance(Duration.ofMinutes(5));
        ObjectPair pair = connectors.compile(Mappings.parse("company-account.yaml", yaml));
        try (SyncRunner runner = SyncRunner.builder()
                .connection("contoso")
                .left(connectors.hubspot())
                .right(connectors.dynamics())
                .pair(pair)
                .stateStore(store)
                .clock(systems.clock)
                .build()) {
            runner.pairs().enable("company-account");
            SyncReport report = runner.runOnce();
            assertThat(report.ok()).as(report.text()).isTrue();
            return report;
        }
    }

    private List<String> accounts() {
        return systems.dynamics.truth().live("account").stream()
                .map(account -> String.valueOf(account.value("name")))
                .sorted()
                .toList();
    }

    private @Nullable Object industry() {
        return systems.dynamics.truth().live("account").get(0).value("industrycode");
    }
}
