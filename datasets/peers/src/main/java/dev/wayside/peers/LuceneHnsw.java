package dev.wayside.peers;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Version;

/** Lucene's graph with the parameters it comes with. */
final class LuceneHnsw implements WindowPeer {

    private final float[][] queries;
    private final LuceneIndex index;
    private final LeafReader segment;
    private final AcceptDocs all;

    LuceneHnsw(Workload workload) throws IOException {
        queries = workload.queryVectors();
        index = new LuceneIndex(workload.base(), new Lucene99HnswVectorsFormat());
        segment = index.segment();
        all = AcceptDocs.fromLiveDocs(null, segment.maxDoc());
    }

    @Override
    public String version() {
        return "Lucene %s, M %d, beam width %d"
                .formatted(
                        Version.LATEST,
                        Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                        Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH);
    }

    @Override
    public List<Integer> candidateNumbers() {
        return PeerProcess.CANDIDATE_NUMBERS;
    }

    @Override
    public int[] nearest(int query, int candidates) throws IOException {
        return windows(
                segment.searchNearestVectors(LuceneIndex.FIELD, queries[query], candidates, all, Integer.MAX_VALUE)
                        .scoreDocs);
    }

    /** The documents of the best scores, which come first. */
    static int[] windows(ScoreDoc[] best) {
        return Stream.of(best)
                .limit(NearestWindows.K)
                .mapToInt(scored -> scored.doc)
                .toArray();
    }

    @Override
    public long bytes() throws IOException {
        return index.bytes();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
