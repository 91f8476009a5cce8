package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to sync: which type faces which, by what rules, how existing records find each other, and what happens when one side
 * is removed. Immutable.
 *
 * <p>Two sorts of filter: the entry filter says which records may start to sync, and no more once they are linked; the membership
 * filter says which may start and which stay. A linked pair of records takes part for as long as the membership filters of both
 * sides accept it, whatever the direction; what a filter can not tell, for want of a field, counts neither as leaving nor as coming
 * back.
 *
 * <p>Defaults: direction {@link Direction#BOTH}, no match rule, every record takes part, removed records
 * {@link DeletePolicy#UNLINK} their counterparts, leaving records {@link ExitPolicy#PAUSE} their links, several that match are
 * {@linkplain Several#PARK parked}, creates go to the first variant, no owner.
 */
public final class ObjectPair {
    private final PairId id;
    private final List<Variant> variants;
    private final Direction direction;
    private final List<MatchRule> matchRules;
    private final RecordFilter leftEntry;
    private final RecordFilter rightEntry;
    private final RecordFilter leftMembership;
    private final RecordFilter rightMembership;
    private final DeletePolicy onLeftRemoved;
    private final DeletePolicy onRightRemoved;
    private final ExitPolicy onLeftExit;
    private final ExitPolicy onRightExit;
    private final Several several;
    private final Router router;
    private final String definition;
    private final @Nullable Owner owner;
    private final Map<ObjectType, Set<String>> fields = new HashMap<>();
    private final List<ObjectType> leftTypes;
    private final List<ObjectType> rightTypes;

    private ObjectPair(Builder builder) {
        this.id = builder.id;
        this.variants = List.copyOf(builder.variants);
        this.direction = builder.direction;
        this.matchRules = List.copyOf(builder.matchRules);
        this.leftEntry = builder.leftEntry;
        this.rightEntry = builder.rightEntry;
        this.leftMembership = builder.leftMembership;
        this.rightMembership = builder.rightMembership;
        this.onLeftRemoved = builder.onLeftRemoved;
        this.onRightRemoved = builder.onRightRemoved;
        this.onLeftExit = builder.onLeftExit;
        this.onRightExit = builder.onRightExit;
        this.several = builder.several;
        this.router = builder.router;
        this.definition = builder.definition;
        this.owner = builder.owner;
        this.leftTypes = variants.stream().map(Variant::left).distinct().toList();
        this.rightTypes = variants.stream().map(Variant::right).distinct().toList();
        for (Side side : Side.values()) {
            types(side).forEach(type -> fields.put(type, collect(side, type)));
        }
    }

    public static Builder builder(String id) {
        return new Builder(new PairId(id));
    }

    public PairId id() {
        return id;
    }

    public List<Variant> variants() {
        return variants;
    }

    public Direction direction() {
        return direction;
    }

    public List<MatchRule> matchRules() {
        return matchRules;
    }

    /** What happens when several records of a side match, and no rule tells them apart. */
    public Several several() {
        return several;
    }

    /** Which records of the side may start to sync. */
    public RecordFilter entryFilter(Side side) {
        return side == Side.LEFT ? leftEntry : rightEntry;
    }

    /** Which records of the side may start to sync, and stay. */
    public RecordFilter membershipFilter(Side side) {
        return side == Side.LEFT ? leftMembership : rightMembership;
    }

    /** What happens to the other side's record when this side's is removed. */
    public DeletePolicy onRemoved(Side side) {
        return side == Side.LEFT ? onLeftRemoved : onRightRemoved;
    }

    /** Whose parts the records are; null if they stand alone. */
    public @Nullable Owner owner() {
        return owner;
    }

    /** What happens when a linked record of the side leaves its membership filter. */
    public ExitPolicy onExit(Side side) {
        return side == Side.LEFT ? onLeftExit : onRightExit;
    }

    /** The types of the side, each once, in the order of the variants. */
    public List<ObjectType> types(Side side) {
        return side == Side.LEFT ? leftTypes : rightTypes;
    }

    /** The variant in which the two types face each other; null if there is none. */
    public @Nullable Variant variant(ObjectType left, ObjectType right) {
        for (Variant variant : variants) {
            if (variant.left().equals(left) && variant.right().equals(right)) {
                return variant;
            }
        }
        return null;
    }

    /** The variants that a record of the given side and type may be in, in their order; the {@link Router} chooses among them. */
    public List<Variant> variants(Side side, ObjectType type) {
        return variants.stream()
                .filter(variant -> variant.type(side).equals(type))
                .toList();
    }

    /** Chooses the variant of a record to be created. */
    public Router router() {
        return router;
    }

    /** A builder with everything as it is here. */
    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.variants.addAll(variants);
        builder.matchRules.addAll(matchRules);
        builder.direction = direction;
        builder.leftEntry = leftEntry;
        builder.rightEntry = rightEntry;
        builder.leftMembership = leftMembership;
        builder.rightMembership = rightMembership;
        builder.onLeftRemoved = onLeftRemoved;
        builder.onRightRemoved = onRightRemoved;
        builder.onLeftExit = onLeftExit;
        builder.onRightExit = onRightExit;
        builder.several = several;
        builder.router = router;
        builder.definition = definition;
        builder.owner = owner;
        return builder;
    }

    /** What the builder was told of the pair that its parts do not say; empty by default. */
    public String definition() {
        return definition;
    }

    /** Every field of the type that a rule, match rule, filter or router looks at. */
    public Set<String> fields(Side side, ObjectType type) {
        Set<String> known = fields.get(type);
        return known == null ? collect(side, type) : known;
    }

    private Set<String> collect(Side side, ObjectType type) {
        Set<String> all = new TreeSet<>(matchFields(side));
        List<Variant> possible = variants(side, type);
        possible.forEach(variant -> variant.rules().forEach(rule -> all.addAll(rule.fields(side))));
        if (possible.size() > 1) {
            all.addAll(router.fields(side));
        }
        return Collections.unmodifiableSet(all);
    }

    /** The fields of the side that match rules and filters look at. */
    public Set<String> matchFields(Side side) {
        Set<String> fields = new TreeSet<>(entryFilter(side).fields());
        fields.addAll(membershipFilter(side).fields());
        matchRules.forEach(rule -> fields.addAll(rule.fields(side)));
        return fields;
    }

    @Override
    public String toString() {
        return id.toString();
    }

    /** Collects a pair's settings. Not safe for several threads. */
    public static final class Builder {
        private final PairId id;
        private final List<Variant> variants = new ArrayList<>();
        private final List<MatchRule> matchRules = new ArrayList<>();
        private Direction direction = Direction.BOTH;
        private RecordFilter leftEntry = RecordFilter.ALL;
        private RecordFilter rightEntry = RecordFilter.ALL;
        private RecordFilter leftMembership = RecordFilter.ALL;
        private RecordFilter rightMembership = RecordFilter.ALL;
        private DeletePolicy onLeftRemoved = DeletePolicy.UNLINK;
        private DeletePolicy onRightRemoved = DeletePolicy.UNLINK;
        private ExitPolicy onLeftExit = ExitPolicy.PAUSE;
        private ExitPolicy onRightExit = ExitPolicy.PAUSE;
        private Several several = Several.PARK;
        private Router router = Router.FIRST;
        private String definition = "";
        private @Nullable Owner owner;

        private Builder(PairId id) {
            this.id = id;
        }

        public Builder variant(Variant variant) {
            variants.add(Objects.requireNonNull(variant));
            return this;
        }

        /** Has these variants, and no others. */
        public Builder variants(List<Variant> values) {
            variants.clear();
            variants.addAll(values);
            return this;
        }

        public Builder direction(Direction value) {
            direction = value;
            return this;
        }

        /** Adds a match rule; rules are tried in the order given. */
        public Builder match(MatchRule rule) {
            matchRules.add(Objects.requireNonNull(rule));
            return this;
        }

        /** Has these match rules, and no others, tried in the order given. */
        public Builder matches(List<MatchRule> values) {
            matchRules.clear();
            matchRules.addAll(values);
            return this;
        }

        /** What happens when several records of a side match, and no rule tells them apart. */
        public Builder several(Several value) {
            several = Objects.requireNonNull(value);
            return this;
        }

        public Builder entryFilter(Side side, RecordFilter filter) {
            if (side == Side.LEFT) {
                leftEntry = filter;
            } else {
                rightEntry = filter;
            }
            return this;
        }

        /** Which records of the side may start to sync, and stay. */
        public Builder membershipFilter(Side side, RecordFilter filter) {
            if (side == Side.LEFT) {
                leftMembership = filter;
            } else {
                rightMembership = filter;
            }
            return this;
        }

        /**
         * What happens when a linked record of the side leaves its membership filter. A policy that removes the counterpart needs a
         * direction that writes to the other side.
         */
        public Builder onExit(Side side, ExitPolicy policy) {
            if (side == Side.LEFT) {
                onLeftExit = policy;
            } else {
                onRightExit = policy;
            }
            return this;
        }

        public Builder onRemoved(Side side, DeletePolicy policy) {
            if (side == Side.LEFT) {
                onLeftRemoved = policy;
            } else {
                onRightRemoved = policy;
            }
            return this;
        }

        /** Chooses the variant of a record to be created, where its type has several; by default it is the first. */
        public Builder router(Router value) {
            router = Objects.requireNonNull(value);
            return this;
        }

        /**
         * A text that is to change with whatever the pair's rules, match rules, filters and router do not say of themselves: it is
         * how an edited pair is noticed. See {@link FieldRule#definition()}.
         */
        public Builder definition(String value) {
            definition = value;
            return this;
        }

        /** Makes the records parts of others: created, written and removed only as those allow. */
        public Builder owner(Owner value) {
            owner = value;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a variant is missing, or two are of the same types; if a variant has no rule that gives a
         *     line its owner; or if a policy removes records of a side to which the pair does not write
         */
        public ObjectPair build() {
            if (variants.isEmpty()) {
                throw new IllegalArgumentException(id + " needs a variant: which type faces which");
            }
            checkVariants();
            checkOwner();
            for (Side side : Side.values()) {
                DeletePolicy removed = side == Side.LEFT ? onLeftRemoved : onRightRemoved;
                if (removed.removes() && !direction.writes(side.other())) {
                    throw new IllegalArgumentException(
                            id + ": " + removed + " for records that are removed on the " + side
                                    + " would change the other side, to which the pair does not write; use UNLINK or IGNORE");
                }
                ExitPolicy policy = side == Side.LEFT ? onLeftExit : onRightExit;
                if (policy.removes() && !direction.writes(side.other())) {
                    throw new IllegalArgumentException(id + ": " + policy + " for records that leave on the " + side
                            + " would change the other side, to which the pair does not write; use PAUSE or UNLINK");
                }
            }
            return new ObjectPair(this);
        }

        private void checkVariants() {
            long facing = variants.stream()
                    .map(variant -> List.of(variant.left(), variant.right()))
                    .distinct()
                    .count();
            if (facing != variants.size()) {
                throw new IllegalArgumentException(
                        id + " has two variants of the same two types, which nothing tells apart;"
                                + " have the connector give kinds of records in one table, such as products and bundles, types of their own");
            }
        }

        private void checkOwner() {
            Owner given = owner;
            if (given == null) {
                if (onLeftRemoved == DeletePolicy.MIRROR || onRightRemoved == DeletePolicy.MIRROR) {
                    throw new IllegalArgumentException(
                            id + " has no owner, and MIRROR is for the lines of one; use ARCHIVE, or add owner(..)");
                }
                return;
            }
            if (given.pair().equals(id)) {
                throw new IllegalArgumentException(id + " can not own itself; name the pair that links the owners");
            }
            for (Variant variant : variants) {
                if (variant.rules().stream().noneMatch(rule -> carries(rule, given))) {
                    throw new IllegalArgumentException(id + " needs a rule of " + variant.left() + " and "
                            + variant.right() + " that maps " + given.left() + " to " + given.right()
                            + ", to every side that the pair writes to: without it a line has no owner there");
                }
            }
        }

        private boolean carries(FieldRule rule, Owner given) {
            boolean written =
                    Stream.of(Side.values()).allMatch(side -> rule.direction().writes(side) || !direction.writes(side));
            return written && rule.left().contains(given.left()) && rule.right().contains(given.right());
        }
    }
}
