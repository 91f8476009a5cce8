package io.github.tandemsync.mapping;

/** A place in a file; line and column count from 1, both 0 where there is no file. */
record Place(int line, int column) {
    static final Place NOWHERE = new Place(0, 0);
}
