package io.github.tandemsync.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The records that the engine made, outside the heap, so that the heap is the library's: id, version, and the number of the firm.
 * In the order in which they were made, and so of their versions. Safe for several threads.
 */
final class CreatedRecords {
    private static final int ROW = Long.BYTES * 3 + Integer.BYTES;

    private final int most;
    private final ByteBuffer rows;
    /** By hash of the id, the place of its row plus one; 0 is free. */
    private final ByteBuffer index;

    private final int mask;
    private int size;

    CreatedRecords(int most) {
        this.most = most;
        int slots = Integer.highestOneBit(Math.max(1, most)) * 4;
        this.rows = ByteBuffer.allocateDirect(Math.multiplyExact(most, ROW));
        this.index = ByteBuffer.allocateDirect(slots * Integer.BYTES);
        this.mask = slots - 1;
    }

    /** False if there is one with the id. */
    synchronized boolean add(UUID id, long version, int number) {
        int slot = slot(id);
        if (index.getInt(slot) != 0) {
            return false;
        }
        if (size == most) {
            throw new IllegalStateException("More than " + most + " records were created");
        }
        int row = size * ROW;
        rows.putLong(row, id.getMostSignificantBits());
        rows.putLong(row + Long.BYTES, id.getLeastSignificantBits());
        rows.putLong(row + Long.BYTES * 2, version);
        rows.putInt(row + Long.BYTES * 3, number);
        size++;
        index.putInt(slot, size);
        return true;
    }

    private int slot(UUID id) {
        int slot = (int) (id.getMostSignificantBits() >>> 16) & mask;
        while (true) {
            int place = index.getInt(slot * Integer.BYTES);
            if (place == 0 || id(place - 1).equals(id)) {
                return slot * Integer.BYTES;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** The place of the record; -1 if there is none. */
    synchronized int place(UUID id) {
        return index.getInt(slot(id)) - 1;
    }

    synchronized int size() {
        return size;
    }

    synchronized UUID id(int place) {
        return new UUID(rows.getLong(place * ROW), rows.getLong(place * ROW + Long.BYTES));
    }

    synchronized long version(int place) {
        return rows.getLong(place * ROW + Long.BYTES * 2);
    }

    synchronized int number(int place) {
        return rows.getInt(place * ROW + Long.BYTES * 3);
    }

    /** The first place with a later version; {@link #size()} if there is none. */
    synchronized int firstAfter(long version) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (version(middle) > version) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
