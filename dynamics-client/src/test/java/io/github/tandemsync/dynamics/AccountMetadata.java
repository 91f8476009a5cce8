package io.github.tandemsync.dynamics;

/** The description of a small account table, as the service gives it. */
final class AccountMetadata {
    private static final String TABLE = """
            {"@odata.context":"x","LogicalName":"account","EntitySetName":"accounts","PrimaryIdAttribute":"accountid",
             "ChangeTrackingEnabled":true,"IsOptimisticConcurrencyEnabled":true,"Attributes":[%s]}""";

    private AccountMetadata() {}

    static void describe(WireOrganisation organisation) {
        organisation.onGet(
                "EntityDefinitions(LogicalName='account')",
                TABLE.formatted(String.join(
                        ",",
                        attribute("accountid", "Uniqueidentifier", "cr", "SystemRequired"),
                        attribute("name", "String", "cur", "ApplicationRequired"),
                        attribute("description", "Memo", "cur", "None"),
                        attribute("revenue", "Money", "cur", "None"),
                        attribute("numberofemployees", "Integer", "cur", "None"),
                        attribute("exchangerate", "Decimal", "r", "None"),
                        attribute("address1_latitude", "Double", "cur", "None"),
                        attribute("donotemail", "Boolean", "cur", "SystemRequired"),
                        attribute("lastusedincampaign", "DateTime", "ur", "None"),
                        attribute("new_founded", "DateTime", "cur", "None"),
                        attribute("industrycode", "Picklist", "cur", "None"),
                        attribute("statecode", "State", "ur", "SystemRequired"),
                        attribute("statuscode", "Status", "cur", "None"),
                        attribute("parentaccountid", "Lookup", "cur", "None"),
                        attribute("new_partnerid", "Customer", "cur", "None"),
                        attribute("ownerid", "Owner", "cur", "SystemRequired"),
                        attribute("masterid", "Lookup", "r", "None"),
                        attribute("versionnumber", "BigInt", "r", "None"),
                        attribute("new_number", "Integer", "cur", "SystemRequired"),
                        secured("new_secret"),
                        """
                {"LogicalName":"new_tags","AttributeType":"Virtual","AttributeTypeName":{"Value":"MultiSelectPicklistType"},
                 "DisplayName":null,"RequiredLevel":{"Value":"None"},"IsValidForCreate":true,"IsValidForUpdate":true,
                 "IsValidForRead":true,"IsSecured":false,"AttributeOf":null}""",
                        """
                {"LogicalName":"parentaccountidname","AttributeType":"String","AttributeTypeName":{"Value":"StringType"},
                 "DisplayName":null,"RequiredLevel":{"Value":"None"},"IsValidForCreate":false,"IsValidForUpdate":false,
                 "IsValidForRead":true,"IsSecured":false,"AttributeOf":"parentaccountid"}""",
                        """
                {"LogicalName":"entityimage_url","AttributeType":"Virtual","AttributeTypeName":{"Value":"VirtualType"},
                 "IsValidForCreate":false,"IsValidForUpdate":false,"IsValidForRead":true,"AttributeOf":null}""")));
        organisation.onGet(
                "EntityDefinitions(LogicalName='systemuser')",
                "{\"LogicalName\":\"systemuser\",\"EntitySetName\":\"systemusers\"}");
        organisation.onGet(
                "EntityDefinitions(LogicalName='contact')",
                "{\"LogicalName\":\"contact\",\"EntitySetName\":\"contacts\"}");
        organisation.onBatch(
                "RelationshipDefinitions",
                values(
                        "{\"LogicalName\":\"name\",\"MaxLength\":160},{\"LogicalName\":\"parentaccountidname\",\"MaxLength\":9},"
                                + "{\"LogicalName\":\"new_secret\",\"MaxLength\":50}"),
                values("{\"LogicalName\":\"description\",\"MaxLength\":2000}"),
                values("{\"LogicalName\":\"revenue\",\"Precision\":2}"),
                values("{\"LogicalName\":\"exchangerate\",\"Precision\":10}"),
                values("{\"LogicalName\":\"address1_latitude\",\"Precision\":5}"),
                values("{\"LogicalName\":\"lastusedincampaign\",\"DateTimeBehavior\":{\"Value\":\"UserLocal\"}},"
                        + "{\"LogicalName\":\"new_founded\",\"DateTimeBehavior\":{\"Value\":\"DateOnly\"}}"),
                values("{\"LogicalName\":\"parentaccountid\",\"Targets\":[\"account\"]},"
                        + "{\"LogicalName\":\"new_partnerid\",\"Targets\":[\"account\",\"contact\"]},"
                        + "{\"LogicalName\":\"ownerid\",\"Targets\":[\"systemuser\",\"team\"]},"
                        + "{\"LogicalName\":\"masterid\",\"Targets\":[\"account\"]}"),
                values("{\"LogicalName\":\"industrycode\",\"OptionSet\":{\"Options\":[" + option(1, "Accounting", "")
                        + "," + option(7, "Consulting", "") + "]},\"GlobalOptionSet\":null}"),
                values("{\"LogicalName\":\"statecode\",\"OptionSet\":{\"Options\":["
                        + option(0, "Active", ",\"DefaultStatus\":1") + ","
                        + option(1, "Inactive", ",\"DefaultStatus\":2") + "]}}"),
                values("{\"LogicalName\":\"statuscode\",\"OptionSet\":{\"Options\":["
                        + option(1, "Active", ",\"State\":0") + "," + option(2, "Inactive", ",\"State\":1") + "]}}"),
                values("{\"LogicalName\":\"new_tags\",\"OptionSet\":null,\"GlobalOptionSet\":{\"Options\":["
                        + option(1, "Red", "") + "," + option(9, "Blue", "") + "]}}"),
                values(relationship("parentaccountid", "parentaccountid", "account") + ","
                        + relationship("new_partnerid", "new_PartnerId_account", "account") + ","
                        + relationship("new_partnerid", "new_PartnerId_contact", "contact") + ","
                        + relationship("ownerid", "ownerid", "owner")));
    }

    private static String values(String values) {
        return BatchReply.part(200, "{\"@odata.context\":\"x\",\"value\":[" + values + "]}");
    }

    private static String attribute(String name, String type, String validity, String required) {
        return """
                {"LogicalName":"%s","AttributeType":"%s","AttributeTypeName":{"Value":"%sType"},
                 "DisplayName":{"LocalizedLabels":[{"Label":"Label of %s","LanguageCode":1033}],
                   "UserLocalizedLabel":{"Label":"Label of %s","LanguageCode":1033}},
                 "RequiredLevel":{"Value":"%s"},"IsValidForCreate":%s,"IsValidForUpdate":%s,"IsValidForRead":true,
                 "IsSecured":false,"AttributeOf":null}""".formatted(name, type, type, name, name, required, validity.contains("c"), validity.contains("u"));
    }

    private static String secured(String name) {
        return attribute(name, "String", "cur", "None").replace("\"IsSecured\":false", "\"IsSecured\":true");
    }

    private static String option(int value, String label, String more) {
        return "{\"Value\":" + value + ",\"Color\":null,\"Label\":{\"LocalizedLabels\":[{\"Label\":\"" + label
                + "\",\"LanguageCode\":1033}],\"UserLocalizedLabel\":null}" + more + "}";
    }

    private static String relationship(String attribute, String navigation, String target) {
        return "{\"SchemaName\":\"x\",\"ReferencingEntity\":\"account\",\"ReferencingAttribute\":\"" + attribute
                + "\",\"ReferencingEntityNavigationPropertyName\":\"" + navigation + "\",\"ReferencedEntity\":\""
                + target + "\"}";
    }
}
