package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.e2e.simulation.check.Agreement;
import io.github.tandemsync.e2e.simulation.check.Members;
import io.github.tandemsync.e2e.simulation.check.Terms;
import io.github.tandemsync.e2e.simulation.check.Unit;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.model.Quirks;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a history is set in: the systems' traits and quirks, the pairs and their policies, sizes.
 *
 * @param left the left types
 * @param right the right types
 * @param leftQuirks of the HubSpot model
 * @param rightQuirks of the Dataverse model
 * @param pairs what the engine is told, owners before their lines
 * @param agreement the same in the checker's words
 * @param roundSize how many entries the engine takes at a time
 */
public record Shape(
        List<ModelType> left,
        List<ModelType> right,
        Quirks leftQuirks,
        Quirks rightQuirks,
        List<ObjectPair> pairs,
        Agreement agreement,
        int roundSize) {

    static final String PAIR = "company-account";
    static final String BESIDE = "contact-contact";
    static final Duration LONGEST_LAG = Duration.ofSeconds(60);
    static final Duration LATER_THAN_DECLARED = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFE = Duration.ofDays(7);
    private static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    private static final ObjectType ACCOUNT = ObjectType.parse("dynamics:account");
    private static final ObjectType CONTACTS = ObjectType.parse("hubspot:contacts");
    private static final ObjectType CONTACT = ObjectType.parse("dynamics:contact");
    private static final ObjectType LEAD = ObjectType.parse("dynamics:lead");

    private static final ObjectType BUNDLE = ObjectType.parse("dynamics:bundle");

    static Shape draw(Choices choices, Scenario scenario) {
        Set<Hardship> hardships = scenario.hardships(choices);
        List<ModelType> left = new ArrayList<>();
        left.add(new ModelType(COMPANIES, Side.LEFT, hubSpot(choices, scenario, hardships)));
        TypeTraits rightTraits = dataverse(choices);
        List<ModelType> right = new ArrayList<>();
        right.add(new ModelType(ACCOUNT, Side.RIGHT, rightTraits));
        boolean leads = choices.chance(1, 5);
        if (leads || scenario == Scenario.BUNDLES) {
            right.add(new ModelType(scenario == Scenario.BUNDLES ? BUNDLE : LEAD, Side.RIGHT, rightTraits));
        }
        Quirks leftQuirks = quirks(choices).withHardships(hardships);
        Quirks rightQuirks = quirks(choices).withHardships(hardships);
        Terms drawn = terms(choices);
        Terms terms = scenario == Scenario.MEMBERS ? drawn.with(members(choices)) : drawn;
        if (scenario == Scenario.HOST && choices.chance(1, 2)) {
            terms = terms.together(Set.of(Field.NAME, Field.PHONE));
            leftQuirks = leftQuirks.taking();
            rightQuirks = rightQuirks.taking();
        }
        if (scenario == Scenario.LINKS_FIRST || scenario == Scenario.MADE_AGAIN) {
            terms = terms.matched();
        }
        if (scenario == Scenario.UPKEEP && choices.chance(1, 4)) {
            terms = terms.withLeftRemoved(DeletePolicy.DEACTIVATE);
        }
        ObjectPair pair = pair(choices, right, terms, scenario == Scenario.PRIVACY);
        if (scenario == Scenario.BUNDLES) {
            pair = pair.toBuilder().router(new NotesRouter()).build();
        }
        Shape shape = new Shape(
                left, right, leftQuirks, rightQuirks, List.of(pair), Agreement.of(terms), choices.pick(50, 2, 1, 5));
        return switch (scenario) {
            case LINES -> shape.with(LineShape.draw(choices, left.get(0).traits(), rightTraits));
            case SUSPENDED -> shape.beside(choices, left.get(0).traits(), rightTraits);
            default -> shape;
        };
    }

    /** Whether every system takes and stores the value, and every rule has a form for it. */
    static boolean isPlain(FieldValue value) {
        return !Canonical.text(value).matches(".*[479]");
    }

    /** The same with other code for its pairs. */
    Shape with(List<ObjectPair> those) {
        return new Shape(left, right, leftQuirks, rightQuirks, those, agreement, roundSize);
    }

    private Shape with(LineShape lines) {
        List<ModelType> allLeft = new ArrayList<>(left);
        List<ModelType> allRight = new ArrayList<>(right);
        List<ObjectPair> allPairs = new ArrayList<>(pairs);
        allLeft.add(lines.left());
        allRight.add(lines.right());
        allPairs.add(lines.pair());
        Agreement all =
                agreement.with(lines.terms(), lines.left().type(), lines.right().type());
        return new Shape(allLeft, allRight, leftQuirks, rightQuirks, allPairs, all, roundSize);
    }

    /** The same with another pair of types of its own, before the usual one or after it. */
    private Shape beside(Choices choices, TypeTraits leftTraits, TypeTraits rightTraits) {
        List<ModelType> allLeft = new ArrayList<>(left);
        List<ModelType> allRight = new ArrayList<>(right);
        allLeft.add(new ModelType(CONTACTS, Side.LEFT, leftTraits));
        allRight.add(new ModelType(CONTACT, Side.RIGHT, rightTraits));
        Map<Field, Direction> mapped = new EnumMap<>(Field.class);
        mapped.put(Field.DOMAIN, Direction.BOTH);
        mapped.put(Field.NAME, Direction.BOTH);
        mapped.put(Field.PHONE, Direction.BOTH);
        Terms terms = new Terms(mapped, false, policy(choices), policy(choices));
        ConflictResolver resolver = choices.pick(ConflictResolver.PREFER_LEFT, ConflictResolver.MANUAL);
        List<FieldRule> rules = new ArrayList<>();
        terms.units().forEach(unit -> rules.add(rule(unit, terms, resolver, FieldRule.Drift.RECORD, false)));
        ObjectPair pair = ObjectPair.builder(BESIDE)
                .onRemoved(Side.LEFT, terms.onLeftRemoved())
                .onRemoved(Side.RIGHT, terms.onRightRemoved())
                .variant(new Variant(CONTACTS, CONTACT, rules))
                .build();
        List<ObjectPair> all = new ArrayList<>(pairs);
        all.add(choices.pick(1, 0), pair);
        return new Shape(
                allLeft, allRight, leftQuirks, rightQuirks, all, agreement.with(terms, CONTACTS, CONTACT), roundSize);
    }

    /** The pair that joins records of the type. */
    PairId pair(ObjectType type) {
        return pairs.stream()
                .filter(pair -> pair.variants().stream()
                        .anyMatch(variant ->
                                variant.left().equals(type) || variant.right().equals(type)))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The type of a side whose records are of the pair beside the usual one. */
    ModelType beside(Side side) {
        return (side == Side.LEFT ? left : right)
                .stream()
                        .filter(type -> !agreement.isUsual(type.type()))
                        .findFirst()
                        .orElseThrow();
    }

    /** The types of a side whose records belong to no other. */
    List<ModelType> records(Side side) {
        return (side == Side.LEFT ? left : right)
                .stream().filter(type -> agreement.isUsual(type.type())).toList();
    }

    /** Plain systems, one text that is synced beside the one that is matched by, and what else decides how a small history ends. */
    static Shape small(Choices choices) {
        Choices plain = Choices.replay(Tape.of());
        ModelType left = new ModelType(COMPANIES, Side.LEFT, hubSpot(plain, Scenario.SMALL, Set.of()));
        ModelType right = new ModelType(ACCOUNT, Side.RIGHT, dataverse(plain));
        DeletePolicy policy = choices.pick(DeletePolicy.ARCHIVE, DeletePolicy.UNLINK);
        boolean matching = choices.chance(1, 2);
        Map<Field, Direction> mapped = new EnumMap<>(Field.class);
        mapped.put(Field.DOMAIN, Direction.BOTH);
        mapped.put(Field.NAME, Direction.BOTH);
        Terms terms = new Terms(mapped, matching, policy, policy);
        ConflictResolver resolver = choices.pick(ConflictResolver.PREFER_LEFT, ConflictResolver.MANUAL);
        FieldRule.Drift drift = FieldRule.Drift.RECORD;
        ObjectPair pair = pair(List.of(right), terms, false, resolver, drift, false);
        return new Shape(
                List.of(left), List.of(right), quirks(plain), quirks(plain), List.of(pair), Agreement.of(terms), 50);
    }

    /** The same after somebody has edited the mapping: filters, match rules, policies, and the direction of one field. */
    Shape edited(Choices choices) {
        Terms terms = agreement.records();
        Map<Field, Direction> mapped = new EnumMap<>(terms.mapped());
        if (choices.chance(1, 3)) {
            mapped.put(Field.PHONE, choices.pick(Direction.TO_RIGHT, Direction.TO_LEFT, Direction.BOTH));
        }
        boolean matching = choices.chance(1, 3) != terms.matching();
        Members kept = choices.chance(2, 3) ? members(choices) : terms.members();
        Members members = new Members(kept.staying(), kept.starting(), choices.below(3));
        Terms after = new Terms(mapped, matching, terms.onLeftRemoved(), terms.onRightRemoved()).with(members);
        List<ObjectPair> edited = new ArrayList<>(pairs);
        edited.set(0, pair(choices, right, after, false));
        return new Shape(left, right, leftQuirks, rightQuirks, edited, agreement.withRecords(after), roundSize);
    }

    private static TypeTraits hubSpot(Choices choices, Scenario scenario, Set<Hardship> hardships) {
        Set<Reported> reports = EnumSet.of(Reported.CREATES, Reported.EDITS, Reported.REFERENCES);
        if (scenario == Scenario.QUIET_REFERENCES) {
            reports.remove(Reported.REFERENCES);
        }
        CreateKeyKind drawn = choices.chance(1, 6) ? CreateKeyKind.SEARCHED : CreateKeyKind.UNIQUE;
        CreateKeyKind key = scenario == Scenario.SECOND_WRITER ? CreateKeyKind.UNIQUE : drawn;
        return new TypeTraits(
                false,
                true,
                key(key, hardships),
                reports,
                LONGEST_LAG,
                null,
                null,
                choices.pick(100, 2, 1),
                choices.pick(100, 2, 1),
                choices.pick(50, 1));
    }

    private static CreateKeyKind key(CreateKeyKind drawn, Set<Hardship> hardships) {
        if (hardships.contains(Hardship.NATURAL_KEY)) {
            return CreateKeyKind.NATURAL;
        }
        return hardships.contains(Hardship.LATE_KEY) ? CreateKeyKind.SEARCHED : drawn;
    }

    private static TypeTraits dataverse(Choices choices) {
        Set<Reported> reports = EnumSet.allOf(Reported.class);
        if (choices.chance(1, 6)) {
            reports.remove(Reported.REMOVALS);
        }
        return new TypeTraits(
                true,
                false,
                CreateKeyKind.CLIENT_ID,
                reports,
                Duration.ZERO,
                TOKEN_LIFE,
                null,
                choices.pick(100, 2, 1),
                choices.pick(100, 3, 1),
                1);
    }

    private static Quirks quirks(Choices choices) {
        return new Quirks(
                Duration.ofHours(choices.pick(0, 0, 20, -20)),
                choices.chance(1, 3),
                !choices.chance(1, 3),
                !choices.chance(1, 4),
                !choices.chance(1, 4),
                !choices.chance(1, 3),
                choices.chance(1, 3),
                !choices.chance(1, 4),
                choices.chance(1, 8),
                !choices.chance(1, 2),
                choices.chance(1, 8),
                choices.pick(100, 1, 2, 3));
    }

    private static Terms terms(Choices choices) {
        Map<Field, Direction> mapped = new EnumMap<>(Field.class);
        mapped.put(Field.DOMAIN, Direction.BOTH);
        mapped.put(Field.NAME, Direction.BOTH);
        mapped.put(Field.PHONE, choices.pick(Direction.BOTH, Direction.BOTH, Direction.TO_RIGHT, Direction.TO_LEFT));
        if (choices.chance(1, 2)) {
            mapped.put(Field.PARENT, Direction.BOTH);
        }
        return new Terms(mapped, choices.chance(1, 2), policy(choices), policy(choices));
    }

    static Members members(Choices choices) {
        Map<Side, ExitPolicy> staying = new EnumMap<>(Side.class);
        Set<Side> starting = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            int choice = choices.below(4);
            if (choice == 3) {
                starting.add(side);
            } else if (choice > 0) {
                ExitPolicy policy = choices.pick(ExitPolicy.values());
                // HubSpot has no inactive records
                boolean impossible = policy == ExitPolicy.DEACTIVATE && side == Side.RIGHT;
                staying.put(side, impossible ? ExitPolicy.ARCHIVE : policy);
            }
        }
        return new Members(staying, starting, 0);
    }

    private static DeletePolicy policy(Choices choices) {
        return choices.pick(
                DeletePolicy.UNLINK,
                DeletePolicy.ARCHIVE,
                DeletePolicy.ARCHIVE,
                DeletePolicy.DELETE,
                DeletePolicy.IGNORE);
    }

    private static ObjectPair pair(Choices choices, List<ModelType> right, Terms terms, boolean identifying) {
        ConflictResolver resolver = choices.pick(
                ConflictResolver.PREFER_LEFT,
                ConflictResolver.PREFER_RIGHT,
                ConflictResolver.MANUAL,
                ConflictResolver.MOST_RECENT);
        FieldRule.Drift drift = choices.pick(FieldRule.Drift.RECORD, FieldRule.Drift.ENFORCE);
        return pair(right, terms, identifying, resolver, drift, choices.chance(1, 8));
    }

    private static FieldRule rule(
            Unit unit, Terms terms, ConflictResolver resolver, FieldRule.Drift drift, boolean parks) {
        if (unit.is(Field.PARENT)) {
            return new ParentRule(resolver);
        }
        Direction direction =
                Objects.requireNonNull(terms.direction(unit.fields().get(0)));
        return new TextRule(unit, direction, resolver, drift, parks);
    }

    private static ObjectPair pair(
            List<ModelType> right,
            Terms terms,
            boolean identifying,
            ConflictResolver resolver,
            FieldRule.Drift drift,
            boolean parks) {
        List<FieldRule> rules = new ArrayList<>();
        terms.units().forEach(unit -> rules.add(rule(unit, terms, resolver, drift, parks)));
        ObjectPair.Builder pair = ObjectPair.builder(PAIR)
                .onRemoved(Side.LEFT, terms.onLeftRemoved())
                .onRemoved(Side.RIGHT, terms.onRightRemoved())
                .router(new NameRouter());
        for (ModelType type : right) {
            pair.variant(new Variant(COMPANIES, type.type(), rules));
        }
        NotesFilter.ask(pair, terms.members());
        if (terms.matching()) {
            pair.match(new DomainMatch(identifying));
        }
        return pair.build();
    }
}
