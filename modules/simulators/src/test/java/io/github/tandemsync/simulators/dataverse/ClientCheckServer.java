package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.AlternateKey;
import java.io.IOException;
import java.util.List;

/** A simulator for {@code clients/dataverse/check.mjs}: prints address and token, serves until its input ends. */
final class ClientCheckServer {
    private ClientCheckServer() {}

    /** Serves. */
    public static void main(String[] args) throws IOException {
        try (DataverseSimulator simulator = DataverseSimulator.builder().start()) {
            simulator.admin().putKey("account", new AlternateKey("new_number", List.of("accountnumber"), true));
            System.out.println(simulator.uri() + " " + simulator.token());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
