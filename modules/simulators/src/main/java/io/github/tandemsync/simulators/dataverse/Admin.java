package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.AlternateKey;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Option;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What an administrator does to the organisation. Changes of a table's metadata make its delta tokens expire. Thread safe. */
public final class Admin {
    private final World world;
    private final Tokens tokens;

    Admin(World world, Tokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    /** Adds a column, or replaces one of its name. */
    public void putColumn(String table, Column column) {
        change(table, t -> t.with(column));
    }

    /** Drops a column and its values. */
    public void dropColumn(String table, String column) {
        change(table, t -> t.without(column));
        world.locked(() -> {
            for (Row row : new ArrayList<>(
                    world.organisation().state().table(table).rows.values())) {
                Map<String, Object> values = new TreeMap<>(row.values());
                if (values.remove(column) != null) {
                    world.organisation().state().put(new Row(table, row.id(), row.version(), values));
                }
            }
            return true;
        });
    }

    /** Adds an option to a choice, or renames one. */
    public void putOption(String table, String column, Option option) {
        options(table, column, options -> {
            List<Option> changed = new ArrayList<>(options);
            changed.removeIf(o -> o.value() == option.value());
            changed.add(option);
            return changed;
        });
    }

    /** Removes an option from a choice; rows keep the value. */
    public void dropOption(String table, String column, int value) {
        options(
                table,
                column,
                options -> options.stream().filter(o -> o.value() != value).toList());
    }

    /** Defines an alternate key, active or still being built. */
    public void putKey(String table, AlternateKey key) {
        change(table, t -> t.with(key));
    }

    /** Switches change tracking of a table. */
    public void changeTracking(String table, boolean on) {
        change(table, t -> t.withChangeTracking(on));
    }

    /** Switches optimistic concurrency of a table. */
    public void optimisticConcurrency(String table, boolean on) {
        change(table, t -> t.withOptimisticConcurrency(on));
    }

    /** Puts a column under column-level security, with what the application user sees of it; it cannot be written then. */
    public void secureColumn(String table, String column, SecuredReading reading) {
        change(table, t -> t.with(t.require(column).withSecured(true)));
        world.locked(() -> {
            world.access().secure(table, column, reading);
            return true;
        });
    }

    /** Sets how far a privilege of the application user reaches, such as {@code prvReadAccount}. */
    public void grant(String privilege, Depth depth) {
        world.locked(() -> {
            world.access().grant(privilege, depth);
            return true;
        });
    }

    /** Gives or takes all roles of the application user. */
    public void roles(boolean any) {
        world.locked(() -> {
            world.access().roles(any);
            return true;
        });
    }

    /** Hides a row from the application user (no access to it), or shows it again; its version does not move. */
    public void hide(UUID row, boolean hidden) {
        world.locked(() -> {
            world.access().hide(row, hidden);
            return true;
        });
    }

    /** Makes all delta tokens of a table expire. */
    public void expireDeltaTokens(String table) {
        world.locked(() -> {
            world.tracking().expire(table);
            return true;
        });
    }

    /** Sets after how many days delta tokens expire. */
    public void expireChangeTrackingInDays(int days) {
        world.locked(() -> {
            Row settings = world.organisation()
                    .state()
                    .table("organization")
                    .rows
                    .firstEntry()
                    .getValue();
            return world.writer()
                    .update(
                            world.directory().person("administrator"),
                            WriteKind.UPDATE,
                            settings,
                            new TreeMap<>(Map.of("expirechangetrackingindays", days)));
        });
    }

    /** Makes all access tokens invalid; {@link DataverseSimulator#token} gives a new one. */
    public void revokeAccessTokens() {
        tokens.revoke();
    }

    /** Moves a row's version with no visible change and without touching {@code modifiedon}, as system jobs do. */
    public void touch(String table, UUID id) {
        world.locked(() -> {
            Row row = world.organisation().require(table, id);
            return world.organisation().store(world.directory().person("SYSTEM"), WriteKind.SYSTEM, row, row, Set.of());
        });
    }

    /** Puts the organisation back to an earlier copy: row versions and delta tokens run backwards. */
    public void restoreBackup(Truth.Snapshot snapshot) {
        world.locked(() -> {
            world.organisation().replace(snapshot.state());
            return true;
        });
    }

    /** Gives the organisation another id, as a copy to a sandbox does; ids of rows stay. */
    public void changeOrganizationId(UUID id) {
        world.locked(() -> {
            world.organizationId(id);
            return true;
        });
    }

    private void options(String table, String column, UnaryOperator<List<Option>> change) {
        change(table, t -> {
            Column old = t.require(column);
            return t.with(old.withOptions(change.apply(old.options())));
        });
    }

    private void change(String table, UnaryOperator<Table> change) {
        world.locked(() -> {
            world.organisation()
                    .change(change.apply(world.organisation().schema().require(table)));
            world.tracking().expire(table);
            return true;
        });
    }
}
