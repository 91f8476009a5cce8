package io.github.tandemsync.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example with the README's mapping, in a process and a folder of its own. */
class FirstSyncTest {
    @TempDir
    Path folder;

    @Test
    void theReadmeTellsTheTruth() throws Exception {
        try (HubSpotSimulator hubspot = HubSpotSimulator.builder().start();
                DataverseSimulator dynamics = DataverseSimulator.builder().start()) {
            hubspot.users().create("companies", Map.of("name", "Eskelund Foods AB", "domain", "eskelund.example"));
            dynamics.user("Jonas")
                    .create("account", Map.of("name", "Ravnsted Legal", "websiteurl", "http://ravnsted.example"));
            Files.write(folder.resolve("company-account.yaml"), Readme.block("yaml"));

            String output = sync(hubspot, dynamics);

            assertThat(output).contains("Plan: {CREATE=2}").contains("2 writes");
            assertThat(hubspot.truth().live("companies"))
                    .extracting(company -> company.value("name"))
                    .containsExactlyInAnyOrder("Eskelund Foods AB", "Ravnsted Legal");
            assertThat(dynamics.truth().live("account"))
                    .extracting(account -> account.value("name"))
                    .containsExactlyInAnyOrder("Eskelund Foods AB", "Ravnsted Legal");
        }
    }

    private String sync(HubSpotSimulator hubspot, DataverseSimulator dynamics)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FirstSyncProcess.class.getName(),
                        hubspot.uri().toString(),
                        hubspot.token(),
                        dynamics.uri().toString(),
                        dynamics.token())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
