package io.github.tandemsync.simulators.hubspot;

/**
 * Who wrote a value, as HubSpot's property history tells it.
 *
 * @param type {@code sourceType}, one of the constants here
 * @param id {@code sourceId}: app id, {@code userId:123}, or the ids of a merge
 * @param label {@code sourceLabel}; empty when the history has none
 * @param userId {@code updatedByUserId}; 0 when no user is known
 */
public record ChangeSource(String type, String id, String label, long userId) {
    /** Written through the API with an app's token. */
    public static final String INTEGRATION = "INTEGRATION";

    /** Written by a person in the CRM. */
    public static final String CRM_UI = "CRM_UI";

    /** Written by a workflow of the customer. */
    public static final String AUTOMATION = "AUTOMATION_PLATFORM";

    /** Taken over from a merged record. */
    public static final String MERGE = "MERGE_OBJECTS";

    /** Written by HubSpot itself, such as a hidden internal property. */
    public static final String INTERNAL = "INTERNAL_PROCESSING";

    static final ChangeSource HIDDEN = new ChangeSource(INTERNAL, "", "", 0);
    static final ChangeSource WORKFLOW = new ChangeSource(AUTOMATION, "enrollmentId:1;actionExecutionIndex:0", "", 0);

    /** A person. */
    public static ChangeSource user(long userId) {
        return new ChangeSource(CRM_UI, "userId:" + userId, "", userId);
    }

    /** Whether a person did it. */
    public boolean isUser() {
        return type.equals(CRM_UI);
    }

    /** Whether an app did it through the API. */
    public boolean isApp() {
        return type.equals(INTEGRATION);
    }
}
