package io.github.tandemsync.simulators.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All requests in the order in which they arrived. Thread safe; answers are copies. */
public final class RequestLog {
    private static final List<String> CREDENTIALS =
            List.of("Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key");

    private final List<LogEntry> entries = new ArrayList<>();
    private long last;
    private boolean keepBodies = true;
    private boolean keepAnswers;

    /** Whether request bodies are kept (they are by default); without them a long run needs little memory. */
    public synchronized void keepBodies(boolean keep) {
        keepBodies = keep;
    }

    /** Whether the bodies of answers are kept (they are not by default). Answers to token questions carry secrets and never are. */
    public synchronized void keepAnswers(boolean keep) {
        keepAnswers = keep;
    }

    /** Everything since the last {@link #clear}. */
    public synchronized List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** The entries that satisfy the predicate. */
    public List<LogEntry> entries(Predicate<LogEntry> predicate) {
        return entries().stream().filter(predicate).toList();
    }

    /** How many entries satisfy the predicate. */
    public long count(Predicate<LogEntry> predicate) {
        return entries().stream().filter(predicate).count();
    }

    /** How many entries each label has, labels in alphabetical order. */
    public Map<String, Integer> countByLabel() {
        Map<String, Integer> counts = new TreeMap<>();
        entries().forEach(entry -> counts.merge(entry.label(), 1, Integer::sum));
        return counts;
    }

    /** Forgets everything so far; the numbering goes on. */
    public synchronized void clear() {
        entries.clear();
    }

    synchronized LogEntry arrived(Request request, Instant time) {
        LogEntry entry = new LogEntry(
                ++last,
                time,
                request.method(),
                request.target(),
                masked(request.headers()),
                kept(request),
                0,
                false,
                "",
                Body.EMPTY,
                "");
        entries.add(entry);
        return entry;
    }

    synchronized void answered(LogEntry entry) {
        long before = last - entries.size();
        int index = (int) (entry.sequence() - before - 1);
        // An entry that was cleared meanwhile has no place any more.
        if (index >= 0) {
            entries.set(index, entry);
        }
    }

    /** The body of an answer as it is logged. */
    synchronized Body kept(LogEntry entry, Body answer) {
        return keepAnswers && !isSecret(entry.headers(), entry.path()) ? answer : Body.EMPTY;
    }

    private Body kept(Request request) {
        return keepBodies && !isSecret(request.headers(), request.path()) ? request.body() : Body.EMPTY;
    }

    private static boolean isSecret(Headers headers, String path) {
        boolean form = headers.first("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
        boolean token = path.endsWith("/access-token-info");
        return form || token;
    }

    private static Headers masked(Headers headers) {
        Headers masked = headers;
        for (String name : CREDENTIALS) {
            masked = masked.has(name) ? masked.with(name, "***") : masked;
        }
        return masked;
    }
}
