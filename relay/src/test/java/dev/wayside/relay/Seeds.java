package dev.wayside.relay;

import java.util.Random;

/** Runs a property with many seeds, and names the seed it fails with. */
public final class Seeds {

    private Seeds() {}

    /** What must hold for every seed. */
    @FunctionalInterface
    public interface Property {

        /** Fails if it does not hold. */
        void check(Random random) throws Exception;
    }

    /** Checks with seeds from 0. */
    public static void forEach(int seeds, Property property) {
        for (int seed = 0; seed < seeds; seed++) {
            try {
                property.check(new Random(seed));
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("with seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }
}
