package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.HttpStack;
import io.github.tandemsync.core.transport.Method;
import io.github.tandemsync.core.transport.Origin;
import java.util.List;

/** Turns operations into requests, and answers into {@link Answer}s. */
final class Gateway {
    static final int LARGEST_BATCH = 1_000;

    private static final ApiPath BATCH = ApiPath.of("$batch");

    private final HttpStack stack;

    Gateway(HttpStack stack) {
        this.stack = stack;
    }

    Origin origin() {
        return stack.origin();
    }

    /** Any status but a redirect. */
    Answer send(Operation operation) {
        ApiRequest request = operation.method() == Method.GET
                ? ApiRequest.get(operation.path())
                : ApiRequest.write(operation.method(), operation.path());
        byte[] body = operation.body();
        if (body != null) {
            request = request.body("application/json", body);
        }
        return Answer.of(stack.send(withHeaders(request, operation)));
    }

    Answer expect(Operation operation) {
        return expect(operation, send(operation));
    }

    static Answer expect(Operation operation, Answer answer) {
        if (!answer.successful()) {
            throw DynamicsException.of(operation, answer);
        }
        return answer;
    }

    /** Independent operations; with {@code guard} run immediately before they are sent. */
    BatchAnswer batch(List<Operation> operations, Runnable guard) {
        boolean reads = operations.stream().allMatch(operation -> operation.method() == Method.GET);
        ApiRequest request = reads ? ApiRequest.read(Method.POST, BATCH) : ApiRequest.write(Method.POST, BATCH);
        ApiResponse response = stack.send(request.header("Prefer", "odata.continue-on-error")
                .body(MultipartWriter.CONTENT_TYPE, MultipartWriter.write(origin(), operations))
                .lane(ServiceBudget.lane(operations.size()))
                .guard(guard));
        String boundary = Multipart.boundary(response.header("Content-Type"));
        if (boundary == null) {
            throw notABatch(Answer.of(response));
        }
        return BatchAnswer.read(response.body(), boundary, operations.size());
    }

    private static DynamicsException notABatch(Answer answer) {
        return answer.successful()
                ? DynamicsException.unreadable(answer, "it is not multipart")
                : DynamicsException.of(Operation.post(BATCH, new RowBody()), answer);
    }

    private static ApiRequest withHeaders(ApiRequest request, Operation operation) {
        ApiRequest[] holder = {request};
        operation.headers().forEach((name, value) -> holder[0] = holder[0].header(name, value));
        return holder[0];
    }
}
