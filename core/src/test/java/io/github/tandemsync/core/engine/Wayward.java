package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Connector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A connector that a test makes break its promises. */
final class Wayward {
    private final Connector honest;
    private volatile Fault fault = (call, arguments, answer) -> answer.get();

    Wayward(Connector honest) {
        this.honest = honest;
    }

    /** What becomes of a call. */
    @FunctionalInterface
    interface Fault {
        @Nullable
        Object answer(String call, List<Object> arguments, Answer honest) throws Throwable;
    }

    /** Makes the call. */
    @FunctionalInterface
    interface Answer {
        @Nullable
        Object get() throws Throwable;
    }

    void does(Fault value) {
        fault = value;
    }

    void behaves() {
        fault = (call, arguments, answer) -> answer.get();
    }

    /** Changes the list that a call of this name answers, where it is about that type. */
    void garbles(String name, String type, UnaryOperator<List<Object>> change) {
        does((call, arguments, answer) -> {
            Object told = answer.get();
            return call.equals(name) && arguments.toString().contains(":" + type) && told instanceof List<?> list
                    ? change.apply(new ArrayList<>(list))
                    : told;
        });
    }

    static UnaryOperator<List<Object>> rotated() {
        return list -> {
            Collections.rotate(list, 1);
            return list;
        };
    }

    Connector connector() {
        return (Connector) Proxy.newProxyInstance(
                Connector.class.getClassLoader(), new Class<?>[] {Connector.class}, (proxy, method, arguments) -> {
                    List<Object> given = arguments == null ? List.of() : List.of(arguments);
                    return fault.answer(method.getName(), given, () -> {
                        try {
                            return method.invoke(honest, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
                });
    }
}
