package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.hubspot.HubSpotServer;
import java.util.Map;

/** A portal with a few company properties. */
final class Fixture implements AutoCloseable {
    static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    static final String OBJECTS = "/crm/objects/2026-09/companies";
    static final String READ = OBJECTS + "/batch/read";
    static final String PROPERTIES = "/crm/properties/2026-09/companies";
    static final String ASSOCIATIONS = "/crm/associations/2026-09/companies/companies/batch";
    static final String TOKEN_INFO = "/oauth/v2/private-apps/get/access-token-info";
    static final String KEY = "0a1b2c3d-0000-4000-8000-000000000001";
    static final String KEY_2 = "0a1b2c3d-0000-4000-8000-000000000002";

    static final String DEFINITIONS = """
            {"results":[
             {"name":"name","label":"Name","type":"string","fieldType":"text","groupName":"companyinformation"},
             {"name":"domain","label":"Domain","type":"string","fieldType":"text"},
             {"name":"annualrevenue","label":"Revenue","type":"number","fieldType":"number"},
             {"name":"is_public","label":"Public","type":"bool","fieldType":"booleancheckbox"},
             {"name":"founded","label":"Founded","type":"date","fieldType":"date"},
             {"name":"seen_at","label":"Seen","type":"datetime","fieldType":"date"},
             {"name":"industry","label":"Industry","type":"enumeration","fieldType":"select",
              "options":[{"value":"SOFT","label":"Software"},{"value":"BANK","label":"Banking","hidden":true}]},
             {"name":"tags","label":"Tags","type":"enumeration","fieldType":"checkbox",
              "options":[{"value":"a","label":"A"}]},
             {"name":"hubspot_owner_id","label":"Owner","type":"enumeration","fieldType":"select","externalOptions":true,
              "referencedObjectType":"OWNER"},
             {"name":"hs_object_id","label":"Id","type":"number","fieldType":"number","groupName":"companyinformation",
              "modificationMetadata":{"readOnlyValue":true}},
             {"name":"days_open","label":"Days","type":"number","fieldType":"calculation_equation","calculated":true},
             {"name":"tandem_key","label":"Tandem key","type":"string","fieldType":"text","hasUniqueValue":true}]}""";

    final HubSpotServer server = new HubSpotServer();
    final HubSpotConnector connector;

    Fixture() {
        connector = HubSpotConnector.of(server.client());
    }

    /** With the properties of {@link #DEFINITIONS}. */
    static Fixture described() {
        Fixture fixture = new Fixture();
        fixture.server.on("GET", PROPERTIES, 200, DEFINITIONS);
        return fixture;
    }

    static String company(String id, String properties) {
        return "{\"id\":\"" + id + "\",\"properties\":{" + properties
                + "},\"createdAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-02-03T04:05:06.700Z\",\"archived\":false}";
    }

    static String results(String... objects) {
        return "{\"status\":\"COMPLETE\",\"results\":[" + String.join(",", objects) + "]}";
    }

    static Values values(String name, String text) {
        return Values.of(Map.of(name, FieldValue.text(text)));
    }

    static FieldValue parent(String id) {
        return FieldValue.reference(COMPANIES.ref(id));
    }

    @Override
    public void close() {
        connector.close();
        server.close();
    }
}
