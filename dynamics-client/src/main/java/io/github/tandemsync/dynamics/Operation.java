package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.Headers;
import io.github.tandemsync.core.transport.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Web API, sent alone ({@link DynamicsClient#send}) or in a {@code $batch} ({@link DynamicsClient#batch}).
 * Immutable; {@code toString} shows neither headers nor body. Shapes: Microsoft's pages "Create a table row using the Web API",
 * "Update and delete table rows using the Web API", "Perform conditional operations using the Web API".
 */
public final class Operation {
    private final Method method;
    private final ApiPath path;
    private final Headers headers;
    private final byte @Nullable [] body;

    private Operation(Method method, ApiPath path, Headers headers, byte @Nullable [] body) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** Any read. */
    public static Operation get(ApiPath path) {
        return new Operation(Method.GET, path, Headers.none(), null);
    }

    /** Any action, such as {@code WinOpportunity}. */
    public static Operation post(ApiPath path, RowBody body) {
        return new Operation(Method.POST, path, Headers.none(), Json.write(body.columns()));
    }

    /** One row; its id and etag are always part of the answer. */
    public static Operation retrieve(String entitySet, String id, Collection<String> select) {
        return get(Names.select(Names.row(entitySet, id), select));
    }

    /**
     * A create that answers with the new row. Give the row its own id in the body: a second try then answers 412 instead of
     * making a second row.
     */
    public static Operation create(String entitySet, RowBody body, Collection<String> select) {
        return post(Names.select(ApiPath.of(Names.name(entitySet)), select), body)
                .preferring("return=representation");
    }

    /**
     * An update that answers with the row as stored. Never an upsert.
     *
     * @param ifMatch the etag that was read, or {@code *} for any version
     */
    public static Operation update(
            String entitySet, String id, String ifMatch, RowBody body, Collection<String> select) {
        ApiPath path = Names.select(Names.row(entitySet, id), select);
        return new Operation(Method.PATCH, path, Headers.none(), Json.write(body.columns()))
                .with("If-Match", ifMatch)
                .preferring("return=representation");
    }

    /**
     * A delete.
     *
     * @param ifMatch the etag that was read, or {@code *} for any version
     */
    public static Operation delete(String entitySet, String id, String ifMatch) {
        return new Operation(Method.DELETE, Names.row(entitySet, id), Headers.none(), null).with("If-Match", ifMatch);
    }

    /**
     * {@code CreateMultiple}: all rows or none; its answer names the ids. One request for the service limits.
     *
     * @param table the logical name, such as {@code account}
     */
    public static Operation createMultiple(String table, String entitySet, List<RowBody> rows) {
        List<RowBody> typed = rows.stream().map(row -> row.typed(table)).toList();
        ApiPath path = ApiPath.of(Names.name(entitySet), "Microsoft.Dynamics.CRM.CreateMultiple");
        return new Operation(Method.POST, path, Headers.none(), Json.write(Map.of("Targets", typed)));
    }

    /** With one more header, such as {@code MSCRM.SuppressDuplicateDetection}; one of the same name is replaced. */
    public Operation with(String header, String value) {
        return new Operation(method, path, headers.with(header, Names.headerValue(value)), body);
    }

    /** With one more preference, such as {@code odata.maxpagesize=500}. */
    public Operation preferring(String preference) {
        String before = headers.get("Prefer");
        return with("Prefer", before == null ? preference : before + "," + preference);
    }

    /** Lookups in the answer then name the table that they point to. */
    public Operation withLookupTypes() {
        return preferring("odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"");
    }

    public Method method() {
        return method;
    }

    public ApiPath path() {
        return path;
    }

    Headers headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
