package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.server.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions and actions that belong to no table: who am I, version, privileges, merge. */
final class FunctionCalls {
    private static final Pattern BY_NAME = Pattern.compile("PrivilegeName='([^']*)'");
    private static final Pattern BY_NAMES = Pattern.compile("PrivilegeNames=(@\\w+|\\[.*])");

    private final World world;
    private final Addresses addresses;

    FunctionCalls(World world, Addresses addresses) {
        this.world = world;
        this.addresses = addresses;
    }

    Reply whoAmI() {
        world.access().requireRole();
        ObjectNode body = response("WhoAmIResponse");
        body.put("BusinessUnitId", world.directory().businessUnit.toString());
        body.put("UserId", world.directory().applicationUser.toString());
        body.put("OrganizationId", world.organizationId().toString());
        return Replies.json(200, body, "whoami");
    }

    Reply version() {
        ObjectNode body = response("RetrieveVersionResponse");
        body.put("Version", "9.2.25111.00147");
        return Replies.json(200, body, "version");
    }

    /** The three functions about privileges, bound to a user. */
    Reply privileges(Call call, String function) {
        List<String> names = new ArrayList<>();
        String key = String.valueOf(call.segment(call.depth() - 1).key());
        Matcher one = BY_NAME.matcher(key);
        Matcher several = BY_NAMES.matcher(key);
        if (one.find()) {
            names.add(one.group(1));
        } else if (several.find()) {
            for (JsonNode name : Json.value(call.query().resolve(several.group(1)))) {
                names.add(name.asText());
            }
        } else if (function.equals("RetrieveUserPrivileges")) {
            names.addAll(allNames());
        } else {
            throw Faults.malformed("The function " + function + " needs its parameter.");
        }
        ObjectNode body = response(function + "Response");
        body.set("RolePrivileges", held(names));
        return Replies.json(200, body, "privileges");
    }

    private ArrayNode held(List<String> names) {
        ArrayNode held = Json.array();
        for (String name : names) {
            Depth depth = world.access().depth(name);
            if (depth != Depth.NONE && allNames().contains(name)) {
                held.add(Json.object()
                        .put("Depth", depth.wire())
                        .put("PrivilegeId", Ids.named(name).toString())
                        .put("BusinessUnitId", world.directory().businessUnit.toString())
                        .put("PrivilegeName", name));
            }
        }
        return held;
    }

    private List<String> allNames() {
        List<String> names = new ArrayList<>();
        for (Table table : world.organisation().schema().tables().values()) {
            for (Verb verb : Verb.values()) {
                names.add(verb.privilege(table));
            }
        }
        return names;
    }

    /** {@code Merge} of two rows of one table. */
    Reply merge(Call call) {
        ObjectNode body = call.body();
        JsonNode target = body.path("Target");
        Table table = world.organisation().schema().require(typeOf(target));
        Payload content = body.path("UpdateContent") instanceof ObjectNode update
                ? new PayloadReader(table, false, addresses, world.tracking().behaviour()).read(update)
                : new Payload(null, Map.of());
        world.access().require(Verb.WRITE, table);
        world.merger()
                .merge(
                        world.directory().application(),
                        table.name(),
                        id(target, table),
                        id(body.path("Subordinate"), table),
                        content.values());
        return Replies.none(204, "merge");
    }

    private static String typeOf(JsonNode row) {
        return row.path("@odata.type").asText().replace("#", "").replace("Microsoft.Dynamics.CRM.", "");
    }

    private static UUID id(JsonNode row, Table table) {
        Object id = WireValues.read(table.require(table.primaryId()), row.path(table.primaryId()));
        if (id instanceof UUID known) {
            return known;
        }
        throw Faults.invalid("The merge does not name both rows.");
    }

    /** {@code sdkmessagefilters}: whether a bulk message exists for a table. */
    Reply messageFilters(Call call) {
        String message = unquoted(call, "@message");
        String table = unquoted(call, "@table");
        ObjectNode body = Json.object();
        body.put("@odata.context", addresses.root() + "$metadata#sdkmessagefilters(sdkmessagefilterid)");
        ArrayNode value = Json.array();
        boolean known = List.of("CreateMultiple", "UpdateMultiple").contains(message)
                && world.organisation().schema().table(table) != null;
        if (known) {
            value.add(Json.object()
                    .put("sdkmessagefilterid", Ids.named(message + table).toString()));
        }
        body.set("value", value);
        return Replies.json(200, body, "sdkmessagefilters.list");
    }

    private static String unquoted(Call call, String alias) {
        return call.query()
                .get(alias)
                .map(v -> v.replace("'", ""))
                .orElseThrow(() -> Faults.notModelled("sdkmessagefilters without the aliases @message and @table"));
    }

    private ObjectNode response(String type) {
        return Json.object().put("@odata.context", addresses.root() + "$metadata#Microsoft.Dynamics.CRM." + type);
    }
}
