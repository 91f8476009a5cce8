package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.dataverse.internal.odata.Segment;
import io.github.tandemsync.simulators.dataverse.internal.odata.SyntaxFault;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.util.Set;

/** Takes one operation to the code that carries it out, under the lock, and turns refusals into answers. */
final class Router {
    private static final String CRM = "Microsoft.Dynamics.CRM.";
    private static final Set<String> PRIVILEGES = Set.of(
            "RetrieveUserPrivileges", "RetrieveUserPrivilegeByPrivilegeName", "RetrieveUserSetOfPrivilegesByNames");
    private static final Set<String> METADATA = Set.of(
            "EntityDefinitions", "RelationshipDefinitions", "GlobalOptionSetDefinitions", "RetrieveMetadataChanges");

    private final World world;
    private final String root;
    private final Addresses addresses;
    private final RowCalls rows;
    private final ListCalls lists;
    private final PropertyCalls properties;
    private final BulkCalls bulk;
    private final FunctionCalls functions;
    private final MetadataCalls metadata;

    /** {@code root} is the absolute service root with a slash at its end. */
    Router(World world, String root) {
        this.world = world;
        this.root = root;
        this.addresses = new Addresses(world.organisation(), root);
        this.rows = new RowCalls(world, addresses);
        this.lists = new ListCalls(world, addresses);
        this.properties = new PropertyCalls(world, addresses);
        this.bulk = new BulkCalls(world, addresses);
        this.functions = new FunctionCalls(world, addresses);
        this.metadata = new MetadataCalls(world, root);
    }

    /** Answers one operation; its target is absolute, rooted or relative to the service root. */
    Reply route(Request request) {
        Prefer prefer = Prefer.parse(String.join(",", request.headers().all("Prefer")));
        try {
            Call call = Call.of(rooted(request), root);
            return world.locked(() -> dispatch(call));
        } catch (SyntaxFault fault) {
            return Replies.error(Faults.malformed(String.valueOf(fault.getMessage())), prefer, "refused");
        } catch (DataverseFault fault) {
            return Replies.error(fault, prefer, "refused");
        }
    }

    /** Brings the target into its absolute form. */
    private Request rooted(Request request) {
        String target = request.target();
        String rootPath = root.substring(root.indexOf('/', root.indexOf("://") + 3));
        String absolute = target;
        if (target.startsWith(rootPath)) {
            absolute = root + target.substring(rootPath.length());
        } else if (!target.startsWith(root)) {
            if (target.startsWith("/") || target.contains("://")) {
                throw Faults.noSuchResource("of another service root");
            }
            absolute = root + target;
        }
        return new Request(request.method(), absolute, request.headers(), request.body());
    }

    private Reply dispatch(Call call) {
        if (call.depth() == 0) {
            throw Faults.notModelled("the service document");
        }
        String name = call.segment(0).name();
        if (METADATA.contains(name)) {
            return metadata.answer(call);
        }
        return switch (name) {
            case "WhoAmI" -> functions.whoAmI();
            case "RetrieveVersion" -> functions.version();
            case "Merge" -> functions.merge(call);
            case "sdkmessagefilters" -> functions.messageFilters(call);
            case "$metadata" -> throw Faults.notModelled("the CSDL document; use EntityDefinitions");
            default -> table(call, addresses.table(name));
        };
    }

    private Reply table(Call call, Table table) {
        Segment first = call.segment(0);
        if (call.depth() == 1) {
            return first.key() == null ? collection(call, table) : row(call, table);
        }
        Segment second = call.segment(1);
        if (first.key() == null) {
            return bound(call, table, second.name());
        }
        String function = second.name().startsWith(CRM) ? second.name().substring(CRM.length()) : "";
        if (PRIVILEGES.contains(function)) {
            return functions.privileges(call, function);
        }
        boolean reference = call.depth() == 3 && call.segment(2).name().equals("$ref");
        return reference ? properties.reference(call, table) : properties.property(call, table);
    }

    private Reply collection(Call call, Table table) {
        return switch (call.method()) {
            case "GET" -> lists.list(call, table);
            case "POST" -> rows.create(call, table);
            default -> throw new DataverseFault(405, Faults.MALFORMED, "The method is not allowed on a collection.");
        };
    }

    private Reply row(Call call, Table table) {
        return switch (call.method()) {
            case "GET" -> rows.read(call, table);
            case "PATCH" -> rows.patch(call, table);
            case "DELETE" -> rows.delete(call, table);
            default -> throw new DataverseFault(405, Faults.MALFORMED, "The method is not allowed on a row.");
        };
    }

    private Reply bound(Call call, Table table, String name) {
        return switch (name) {
            case "$count" -> lists.count(call, table);
            case CRM + "CreateMultiple" -> bulk.createMultiple(call, table);
            case CRM + "UpdateMultiple" -> bulk.updateMultiple(call, table);
            default -> throw Faults.noSuchResource(name);
        };
    }
}
