package dev.wayside.matcher.search;

/**
 * The windows of a length that belong to a stretch. A window that an earlier stretch of the visit holds completely
 * belongs to that one, so that each is counted once.
 */
final class WindowSpan {

    private WindowSpan() {}

    /** Steps from the stretch's start to its first own window of {@code length} samples. */
    static int first(int overlap, int length, int stride) {
        return overlap < length ? 0 : (overlap - length) / stride + 1;
    }

    /** Steps from the stretch's start past its last window; 0 if it has none. */
    static int end(int samples, int length, int stride) {
        return samples < length ? 0 : (samples - length) / stride + 1;
    }
}
