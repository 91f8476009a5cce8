package io.github.tandemsync.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a phase takes of the machine. To see how much of the heap is reachable, everything stands still for a full collection every now
 * and then; these pauses do not count. Confined to the thread that works, but for the threads of the stages, which it counts too.
 */
final class Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long begun = System.nanoTime();
    private final long processor = machine.getProcessCpuTime();
    private final long allocated = allocatedSoFar();
    private final long collecting = collectingSoFar();
    private final long step;
    private long last;
    private long pausedNanos;
    private long pausedProcessor;
    private long pausedCollecting;
    private long liveHeap;

    /** @param step after how many records the heap is measured */
    Meter(long step) {
        this.step = step;
    }

    /** So many records are done with; fewer than before means that another stage has begun. */
    void reached(long done) {
        if (done < last) {
            last = 0;
        }
        if (done - last >= step) {
            last = done;
            measureHeap();
        }
    }

    void measureHeap() {
        long from = System.nanoTime();
        long worked = machine.getProcessCpuTime();
        long collected = collectingSoFar();
        System.gc();
        liveHeap = Math.max(
                liveHeap,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        pausedNanos += System.nanoTime() - from;
        pausedProcessor += machine.getProcessCpuTime() - worked;
        pausedCollecting += collectingSoFar() - collected;
    }

    Duration time() {
        return Duration.ofNanos(System.nanoTime() - begun - pausedNanos);
    }

    Duration processor() {
        return Duration.ofNanos(machine.getProcessCpuTime() - processor - pausedProcessor);
    }

    Duration collecting() {
        return Duration.ofMillis(collectingSoFar() - collecting - pausedCollecting);
    }

    /** Bytes by all threads that are alive; those of the stages live as long as the program. */
    long allocated() {
        return allocatedSoFar() - allocated;
    }

    long liveHeap() {
        return liveHeap;
    }

    private long allocatedSoFar() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes); // -1 for one that has just ended
        }
        return sum;
    }

    private static long collectingSoFar() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
