package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.WriteAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer for each request, in their order; what nobody answered is unknown. */
final class Answers {
    private final List<@Nullable WriteAnswer> answers;

    Answers(int requests) {
        answers = new ArrayList<>(Collections.nCopies(requests, null));
    }

    void set(int request, WriteAnswer answer) {
        answers.set(request, answer);
    }

    @Nullable
    WriteAnswer get(int request) {
        return answers.get(request);
    }

    void setIfOpen(int request, WriteAnswer answer) {
        if (answers.get(request) == null) {
            answers.set(request, answer);
        }
    }

    /** For removals: a record that is gone is as good as removed. */
    void replaceMoved(int request, WriteAnswer answer) {
        if (answers.get(request) instanceof WriteAnswer.Moved) {
            answers.set(request, answer);
        }
    }

    List<WriteAnswer> all() {
        List<WriteAnswer> all = new ArrayList<>();
        for (WriteAnswer answer : answers) {
            all.add(answer == null ? new WriteAnswer.Unknown("HubSpot's answer does not name this item") : answer);
        }
        return all;
    }
}
