package dev.wayside.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;

import dev.wayside.matcher.search.CellIndex;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/**
 * The program that measures one {@link JavaPeer} on one workload and prints the result: {@code PeerProcess PEER
 * FOLDER}. Each peer has its own JVM, so that another peer's compilation and garbage do not affect it.
 */
public final class PeerProcess {

    /** Chosen: the recall at which an approximate peer counts as exact. */
    static final double ACCURATE_RECALL = 0.999;

    /** Numbers of candidates for a graph, tried until the recall is that. */
    static final List<Integer> CANDIDATE_NUMBERS = List.of(10, 20, 50, 100, 200, 500);

    private final JavaPeer peer;
    private final Workload workload;

    private PeerProcess(JavaPeer peer, Workload workload) {
        this.peer = peer;
        this.workload = workload;
    }

    /** Runs the peer; the exit code says whether it could be measured. */
    public static void main(String... arguments) throws IOException {
        JavaPeer peer = JavaPeer.valueOf(arguments[0]);
        Workload workload = new WorkloadFolder(Path.of(arguments[1])).read();
        new PeerProcess(peer, workload).run();
    }

    private void run() throws IOException {
        double before = CpuClock.processSeconds();
        switch (peer) {
            case OURS, OURS_PLAIN -> measureOwn(new OwnSearch(workload), before);
            case LUCENE_EXACT -> measure(new LuceneExact(workload), before);
            case LUCENE_HNSW -> measure(new LuceneHnsw(workload), before);
            case JVECTOR -> measure(new JVectorGraph(workload), before);
        }
    }

    private void measureOwn(OwnSearch search, double before) {
        double buildSeconds = CpuClock.processSeconds() - before;
        new OwnCheck(workload).run(search);
        Following following = new Following(search, workload.queries());
        print(", each query alone", query -> checksum(search.nearest(query, null)), buildSeconds, search.bytes());
        print(", following a vehicle", query -> checksum(following.next(query)), buildSeconds, search.bytes());
    }

    private void print(String how, IntUnaryOperator search, double buildSeconds, long bytes) {
        CpuClock.Timing timing = CpuClock.measure(search, workload.queries().count());
        print(peer.title() + how, CellIndex.arithmetic(), timing, buildSeconds, bytes, 1, null);
    }

    private static int checksum(NearestVisits nearest) {
        return nearest.offset(nearest.count() - 1);
    }

    private void measure(WindowPeer library, double before) throws IOException {
        double buildSeconds = CpuClock.processSeconds() - before;
        try (library) {
            int candidates = 0;
            double recall = 0;
            for (int more : library.candidateNumbers()) {
                if (recall < ACCURATE_RECALL) {
                    candidates = more;
                    recall = workload.recall(library, candidates);
                }
            }
            int chosen = candidates;
            CpuClock.Timing timing = CpuClock.measure(
                    query -> last(library, query, chosen), workload.queries().count());
            boolean isExact = library.candidateNumbers().size() == 1;
            print(
                    peer.title(),
                    library.version(),
                    timing,
                    buildSeconds,
                    library.bytes(),
                    recall,
                    isExact ? null : chosen);
        }
    }

    private static int last(WindowPeer library, int query, int candidates) {
        try {
            int[] nearest = library.nearest(query, candidates);
            return nearest[nearest.length - 1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(
            String name,
            String version,
            CpuClock.Timing timing,
            double buildSeconds,
            long bytes,
            double recall,
            @Nullable Integer candidates) {
        int windows = workload.base().count();
        System.out.println(new PeerResult(
                        name,
                        version,
                        windows,
                        timing.median(),
                        timing.p10(),
                        timing.p90(),
                        buildSeconds,
                        (double) bytes / windows,
                        recall,
                        candidates)
                .toLine());
    }
}
