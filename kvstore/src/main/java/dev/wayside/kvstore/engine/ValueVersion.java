package dev.wayside.kvstore.engine;

import dev.wayside.kvstore.HistoryStoreException;

/** The layout version with which every stored value starts. */
final class ValueVersion {

    private ValueVersion() {}

    static void require(int known, int found) {
        if (found != known) {
            throw new HistoryStoreException(
                    HistoryStoreException.Reason.CORRUPT,
                    "a stored value has layout version " + found + " where " + known
                            + " was expected; the store is damaged, or was changed by another program");
        }
    }
}
