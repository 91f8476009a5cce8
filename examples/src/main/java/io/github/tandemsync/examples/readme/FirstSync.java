package io.github.tandemsync.examples.readme;

import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.mapping.Mappings;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.nio.file.Path;

/** The first sync of a portal with an organisation. The lines between the marks are the README's; a test compares the two. */
final class FirstSync {
    private FirstSync() {}

    static void run(HubSpotClient hubspotClient, DynamicsClient dynamicsClient) {
        // README begins
        try (var hubspot = HubSpotConnector.of(hubspotClient);
                var dynamics = DynamicsConnector.of(dynamicsClient);
                var store = JdbcStateStore.open("jdbc:sqlite:tandem.db")) {
            ObjectPair pair = Mappings.load(Path.of("company-account.yaml"))
                    .compile(type -> (type.system().equals("hubspot") ? hubspot : dynamics).schema(type));
            var builder =
                    SyncRunner.builder().connection("contoso").left(hubspot).right(dynamics);
            try (SyncRunner runner = builder.pair(pair).stateStore(store).build()) {
                runner.pairs().enable("company-account");
                hubspot.prepare(ObjectType.parse("hubspot:companies")); // once: its property for create keys
                SyncPlan plan = runner.plan(); // changes no record
                System.out.println(plan.text());
                System.out.println(runner.apply(plan).text());
            }
        }
        // README ends
    }
}
