package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.BatchRequest.ChangeSet;
import io.github.tandemsync.simulators.dataverse.BatchRequest.Item;
import io.github.tandemsync.simulators.dataverse.BatchRequest.Single;
import io.github.tandemsync.simulators.dataverse.internal.odata.Multipart;
import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;

/** {@code $batch}: operations in order, change sets wholly or not at all. */
final class BatchCalls {
    /** Carries a failed answer out of the transaction of a change set. */
    private static final class Rollback extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Reply reply;

        private Rollback(Reply reply) {
            super(null, null, false, false);
            this.reply = reply;
        }
    }

    private final World world;
    private final Router router;

    BatchCalls(World world, Router router) {
        this.world = world;
        this.router = router;
    }

    Reply run(BatchRequest batch, Prefer prefer) {
        BatchReply reply = new BatchReply(id("batch "));
        for (Item item : batch.items()) {
            int status = item instanceof ChangeSet set ? changeSet(set, reply) : single((Single) item, reply);
            if (status >= 400 && !prefer.continueOnError()) {
                return reply.reply(status);
            }
        }
        return reply.reply(200);
    }

    private UUID id(String what) {
        return world.locked(() -> Ids.named(what + world.organisation().state().version()));
    }

    private int single(Single operation, BatchReply reply) {
        Reply answer = router.route(operation.request());
        reply.single(answer, operation.contentId());
        return answer.status();
    }

    private int changeSet(ChangeSet set, BatchReply reply) {
        BatchReply.ChangeSet part = reply.changeSet(id("set "));
        try {
            world.locked(() -> {
                operations(set, part);
                return true;
            });
        } catch (Rollback failed) {
            // One answer stands for the whole set.
            reply.single(failed.reply, "");
            return failed.reply.status();
        }
        part.close();
        return 200;
    }

    private void operations(ChangeSet set, BatchReply.ChangeSet part) {
        Map<String, String> created = new LinkedHashMap<>();
        for (Single operation : set.operations()) {
            Reply answer = router.route(resolved(operation.request(), created));
            if (answer.status() >= 400) {
                throw new Rollback(answer);
            }
            answer.headers().first("OData-EntityId").ifPresent(id -> created.put(operation.contentId(), id));
            part.operation(answer, operation.contentId());
        }
    }

    /** Puts the addresses of rows made before in the place of {@code $1}. */
    private static Request resolved(Request request, Map<String, String> created) {
        String target = request.target();
        String body = Multipart.text(request.body());
        for (Map.Entry<String, String> row : created.entrySet()) {
            String mark = "$" + row.getKey();
            if (target.equals(mark) || target.startsWith(mark + "/") || target.endsWith("/" + mark)) {
                target = row.getValue() + target.substring(target.indexOf(mark) + mark.length());
            }
            body = body.replaceAll("\"/?\\Q" + mark + "\\E\"", Matcher.quoteReplacement("\"" + row.getValue() + "\""));
        }
        return new Request(request.method(), target, request.headers(), Multipart.bytes(body));
    }
}
