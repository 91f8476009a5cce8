package io.github.tandemsync.mapping;

import java.util.List;

/** A YAML document as a tree, with the place of every node. Scalars are text: a mapping has no other type. */
sealed interface Tree {
    Place place();

    /** How many nodes it stands for, aliases written out. */
    int size();

    record Scalar(String text, Place place) implements Tree {
        @Override
        public int size() {
            return 1;
        }
    }

    record Sequence(List<Tree> items, int size, Place place) implements Tree {}

    record Block(List<Entry> entries, int size, Place place) implements Tree {}

    record Entry(Scalar key, Tree value) {}
}
