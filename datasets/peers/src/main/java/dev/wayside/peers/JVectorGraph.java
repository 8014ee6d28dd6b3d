package dev.wayside.peers;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ForkJoinPool;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;

/** JVector's graph on the heap, built by one thread. */
final class JVectorGraph implements WindowPeer {

    private static final int DEGREE = 16;
    private static final int BEAM_WIDTH = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;

    private static final VectorTypeSupport VECTORS =
            VectorizationProvider.getInstance().getVectorTypeSupport();

    private final List<VectorFloat<?>> queries;
    private final RandomAccessVectorValues base;
    private final ImmutableGraphIndex graph;
    private final GraphSearcher searcher;

    JVectorGraph(Workload workload) throws IOException {
        queries = vectors(workload.queries());
        base = new ListRandomAccessVectorValues(
                vectors(workload.base()), workload.base().length());
        graph = build(base);
        searcher = new GraphSearcher(graph);
    }

    private static List<VectorFloat<?>> vectors(Windows windows) {
        List<VectorFloat<?>> vectors = new ArrayList<>(windows.count());
        for (int window = 0; window < windows.count(); window++) {
            vectors.add(VECTORS.createFloatVector(windows.vector(window)));
        }
        return vectors;
    }

    private static ImmutableGraphIndex build(RandomAccessVectorValues base) throws IOException {
        BuildScoreProvider scores =
                BuildScoreProvider.randomAccessScoreProvider(base, VectorSimilarityFunction.EUCLIDEAN);
        try (ForkJoinPool one = new ForkJoinPool(1);
                GraphIndexBuilder builder = GraphIndexBuilder.builder(scores, base.dimension(), DEGREE)
                        .withBeamWidth(BEAM_WIDTH)
                        .withNeighborOverflow(OVERFLOW)
                        .withAlpha(ALPHA)
                        .withSimdExecutor(one)
                        .withParallelExecutor(one)
                        .build()) {
            return builder.build(base);
        }
    }

    @Override
    public String version() {
        return "JVector %s, M %d, beam width %d".formatted(libraryVersion(), DEGREE, BEAM_WIDTH);
    }

    private static String libraryVersion() {
        try (InputStream in = GraphSearcher.class.getResourceAsStream(
                "/META-INF/maven/io.github.jbellis/jvector-base/pom.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("JVector's jar does not say which version it is", e);
        }
    }

    @Override
    public List<Integer> candidateNumbers() {
        return PeerProcess.CANDIDATE_NUMBERS;
    }

    @Override
    public int[] nearest(int query, int candidates) {
        SearchResult.NodeScore[] found = searcher.search(
                        DefaultSearchScoreProvider.exact(queries.get(query), VectorSimilarityFunction.EUCLIDEAN, base),
                        NearestWindows.K,
                        candidates,
                        0,
                        0,
                        Bits.ALL)
                .getNodes();
        int[] windows = new int[found.length];
        for (int i = 0; i < found.length; i++) {
            windows[i] = found[i].node;
        }
        return windows;
    }

    @Override
    public long bytes() {
        return graph.ramBytesUsed() + (long) base.size() * base.dimension() * Float.BYTES;
    }

    @Override
    public void close() throws IOException {
        searcher.close();
        graph.close();
    }
}
