package io.github.tandemsync.examples.readme;

import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.hubspot.HubSpotClient;

/** A process that does what the README says, in its working folder. Arguments: address and token of HubSpot, then of Dynamics. */
final class FirstSyncProcess {
    private FirstSyncProcess() {}

    public static void main(String[] args) {
        FirstSync.run(
                HubSpotClient.builder().url(args[0]).token(Secret.of(args[1])).build(),
                DynamicsClient.builder()
                        .url(args[2])
                        .tokens(TokenSource.fixed(Secret.of(args[3])))
                        .build());
    }
}
