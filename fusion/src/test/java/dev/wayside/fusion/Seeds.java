package dev.wayside.fusion;

import java.util.Random;
import java.util.function.Consumer;

/** Runs a property with many seeds, and names the seed it fails with. */
public final class Seeds {

    private Seeds() {}

    public static void forEach(int seeds, Consumer<Random> property) {
        for (int seed = 0; seed < seeds; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("with seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }
}
