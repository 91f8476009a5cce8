package io.github.tandemsync.dynamics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers to the operations of a {@code $batch}. Immutable; safe for use by several threads.
 *
 * <p>Answers are told apart by the {@code Content-ID} that each operation carries. Where the server does not echo it, their
 * order counts, but only if no answer is missing but at the end of a body that was cut off; else nobody knows which is whose.
 */
public final class BatchAnswer {
    private final List<@Nullable Answer> answers;
    private final boolean complete;

    private BatchAnswer(List<@Nullable Answer> answers, boolean complete) {
        this.answers = Collections.unmodifiableList(answers);
        this.complete = complete;
    }

    static BatchAnswer read(byte[] body, String boundary, int operations) {
        Multipart multipart = Multipart.split(Slice.of(body), boundary);
        List<PartReader> parts = PartReader.read(multipart.parts());
        boolean echoed = parts.stream().anyMatch(part -> part.contentId() != null);
        List<@Nullable Answer> answers = new ArrayList<>(Collections.nCopies(operations, null));
        if (echoed) {
            byContentId(parts, answers);
        } else if (parts.size() == operations || (parts.size() < operations && !multipart.complete())) {
            for (int i = 0; i < parts.size(); i++) {
                answers.set(i, parts.get(i).answer());
            }
        }
        return new BatchAnswer(answers, multipart.complete());
    }

    private static void byContentId(List<PartReader> parts, List<@Nullable Answer> answers) {
        List<Integer> seen = new ArrayList<>();
        for (PartReader part : parts) {
            int index = index(part.contentId(), answers.size());
            if (index >= 0) {
                answers.set(index, seen.contains(index) ? null : part.answer());
                seen.add(index);
            }
        }
    }

    private static int index(@Nullable String contentId, int size) {
        if (contentId == null || !contentId.matches("[0-9]{1,4}")) {
            return -1;
        }
        int index = Integer.parseInt(contentId) - 1;
        return index < size ? index : -1;
    }

    /** How many operations were sent. */
    public int size() {
        return answers.size();
    }

    /** The answer to the operation at the index; null where there is none that can be read: it may have run. */
    public @Nullable Answer at(int index) {
        return answers.get(index);
    }

    /** Whether the body had its end. */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String toString() {
        return "BatchAnswer[" + answers.size() + (complete ? "]" : ", cut off]");
    }
}
