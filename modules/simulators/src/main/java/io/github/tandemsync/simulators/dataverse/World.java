package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Schema;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** One organisation with everything around it, behind one lock. */
final class World {
    private final Organisation organisation;
    private final Directory directory;
    private final Access access;
    private final Plugins plugins = new Plugins();
    private final Tracking tracking;
    private final RowWriter writer;
    private final RowRemover remover;
    private final RowMerger merger;
    private UUID organizationId;

    World(InstantSource clock, long seed, Behaviour behaviour) {
        organisation = new Organisation(Schema.standard(), clock, seed);
        directory = new Directory(organisation, seed);
        directory.fill();
        access = new Access(directory.applicationUser, directory.businessUnit);
        tracking = new Tracking(organisation, behaviour);
        writer = new RowWriter(organisation, plugins);
        remover = new RowRemover(organisation);
        merger = new RowMerger(organisation, writer, remover);
        organizationId = directory.organizationId;
    }

    /** Runs one operation under the lock, wholly or not at all. */
    <T> T locked(Supplier<T> work) {
        synchronized (organisation) {
            return organisation.state().transaction(work);
        }
    }

    UUID organizationId() {
        return organizationId;
    }

    void organizationId(UUID id) {
        organizationId = id;
    }

    Organisation organisation() {
        return organisation;
    }

    Directory directory() {
        return directory;
    }

    Access access() {
        return access;
    }

    Plugins plugins() {
        return plugins;
    }

    Tracking tracking() {
        return tracking;
    }

    RowWriter writer() {
        return writer;
    }

    RowRemover remover() {
        return remover;
    }

    RowMerger merger() {
        return merger;
    }
}
