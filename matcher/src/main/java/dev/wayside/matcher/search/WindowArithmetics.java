package dev.wayside.matcher.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The choice of the inner loops, once per process: vector instructions if the JVM was started with them, otherwise
 * plain Java.
 */
final class WindowArithmetics {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_CLASS = WindowArithmetics.class.getPackageName() + ".VectorArithmetic";

    private static final WindowArithmetic FASTEST = choose();

    private WindowArithmetics() {}

    static WindowArithmetic fastest() {
        return FASTEST;
    }

    static WindowArithmetic plain() {
        return new ScalarArithmetic();
    }

    /** True if {@link #vector} may be called: the JVM was started with {@code --add-modules jdk.incubator.vector}. */
    static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** The vector loops, by name: the class cannot be loaded if the module is absent. */
    static WindowArithmetic vector() {
        try {
            Class<?> type = Class.forName(VECTOR_CLASS);
            return (WindowArithmetic) MethodHandles.lookup()
                    .findConstructor(type, MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException(VECTOR_CLASS + " is missing, or does not fit this JVM", e);
        }
    }

    private static WindowArithmetic choose() {
        if (!hasVectors()) {
            return plain();
        }
        try {
            WindowArithmetic vector = vector();
            return vector.suitsProcessor() ? vector : plain();
        } catch (IllegalStateException e) {
            // The module is incubating: on a JDK with another vector API the search still works.
            return plain();
        }
    }
}
