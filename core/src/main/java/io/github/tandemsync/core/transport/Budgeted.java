package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.time.Duration;

/** Takes a permit for each attempt, and tells the budget when the server says that it is used up. */
record Budgeted(RateBudget budget, Layer inner) implements Layer {
    private static final int TOO_MANY = 429;
    private static final Duration UNTOLD_PAUSE = Duration.ofSeconds(1);

    @Override
    public ApiResponse send(Call call) {
        RateBudget.Permit permit = acquire(call);
        try {
            ApiResponse response = inner.send(call);
            if (response.status() == TOO_MANY) {
                Duration asked = response.retryAfter();
                budget.pause(call.request().lane(), asked == null ? UNTOLD_PAUSE : asked);
            }
            return response;
        } finally {
            permit.close();
        }
    }

    private RateBudget.Permit acquire(Call call) {
        try {
            return budget.acquire(call.request().lane(), call.deadline());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransportException.notSent(
                    Category.UNAVAILABLE,
                    call.request() + " was interrupted while it waited for its turn; not sent",
                    null);
        }
    }
}
