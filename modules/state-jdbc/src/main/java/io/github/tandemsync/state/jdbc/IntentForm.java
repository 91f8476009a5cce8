package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of an intent: all of it but its id. */
final class IntentForm {
    private IntentForm() {}

    /** The row, as a cipher binds it. */
    static String about(String id) {
        return "intent " + id;
    }

    static byte[] write(Intent intent) {
        BodyWriter out = new BodyWriter()
                .text(intent.pair().value())
                .constant(intent.kind())
                .constant(intent.target())
                .text(intent.type().toString())
                .ref(intent.source())
                .ref(intent.ref())
                .text(intent.key() == null ? null : intent.key().value())
                .constant(intent.how())
                .text(intent.sourceStamp() == null ? null : intent.sourceStamp().value())
                .text(intent.targetStamp() == null ? null : intent.targetStamp().value());
        ValuesForm.write(out, intent.sourceValues());
        ValuesForm.write(out, intent.targetValues());
        ValuesForm.write(out, intent.intended());
        return out.texts(intent.rules())
                .text(intent.run())
                .number(intent.epoch())
                .time(intent.at())
                .finish();
    }

    @SuppressWarnings("NullAway") // does not see @Nullable on a nested type in a class file: Intent.how
    static Intent read(String id, byte @Nullable [] body) {
        return BodyReader.read(
                "intent " + id,
                body,
                in -> new Intent(
                        new IntentId(id),
                        new PairId(in.text()),
                        in.constant(Intent.Kind.class),
                        in.constant(Side.class),
                        ObjectType.parse(in.text()),
                        in.ref(),
                        in.refOrNull(),
                        key(in.textOrNull()),
                        in.constantOrNull(WriteRequest.How.class),
                        stamp(in.textOrNull()),
                        stamp(in.textOrNull()),
                        ValuesForm.read(in),
                        ValuesForm.read(in),
                        ValuesForm.read(in),
                        new TreeSet<>(in.texts()),
                        in.text(),
                        in.number(),
                        in.time()));
    }

    private static @Nullable CreateKey key(@Nullable String value) {
        return value == null ? null : new CreateKey(value);
    }

    static @Nullable Stamp stamp(@Nullable String value) {
        return value == null ? null : new Stamp(value);
    }
}
