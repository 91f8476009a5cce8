package io.github.tandemsync.core.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request below an {@link Origin}. Immutable; {@code toString} shows method and masked path only.
 *
 * <p>What may be re-sent is decided by {@link #isRead()}, not by the method: a search is a POST that reads.
 */
public final class ApiRequest {
    /** The lane of a {@link RateBudget} that most requests use. */
    public static final String DEFAULT_LANE = "default";

    private final Method method;
    private final ApiPath path;
    private final boolean read;
    private Headers headers = Headers.none();
    private byte @Nullable [] body;
    private String lane = DEFAULT_LANE;
    private @Nullable Duration timeout;
    private Runnable guard = () -> {};

    private ApiRequest(Method method, ApiPath path, boolean read) {
        this.method = method;
        this.path = path;
        this.read = read;
    }

    /** A GET. */
    public static ApiRequest get(ApiPath path) {
        return new ApiRequest(Method.GET, path, true);
    }

    /** A request that changes nothing, whatever its method; it may be sent again. */
    public static ApiRequest read(Method method, ApiPath path) {
        return new ApiRequest(method, path, true);
    }

    /** A request that changes something: sent again only where it is known not to have run. */
    public static ApiRequest write(Method method, ApiPath path) {
        return new ApiRequest(method, path, false);
    }

    /** With a body of the given content type. The array is not copied. */
    public ApiRequest body(String contentType, byte[] content) {
        ApiRequest copy = header("Content-Type", contentType);
        copy.body = content;
        return copy;
    }

    public ApiRequest header(String name, String value) {
        ApiRequest copy = copy();
        copy.headers = headers.with(name, value);
        return copy;
    }

    /** Counted on another lane of the rate budget, such as the one for searches. */
    public ApiRequest lane(String name) {
        ApiRequest copy = copy();
        copy.lane = name;
        return copy;
    }

    /** Another deadline for the whole call than the stack's, waiting and re-sending included. */
    public ApiRequest timeout(Duration wholeCall) {
        ApiRequest copy = copy();
        copy.timeout = wholeCall;
        return copy;
    }

    /** Run immediately before each time the request is sent, after all waiting; what it throws ends the call, unsent. */
    public ApiRequest guard(Runnable check) {
        ApiRequest copy = copy();
        copy.guard = check;
        return copy;
    }

    public Method method() {
        return method;
    }

    public ApiPath path() {
        return path;
    }

    public boolean isRead() {
        return read;
    }

    public Headers headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body;
    }

    String lane() {
        return lane;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    Runnable guard() {
        return guard;
    }

    private ApiRequest copy() {
        ApiRequest copy = new ApiRequest(method, path, read);
        copy.headers = headers;
        copy.body = body;
        copy.lane = lane;
        copy.timeout = timeout;
        copy.guard = guard;
        return copy;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
