package dev.wayside.peers;

import java.io.IOException;
import java.util.List;

import org.apache.lucene.codecs.hnsw.FlatVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.Version;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/** Lucene looking at every vector, in bulk as its own searches do. */
final class LuceneExact implements WindowPeer {

    private static final int AT_ONCE = 64;

    private final float[][] queries;
    private final LuceneIndex index;
    private final FlatVectorsReader vectors;
    private final int[] windows = new int[AT_ONCE];
    private final float[] scores = new float[AT_ONCE];

    LuceneExact(Workload workload) throws IOException {
        queries = workload.queryVectors();
        index = new LuceneIndex(workload.base(), new FlatFormat());
        PerFieldKnnVectorsFormat.FieldsReader fields =
                (PerFieldKnnVectorsFormat.FieldsReader) index.segment().getVectorReader();
        vectors = (FlatVectorsReader) fields.getFieldReader(LuceneIndex.FIELD);
    }

    @Override
    public String version() {
        return "Lucene " + Version.LATEST;
    }

    @Override
    public List<Integer> candidateNumbers() {
        return List.of(NearestWindows.K);
    }

    @Override
    public int[] nearest(int query, int candidates) throws IOException {
        RandomVectorScorer scorer = vectors.getRandomVectorScorer(LuceneIndex.FIELD, queries[query]);
        TopKnnCollector nearest = new TopKnnCollector(NearestWindows.K, Integer.MAX_VALUE);
        for (int from = 0; from < scorer.maxOrd(); from += AT_ONCE) {
            int count = Math.min(AT_ONCE, scorer.maxOrd() - from);
            for (int i = 0; i < count; i++) {
                windows[i] = from + i;
            }
            scorer.bulkScore(windows, scores, count);
            collect(nearest, count);
        }
        return LuceneHnsw.windows(nearest.topDocs().scoreDocs);
    }

    private void collect(TopKnnCollector nearest, int count) {
        float min = nearest.minCompetitiveSimilarity();
        for (int i = 0; i < count; i++) {
            if (scores[i] > min) {
                nearest.collect(windows[i], scores[i]);
                min = nearest.minCompetitiveSimilarity();
            }
        }
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
