package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The body of a link: why it ended, or, while it is live, why it is paused, and its rules. */
final class LinkForm {
    private LinkForm() {}

    /** The row, as a cipher binds it. */
    static String about(PairId pair, LinkId id) {
        return "link " + id + " of " + pair;
    }

    static byte[] write(Link link) {
        BodyWriter out = new BodyWriter();
        ReasonForm.write(out, link.live() ? link.paused() : link.ended());
        out.number(link.rules().size());
        link.rules().forEach((id, rule) -> {
            out.text(id);
            write(out, rule);
        });
        return out.finish();
    }

    private static void write(BodyWriter out, RuleState rule) {
        out.constant(rule.status());
        base(out, rule.leftBase());
        base(out, rule.rightBase());
        ReasonForm.write(out, rule.reason());
        RuleState.Oscillation oscillation = rule.oscillation();
        out.text(rule.basis())
                .number(oscillation.returns())
                .time(oscillation.since())
                .text(oscillation.overwrittenLeft())
                .text(oscillation.overwrittenRight())
                .text(value(rule.leftSince()))
                .text(value(rule.rightSince()));
        RuleState.Unseen unseen = rule.unseen();
        out.flag(unseen != null);
        if (unseen != null) {
            out.constant(unseen.target());
            ValuesForm.write(out, unseen.source());
            ValuesForm.write(out, unseen.intended());
        }
        out.flag(rule.contested());
    }

    private static @Nullable String value(@Nullable Stamp stamp) {
        return stamp == null ? null : stamp.value();
    }

    private static void base(BodyWriter out, @Nullable Values base) {
        out.flag(base != null);
        if (base != null) {
            ValuesForm.write(out, base);
        }
    }

    static Link read(LinkId id, PairId pair, boolean live, byte @Nullable [] body) {
        return BodyReader.read("link " + id, body, in -> {
            Reason reason = ReasonForm.read(in);
            int count = in.count();
            SortedMap<String, RuleState> rules = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                rules.put(in.text(), rule(in));
            }
            return new Link(id, pair, live, live ? null : reason, live ? reason : null, rules);
        });
    }

    private static RuleState rule(BodyReader in) {
        RuleState.Status status = in.constant(RuleState.Status.class);
        Values left = in.flag() ? ValuesForm.read(in) : null;
        Values right = in.flag() ? ValuesForm.read(in) : null;
        Reason reason = ReasonForm.read(in);
        String basis = in.textOrNull();
        RuleState.Oscillation oscillation =
                new RuleState.Oscillation(in.integer(), in.timeOrNull(), in.textOrNull(), in.textOrNull());
        return new RuleState(
                status,
                left,
                right,
                reason,
                basis,
                oscillation,
                IntentForm.stamp(in.textOrNull()),
                IntentForm.stamp(in.textOrNull()),
                in.flag() ? unseen(in) : null,
                in.flag());
    }

    private static RuleState.Unseen unseen(BodyReader in) {
        return new RuleState.Unseen(in.constant(Side.class), ValuesForm.read(in), ValuesForm.read(in));
    }
}
