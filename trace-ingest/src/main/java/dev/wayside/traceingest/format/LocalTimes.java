package dev.wayside.traceingest.format;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * The local times of one log as moments. Where the clock is set back, an hour occurs twice: a time that goes back
 * within it is of the second pass. If a log begins in such an hour, its times are pending until a later one tells their
 * pass. A log that ends there, and begins where the clock was set back, was split there. Not thread-safe.
 */
public final class LocalTimes {

    /** Chosen: rows of one log are out of order by less. */
    private static final long DISORDER_MILLIS = 60_000;
    /** Chosen: the gap that ends a trace; after a longer one, the row before does not tell the pass. */
    private static final long GAP_MILLIS = 5 * 60_000;

    private static final long NONE = Long.MIN_VALUE;

    private final List<String> notes = new ArrayList<>();
    private ZoneId zone;
    private long lastMillis = NONE;
    private @Nullable ZoneOffsetTransition pending;
    private OptionalLong pendingShiftMillis = OptionalLong.empty();
    /** From the time to which the clock was set back to the log's first time. */
    private long beginMillis = NONE;

    private long stepMillis;
    private @Nullable Assumption assumption;

    /**
     * A pass that the log suggests and does not tell.
     *
     * @param text the pass
     * @param other the offset of the other pass
     */
    public record Assumption(String text, ZoneOffset other) {}

    /** @param zone the zone of times without an offset */
    public LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** Reads the log's times in another zone. To be called before the first. */
    void readIn(ZoneId otherZone) {
        zone = otherZone;
    }

    /**
     * The moment, ms since 1970; the earlier one for a time that is pending.
     *
     * @throws DateTimeException if no clock of the zone shows this time: the log is of another zone
     */
    long epochMillis(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            throw new DateTimeException("no such time in " + zone + ", where the clock is set ahead");
        }
        lastMillis = transition == null ? once(local) : twice(local, transition);
        return lastMillis;
    }

    /** True if the moments of an hour follow from its first: no clock is set in it. */
    boolean isPlain(LocalDateTime hour) {
        LocalDateTime end = hour.plusHours(1).minusNanos(1);
        return zone.getRules().getTransition(hour) == null
                && zone.getRules().getTransition(end) == null
                && zone.getRules().getOffset(hour).equals(zone.getRules().getOffset(end));
    }

    /** Records a moment that was found without {@link #epochMillis}. */
    void passed(long epochMillis) {
        lastMillis = epochMillis;
    }

    /** True if the last moment may be of either pass of a repeated hour. */
    public boolean isPending() {
        return pending != null;
    }

    /** The correction of the moments that were pending last, ms; empty if the log does not tell their pass. */
    public OptionalLong pendingShiftMillis() {
        return pending == null ? pendingShiftMillis : OptionalLong.empty();
    }

    /** The decisions on repeated hours, for the operator. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Decides on the times that are pending at the end of the log. */
    public void end() {
        if (pending != null) {
            long endMillis = pending.getInstant().toEpochMilli();
            // A logger that begins a file each hour begins both passes there.
            if (lastMillis + 2 * stepMillis < endMillis) {
                assumeSplit(pending);
            }
        }
    }

    /** The pass that was assumed, if any. */
    public @Nullable Assumption assumption() {
        return assumption;
    }

    private void assumeSplit(ZoneOffsetTransition transition) {
        if (beginMillis != NONE && beginMillis <= stepMillis) {
            pendingShiftMillis = OptionalLong.of(repeatedMillis(transition));
            pending = null;
            assumption = new Assumption(
                    "it begins where the clock of " + zone + " was set back, at " + transition.getDateTimeAfter()
                            + ": its times in that hour are assumed to be of the second pass, "
                            + transition.getOffsetAfter(),
                    transition.getOffsetBefore());
        }
    }

    private long once(LocalDateTime local) {
        long millis = local.atZone(zone).toInstant().toEpochMilli();
        if (pending != null) {
            long repeatedMillis = repeatedMillis(pending);
            long gapMillis = millis - lastMillis - repeatedMillis;
            boolean isSecond = gapMillis >= 0 && gapMillis <= GAP_MILLIS;
            if (isSecond) {
                note(pending, "all times in it are of the second pass");
            }
            pendingShiftMillis = isSecond ? OptionalLong.of(repeatedMillis) : OptionalLong.empty();
            if (!isSecond) {
                assumeSplit(pending);
            }
            pending = null;
        }
        return millis;
    }

    private long twice(LocalDateTime local, ZoneOffsetTransition transition) {
        long first = millis(local, transition.getOffsetBefore());
        long second = millis(local, transition.getOffsetAfter());
        if (pending == null && isUnknown(first, second, transition)) {
            pending = transition;
            beginMillis = lastMillis == NONE
                    ? Duration.between(transition.getDateTimeAfter(), local).toMillis()
                    : NONE;
            stepMillis = 0;
            return first;
        }
        if (pending != null && stepMillis == 0) {
            stepMillis = Math.max(0, first - lastMillis);
        }
        if (first >= lastMillis - DISORDER_MILLIS) {
            return first;
        }
        if (pending != null || lastMillis < transition.getInstant().toEpochMilli()) {
            pendingShiftMillis = OptionalLong.of(0);
            pending = null;
            note(transition, "times from the first that goes back on are of the second pass");
        }
        return second;
    }

    /** True if neither pass follows from the row before. */
    private boolean isUnknown(long first, long second, ZoneOffsetTransition transition) {
        long endMillis = transition.getInstant().toEpochMilli() + repeatedMillis(transition);
        boolean wasPast = lastMillis >= endMillis && second < lastMillis - DISORDER_MILLIS;
        return lastMillis == NONE || wasPast || first - lastMillis > GAP_MILLIS;
    }

    private void note(ZoneOffsetTransition transition, String decision) {
        notes.add("the clock of " + zone + " was set back at " + transition.getDateTimeBefore() + ": " + decision + ", "
                + transition.getOffsetAfter());
    }

    private static long millis(LocalDateTime local, ZoneOffset offset) {
        return local.toInstant(offset).toEpochMilli();
    }

    private static long repeatedMillis(ZoneOffsetTransition transition) {
        return Duration.between(transition.getDateTimeAfter(), transition.getDateTimeBefore())
                .toMillis();
    }
}
