package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model server as the rival sees it, with whom nothing goes wrong. */
record RivalConnector(World world, Rival rival, ModelServer server) implements Connector {
    private void call() {
        world.clock.advance(Duration.ofMillis(1));
    }

    @Override
    public SystemIdentity identify() {
        String system = server.usualType().type().system();
        return new SystemIdentity(system, system + "-account", system + ".example");
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return server.schema(type);
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return new AccessReport(List.of());
    }

    @Override
    public @Nullable CallQuota quota() {
        return null;
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        call();
        return server.changes(request);
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        call();
        return request.ids().stream()
                .map(id -> server.read(request.type().ref(id), request.fields()))
                .toList();
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        call();
        return keys.stream()
                .map(key -> new LocateAnswer(key, server.locate(server.type(type), key.value(), fields)))
                .toList();
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        call();
        return server.history(type, after, fields);
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        call();
        fence.check();
        List<WriteAnswer> answers = new ArrayList<>();
        for (WriteRequest request : batch) {
            WriteAnswer answer = server.write(request, rival::origins);
            world.tell(() -> "the rival WRITES " + Lines.of(request) + ": "
                    + answer.getClass().getSimpleName());
            answers.add(answer);
        }
        return answers;
    }

    @Override
    public void close() {}
}
