package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.engine.Explanation;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Both servers' truths, field by field, by the rules' own equality. A difference is explained if the runner says why it is there;
 * any other one is a fault of Tandem's.
 */
final class Comparison {
    private static final Set<EntryState> SET_ASIDE =
            Set.of(EntryState.EXCLUDED, EntryState.AMBIGUOUS, EntryState.SHADOWED, EntryState.UNLINKED);

    private final SyncRunner runner;
    private final Variant variant;
    private final SortedMap<RecordRef, Values> companies;
    private final SortedMap<RecordRef, Values> accounts;
    private final Map<RecordRef, Link> links = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int linked;
    private int fields;

    /**
     * Something that is not equal.
     *
     * @param rule the field rule; null if the whole record has no counterpart
     * @param why the runner's reason; null if it has none
     */
    record Finding(
            RecordRef ref, @Nullable String rule, @Nullable String why) {
        boolean explained() {
            return why != null;
        }
    }

    /**
     * What came out.
     *
     * @param linked pairs of records
     * @param fields field rules compared
     */
    record Outcome(int companies, int accounts, int linked, int fields, List<Finding> findings) {
        List<Finding> unexplained() {
            return findings.stream().filter(finding -> !finding.explained()).toList();
        }
    }

    private Comparison(SyncRunner runner, ObjectPair pair, Truths truths) {
        this.runner = runner;
        this.variant = pair.variants().get(0);
        this.companies = truths.companies(pair.fields(Side.LEFT, Systems.COMPANIES));
        this.accounts = truths.accounts(pair.fields(Side.RIGHT, Systems.ACCOUNT));
    }

    static Outcome of(SyncRunner runner, ObjectPair pair, Truths truths) {
        return new Comparison(runner, pair, truths).compare();
    }

    private Outcome compare() {
        companies.keySet().forEach(this::look);
        accounts.keySet().forEach(this::look);
        companies.forEach((ref, left) -> {
            Link link = links.get(ref);
            if (link != null) {
                compare(link, left, accounts.get(link.ref(Side.RIGHT)));
            }
        });
        return new Outcome(companies.size(), accounts.size(), linked, fields, List.copyOf(findings));
    }

    private void look(RecordRef ref) {
        Explanation explanation = runner.explain(ref);
        Optional<Explanation.View> view = explanation.views().stream().findFirst();
        Optional<Link> link = view.map(Explanation.View::link).filter(Link::live);
        if (link.isPresent()) {
            links.put(ref, link.get());
        } else {
            findings.add(new Finding(ref, null, view.map(Comparison::why).orElse(null)));
        }
    }

    private static @Nullable String why(Explanation.View view) {
        EntryState state = view.entry().state();
        return SET_ASIDE.contains(state) ? state + reason(view.entry().reason()) : null;
    }

    private void compare(Link link, Values left, @Nullable Values right) {
        linked++;
        if (right == null) {
            findings.add(new Finding(link.ref(Side.LEFT), null, null));
            return;
        }
        ReferenceResolver resolver =
                (from, ref) -> Optional.ofNullable(links.get(ref)).map(found -> found.ref(from.other()));
        for (FieldRule rule : variant.rules()) {
            fields++;
            if (!rule.agree(left.only(rule.left()), right.only(rule.right()), resolver)) {
                findings.add(new Finding(link.ref(Side.LEFT), rule.id(), why(link.rule(rule.id()))));
            }
        }
    }

    private static @Nullable String why(RuleState state) {
        return state.status() == RuleState.Status.AGREED ? null : state.status() + reason(state.reason());
    }

    private static String reason(@Nullable Reason reason) {
        return reason == null ? "" : ": " + reason.detail();
    }
}
