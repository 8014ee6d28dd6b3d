package dev.wayside.datasets.line.random;

import java.nio.charset.StandardCharsets;

import org.apache.commons.rng.simple.RandomSource;

/**
 * Independent random streams by name. A stream depends on the seed and on its own name only, so that one more day,
 * carrier or cell leaves all other draws as they were.
 */
public final class RandomStreams {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final int STATE_WORDS = 4;

    private final long seed;

    public RandomStreams(long seed) {
        this.seed = seed;
    }

    public RandomStream open(String... name) {
        long word = mix(seed) ^ hash(String.join("/", name));
        long[] state = new long[STATE_WORDS];
        for (int i = 0; i < STATE_WORDS; i++) {
            word += GOLDEN_GAMMA;
            state[i] = mix(word);
        }
        return new RandomStream(RandomSource.XO_SHI_RO_256_PP.create(state));
    }

    /** FNV-1a: fixed for ever, unlike the hash codes of the Java library's collections. */
    private static long hash(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long word) {
        long mixed = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
