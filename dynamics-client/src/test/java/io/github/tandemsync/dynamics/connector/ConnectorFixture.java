package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.dynamics.WireOrganisation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An organisation that has described its accounts already. */
abstract class ConnectorFixture {
    static final ObjectType ACCOUNT = ObjectType.parse("dynamics:account");
    static final ObjectType CONTACT = ObjectType.parse("dynamics:contact");

    final WireOrganisation organisation = new WireOrganisation();
    final DynamicsConnector connector = DynamicsConnector.of(organisation.client());

    @BeforeEach
    void describe() {
        organisation.describeAccounts();
        connector.schema(ACCOUNT);
        organisation.forget();
    }

    @AfterEach
    void close() {
        connector.close();
        organisation.close();
    }

    static String id(int n) {
        return "a0000000-0000-0000-0000-%012d".formatted(n);
    }

    static RecordRef ref(int n) {
        return ACCOUNT.ref(id(n));
    }

    static String row(int n, String more) {
        return "{\"@odata.etag\":\"W/\\\"" + n + "\\\"\",\"accountid\":\"" + id(n) + "\"" + more + "}";
    }

    static String page(String... rows) {
        return "{\"@odata.context\":\"x\",\"value\":[" + String.join(",", rows) + "]}";
    }
}
