package dev.wayside.traceingest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * The writing of one log next to what is stored: no visit is replaced by less of itself, and none by one of another
 * device whose first rows are the same. The latter becomes a trace of its own, with the same id whenever it is sent.
 *
 * <p>Logs of one process that hold the same trace are written one after the other. Used once, by one thread.
 */
final class GuardedWrites implements Consumer<HistoryBatch> {

    /** Chosen: more devices with the same first rows are one that repeats itself. */
    private static final int MAX_NAMES = 16;

    private static final Lock[] LOCKS =
            Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    private final HistoryStore store;
    private final Map<TraceId, Name> names = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long alreadyThere;
    private long overlapping;

    /**
     * The id that a trace has in the store.
     *
     * @param number 0 for its own id
     * @param id the id
     * @param before the id of what came before
     * @param sinceMillis the time from which on it has it
     */
    private record Name(int number, TraceId id, TraceId before, long sinceMillis) {

        private TraceId at(long epochMillis) {
            return epochMillis < sinceMillis ? before : id;
        }

        private Name next(TraceId own, long since) {
            int next = number + 1;
            return new Name(next, numbered(own, next), number == 0 ? own : before, number == 0 ? since : sinceMillis);
        }
    }

    GuardedWrites(HistoryStore store) {
        this.store = store;
    }

    @Override
    public void accept(HistoryBatch batch) {
        List<Lock> locks = locks(batch);
        locks.forEach(Lock::lock);
        try {
            List<Visit> visits = new ArrayList<>();
            batch.visits().forEach(visit -> place(visit, visits));
            List<Handover> handovers =
                    batch.handovers().stream().map(this::named).toList();
            store.write(new HistoryBatch(visits, handovers));
        } finally {
            locks.forEach(Lock::unlock);
        }
    }

    /** The counts so far, without the visits that are too short. */
    KnownVisits known() {
        long renamed = names.values().stream().filter(name -> name.number() > 0).count();
        return new KnownVisits(0, alreadyThere, overlapping, renamed);
    }

    /** The decisions, for the operator. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void place(Visit visit, List<Visit> writes) {
        VisitKey key = visit.signal().key();
        List<VisitSignal> stored;
        try (Stream<VisitSignal> ofDay = store.signals(key.cell(), key.day())) {
            stored = ofDay.filter(signal -> isInSamePlace(signal.key(), key)
                            || StoredVisit.meet(signal, visit.signal(), store.settings()))
                    .toList();
        }
        Name name = names.computeIfAbsent(key.trace(), own -> new Name(0, own, own, Long.MIN_VALUE));
        StoredVisit.Relation relation = relation(named(visit, name), stored);
        while (relation == StoredVisit.Relation.OTHER && name.number() < MAX_NAMES) {
            name = name.next(key.trace(), visit.signal().startEpochMillis());
            relation = relation(named(visit, name), stored);
        }
        rename(key.trace(), name, visit);
        if (relation == StoredVisit.Relation.KNOWN) {
            alreadyThere += key.firstSample() == 0 ? 1 : 0;
        } else {
            writes.add(named(visit, name));
        }
        if (relation == StoredVisit.Relation.ABSENT && isStoredUnderAnotherTrace(visit, name, stored)) {
            overlapping++;
        }
    }

    private static boolean isInSamePlace(VisitKey one, VisitKey other) {
        return one.visitNumber() == other.visitNumber() && one.firstSample() == other.firstSample();
    }

    private void rename(TraceId own, Name name, Visit visit) {
        Name before = names.put(own, name);
        if (before != null && before.number() == 0 && name.number() > 0) {
            notes.add("its first rows are those of a stored trace, and its rows from "
                    + Instant.ofEpochMilli(visit.signal().startEpochMillis())
                    + " on are not: they are a trace of their own");
        }
    }

    private StoredVisit.Relation relation(Visit visit, List<VisitSignal> stored) {
        return stored.stream()
                .filter(signal -> signal.key().equals(visit.signal().key()))
                .findFirst()
                .map(signal -> new StoredVisit(store, signal).relationTo(visit))
                .orElse(StoredVisit.Relation.ABSENT);
    }

    private boolean isStoredUnderAnotherTrace(Visit visit, Name name, List<VisitSignal> stored) {
        return stored.stream()
                .anyMatch(signal -> !signal.key().trace().equals(name.id())
                        && StoredVisit.isSameDrive(signal, visit.signal(), store.settings()));
    }

    private static Visit named(Visit visit, Name name) {
        VisitSignal signal = visit.signal();
        VisitKey key = signal.key();
        if (name.number() == 0) {
            return visit;
        }
        VisitKey named = new VisitKey(key.cell(), key.day(), name.id(), key.visitNumber(), key.firstSample());
        List<Handover> handovers = signal.handovers().stream()
                .map(handover -> named(handover, name))
                .toList();
        return new Visit(
                new VisitSignal(named, signal.startEpochMillis(), signal.rsrp(), handovers), visit.performance());
    }

    private Handover named(Handover handover) {
        Name name = names.get(handover.trace());
        return name == null ? handover : named(handover, name);
    }

    private static Handover named(Handover handover, Name name) {
        return new Handover(
                name.at(handover.epochMillis()),
                handover.epochMillis(),
                handover.kind(),
                handover.disconnectionMillis(),
                handover.source(),
                handover.targetCellId());
    }

    /** In one order, so that two logs never wait for each other. */
    private static List<Lock> locks(HistoryBatch batch) {
        SortedSet<Integer> positions = new TreeSet<>();
        batch.visits()
                .forEach(visit -> positions.add(position(visit.signal().key().trace())));
        batch.handovers().forEach(handover -> positions.add(position(handover.trace())));
        return positions.stream().map(position -> LOCKS[position]).toList();
    }

    private static int position(TraceId trace) {
        return Math.floorMod(Long.hashCode(trace.hash()), LOCKS.length);
    }

    private static TraceId numbered(TraceId own, int number) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                            .putLong(own.hash())
                            .putInt(number)
                            .array());
            return new TraceId(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
