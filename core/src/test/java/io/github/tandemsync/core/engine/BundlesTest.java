package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products face products and bundles; which of the two is asked when one is made, and never again. Items name the one or the other. */
class BundlesTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = runner();

    private SyncRunner runner() {
        desk.left.has("structure", FieldSchema.Kind.TEXT);
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        ObjectPair products = ObjectPair.builder("products")
                .variant(variant("product", "product", new SameName()))
                .variant(variant("product", "bundle", new SameName()))
                .router(ByField.second("structure", "bundle"))
                .match(SameName.MATCH)
                .onRemoved(Side.LEFT, DeletePolicy.ARCHIVE)
                .onRemoved(Side.RIGHT, DeletePolicy.ARCHIVE)
                .build();
        ObjectPair items = ObjectPair.builder("items")
                .variant(variant("item", "item", new SameName(), new SameParent()))
                .match(SameName.MATCH)
                .build();
        return Desk.enabled(desk.builder("runner", products).pair(items).build());
    }

    private Variant variant(String left, String right, FieldRule... rules) {
        return new Variant(desk.left.type(left), desk.right.type(right), List.of(rules));
    }

    @Test
    void aProductIsCopiedAsWhatItIs() {
        product("1", "Engine");
        bundle("2", "Engine and spares");
        runner.runOnce();

        assertThat(desk.right.names("product")).containsExactly("Engine");
        assertThat(desk.right.names("bundle")).containsExactly("Engine and spares");
    }

    @Test
    void productsAndBundlesBothBecomeProductsOverThere() {
        desk.right.put("product", "p", "Engine");
        desk.right.put("bundle", "b", "Engine and spares");
        runner.runOnce();

        assertThat(desk.left.names("product")).containsExactlyInAnyOrder("Engine", "Engine and spares");
        desk.right.put("bundle", "b", "Engine, spares and oil");
        runner.runOnce();
        assertThat(desk.left.names("product")).containsExactlyInAnyOrder("Engine", "Engine, spares and oil");
        assertQuiet();
    }

    @Test
    void aProductFindsABundleWhateverTheRouterSays() {
        product("1", "Engine");
        desk.right.put("bundle", "b", "Engine");
        runner.runOnce();

        assertThat(facing("1")).isEqualTo(desk.right.type("bundle").ref("b"));
        assertThat(desk.right.ids("product")).isEmpty();
        assertQuiet();
    }

    @Test
    void ofAProductAndABundleThatMatchNobodyKnowsWhichOneIsMeant() {
        product("1", "Engine");
        desk.right.put("product", "p", "Engine");
        desk.right.put("bundle", "b", "Engine");
        runner.runOnce();

        assertThat(entry(desk.left.type("product").ref("1")).state()).isEqualTo(EntryState.AMBIGUOUS);
        desk.right.archive("bundle", "b");
        runner.runOnce();
        assertThat(facing("1")).isEqualTo(desk.right.type("product").ref("p"));
    }

    @Test
    void whatIsLinkedStaysSoWhenItsStructureIsEdited() {
        product("1", "Engine");
        runner.runOnce();
        RecordRef before = facing("1");
        bundle("1", "Engine and spares");
        runner.runOnce();

        assertThat(facing("1")).isEqualTo(before);
        assertThat(desk.right.names("product")).containsExactly("Engine and spares");
        assertThat(desk.right.ids("bundle")).isEmpty();
        assertQuiet();
    }

    @Test
    void aBundleThatIsRemovedTakesItsProductAlongAndFindsItAgain() {
        bundle("1", "Engine and spares");
        runner.runOnce();
        String bundle = desk.right.newest("bundle");
        desk.right.archive("bundle", bundle);
        runner.runOnce();
        assertThat(desk.left.ids("product")).isEmpty();
        desk.left.restore("product", "1");
        desk.right.restore("bundle", bundle);
        runner.runOnce();

        assertThat(facing("1")).isEqualTo(desk.right.type("bundle").ref(bundle));
        assertThat(desk.events(Kind.CREATED)).hasSize(1);
    }

    @Test
    void anItemNamesWhicheverOfTheTwoItsProductFaces() {
        product("1", "Engine");
        bundle("2", "Engine and spares");
        for (String id : List.of("1", "2")) {
            desk.left.put("item", id, "item " + id);
            desk.left.edit(
                    "item",
                    id,
                    SameParent.FIELD,
                    FieldValue.reference(desk.left.type("product").ref(id)));
        }
        settle();

        assertThat(desk.right.ids("item"))
                .extracting(item -> desk.right.text("item", item, SameParent.FIELD))
                .containsExactlyInAnyOrder(
                        FieldValue.reference(facing("1")).display(),
                        FieldValue.reference(facing("2")).display());
        assertThat(facing("1").type()).isEqualTo(desk.right.type("product"));
        assertThat(facing("2").type()).isEqualTo(desk.right.type("bundle"));

        String first = desk.right.ids("item").get(0);
        FieldValue bundle = FieldValue.reference(facing("2"));
        desk.right.ids("item").forEach(item -> desk.right.edit("item", item, SameParent.FIELD, bundle));
        settle();
        assertThat(desk.right.text("item", first, SameParent.FIELD)).isEqualTo(bundle.display());
        for (String id : List.of("1", "2")) {
            assertThat(desk.left.text("item", id, SameParent.FIELD))
                    .isEqualTo(FieldValue.reference(desk.left.type("product").ref("2"))
                            .display());
        }
    }

    private void product(String id, String name) {
        desk.left.put("product", id, name);
        desk.left.edit("product", id, "structure", "product");
    }

    private void bundle(String id, String name) {
        desk.left.put("product", id, name);
        desk.left.edit("product", id, "structure", "bundle");
    }

    private Entry entry(RecordRef ref) {
        return desk.store
                .entries(new EntryQuery.ByRef(Desk.CONNECTION, new PairId("products"), List.of(ref)))
                .get(0);
    }

    private RecordRef facing(String product) {
        return Contract.known(entry(desk.left.type("product").ref(product)).link())
                .right();
    }

    private void settle() {
        for (int i = 0; i < 3; i++) {
            desk.pass(Duration.ofHours(1));
            runner.runOnce();
        }
        assertQuiet();
    }

    private void assertQuiet() {
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).as("quiet at last").isZero();
    }
}
