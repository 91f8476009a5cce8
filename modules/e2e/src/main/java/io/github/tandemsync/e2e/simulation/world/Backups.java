package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.memory.InMemoryStateStore.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Backups of the store, and one of them put back: the store is older than the world then. */
final class Backups {
    private final World world;
    private final List<Backup> taken = new ArrayList<>();

    Backups(World world) {
        this.world = world;
    }

    private record Backup(Snapshot snapshot, long epoch, List<Entry> entries, List<Link> links, List<Intent> open) {}

    void take() {
        if (world.place.backedUp() && world.has(Chance.ROLLBACK) && taken.size() < 4) {
            taken.add(new Backup(
                    world.store.snapshot(),
                    world.ledger.epoch(),
                    List.copyOf(world.ledger.entries()),
                    List.copyOf(world.ledger.links()),
                    List.copyOf(world.ledger.open())));
        }
    }

    void putBack() {
        if (taken.isEmpty()) {
            return;
        }
        Backup backup = taken.get(world.choices.below(taken.size()));
        world.tell(() -> "the store is put back to an earlier state");
        world.coverage.met("store put back");
        world.store.restore(backup.snapshot);
        world.leasesForgotten();
        world.upkeep.forgotten();
        world.still.forgotten();
        world.calls.toldOfAll();
        world.ledger.rolledBack(backup.epoch, backup.entries, backup.links, backup.open);
    }
}
