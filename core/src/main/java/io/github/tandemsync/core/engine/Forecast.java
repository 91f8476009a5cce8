package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts, while a plan is made, the calls that applying it will take: the rounds of an apply have the planned records in the same
 * order, without those that were settled.
 */
final class Forecast {
    private final Session session;
    private final Map<Side, SortedMap<CallKind, CallCount>> begun = new EnumMap<>(Side.class);
    private final SortedMap<Side, SortedMap<CallKind, CallCount>> apply = new TreeMap<>();
    /** Of the round that is being filled: how many records go into calls of a sort. */
    private final SortedMap<Calls, Integer> filling = new TreeMap<>();

    private int taken;

    /** Calls that go into one batch; a part of a history is asked for one version of every record. */
    private record Calls(Side side, CallKind kind, ObjectType type, String part) implements Comparable<Calls> {
        @Override
        public int compareTo(Calls other) {
            return text().compareTo(other.text());
        }

        private String text() {
            return side + " " + kind + " " + type + " " + part;
        }
    }

    Forecast(Session session) {
        this.session = session;
        for (Side side : Side.values()) {
            begun.put(side, session.endpoint(side).calls());
            apply.put(side, new TreeMap<>());
        }
    }

    private void add(Side side, CallKind kind, long calls, long records) {
        Contract.known(apply.get(side)).merge(kind, new CallCount(calls, records), CallCount::plus);
    }

    /** An apply asks the pair's feeds once. */
    void feeds(ObjectPair pair) {
        for (Side side : Side.values()) {
            add(side, CallKind.CHANGES, pair.types(side).size(), 0);
        }
    }

    /** Calls that deciding about a round took, besides looking; they will be made again if any of it is planned. */
    void decided(Side side, SortedMap<CallKind, CallCount> before) {
        difference(session.endpoint(side).calls(), before)
                .forEach((kind, count) -> add(side, kind, count.calls(), count.records()));
    }

    /**
     * The writes of one piece of work, and the looks that come before and after them.
     *
     * @param due the records with which the round was begun
     */
    void planned(Work work, List<Proposal> writes, Set<RecordRef> due) {
        for (Entry entry : work.entries().values()) {
            Side side = entry.side();
            ObjectType type = entry.ref().type();
            fill(side, CallKind.READ, type, "");
            for (int trail = 0; trail < work.trails(side); trail++) {
                fill(side, CallKind.HISTORY, type, "version " + trail);
            }
            taken += due.contains(entry.ref()) ? 1 : 0;
        }
        for (Proposal write : writes) {
            fill(write.target(), CallKind.WRITE, write.type(), write.kind().name());
        }
        if (taken >= session.settings().roundSize()) {
            endRound();
        }
    }

    private void fill(Side side, CallKind kind, ObjectType type, String part) {
        filling.merge(new Calls(side, kind, type, part), 1, Integer::sum);
    }

    /** The rounds of one pair do not go on in the next. */
    void endRound() {
        filling.forEach((calls, records) -> {
            Endpoint endpoint = session.endpoint(calls.side());
            int batch = switch (calls.kind()) {
                case WRITE -> endpoint.traits(calls.type()).writeBatch();
                case HISTORY -> endpoint.traits(calls.type()).historyBatch();
                default -> endpoint.traits(calls.type()).readBatch();
            };
            add(calls.side(), calls.kind(), batches(records, batch), records);
            boolean checked = calls.kind() == CallKind.WRITE && !calls.part().equals(Intent.Kind.CREATE.name());
            if (checked && endpoint.needsHistory(calls.type())) {
                int look = endpoint.traits(calls.type()).historyBatch();
                long full = records / batch * batches(batch, look) + batches(records % batch, look);
                add(calls.side(), CallKind.HISTORY, full, records);
            }
        });
        filling.clear();
        taken = 0;
    }

    private static long batches(int records, int size) {
        long full = Math.max(1, size);
        return (records + full - 1) / full;
    }

    private static SortedMap<CallKind, CallCount> difference(
            SortedMap<CallKind, CallCount> after, SortedMap<CallKind, CallCount> before) {
        SortedMap<CallKind, CallCount> difference = new TreeMap<>();
        after.forEach((kind, count) -> {
            CallCount more = count.minus(before.getOrDefault(kind, CallCount.NONE));
            if (more.calls() > 0) {
                difference.put(kind, more);
            }
        });
        return difference;
    }

    CallForecast made(Instant now) {
        SortedMap<Side, SortedMap<CallKind, CallCount>> spent = new TreeMap<>();
        Set<@Nullable Duration> times = new HashSet<>();
        for (Side side : Side.values()) {
            Endpoint endpoint = session.endpoint(side);
            spent.put(side, difference(endpoint.calls(), Contract.known(begun.get(side))));
            times.add(leastTime(endpoint, Contract.known(apply.get(side)), now));
        }
        return new CallForecast(apply, spent, longest(times));
    }

    private static @Nullable Duration longest(Set<@Nullable Duration> times) {
        Duration longest = Duration.ZERO;
        for (Duration time : times) {
            if (time == null) {
                return null;
            }
            longest = time.compareTo(longest) > 0 ? time : longest;
        }
        return longest;
    }

    private static @Nullable Duration leastTime(Endpoint endpoint, SortedMap<CallKind, CallCount> calls, Instant now) {
        Duration time = endpoint.connector().leastTime(calls);
        CallQuota quota = endpoint.connector().quota();
        long all = calls.values().stream().mapToLong(CallCount::calls).sum();
        if (quota == null || all <= quota.left() || !quota.renewal().isAfter(now)) {
            return time;
        }
        Duration renewal = Duration.between(now, quota.renewal());
        return time == null || renewal.compareTo(time) > 0 ? renewal : time;
    }
}
