package io.github.tandemsync.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectPairTest {
    private static final ObjectType PRODUCTS = ObjectType.parse("hubspot:products");
    private static final ObjectType PRODUCT = ObjectType.parse("dynamics:product");
    private static final ObjectType BUNDLE = ObjectType.parse("dynamics:bundle");

    private static ObjectPair.Builder products() {
        return ObjectPair.builder("product-product").variant(new Variant(PRODUCTS, PRODUCT, List.of()));
    }

    @Test
    void productsFaceProductsAndBundles() {
        ObjectPair pair =
                products().variant(new Variant(PRODUCTS, BUNDLE, List.of())).build();

        assertThat(pair.types(Side.RIGHT)).containsExactly(PRODUCT, BUNDLE);
        assertThat(pair.variants(Side.LEFT, PRODUCTS)).hasSize(2);
    }

    @Test
    void twoVariantsOfTheSameTypesCanNotBeToldApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> products()
                        .variant(new Variant(PRODUCTS, PRODUCT, List.of()))
                        .build())
                .withMessageContaining("types of their own");
    }

    @ParameterizedTest
    @EnumSource(
            value = DeletePolicy.class,
            names = {"ARCHIVE", "DEACTIVATE", "DELETE"})
    void aCopyThatIsDeletedDoesNotTakeAlongASourceThatThePairDoesNotWrite(DeletePolicy policy) {
        ObjectPair.Builder oneWay = products().direction(Direction.TO_RIGHT);

        assertThat(oneWay.onRemoved(Side.LEFT, policy).build().onRemoved(Side.LEFT))
                .isEqualTo(policy);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> oneWay.onRemoved(Side.RIGHT, policy).build())
                .withMessageContaining("RIGHT")
                .withMessageContaining("use UNLINK or IGNORE");
    }
}
