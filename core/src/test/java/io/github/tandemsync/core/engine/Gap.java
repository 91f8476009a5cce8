package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ReferenceResolver;

/** A field that was once left alone where both sides differ, before the rule was edited to be strict. */
record Gap(String id, boolean strict) implements Plain {

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        return !strict || left.equals(right);
    }

    @Override
    public String definition() {
        return id + (strict ? " strictly" : "");
    }
}
