package dev.wayside.peers;

import java.io.IOException;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** Lucene's vectors without a graph, which it has but does not offer by name. Public because Lucene loads it. */
public final class FlatFormat extends KnnVectorsFormat {

    private final Lucene99FlatVectorsFormat vectors =
            new Lucene99FlatVectorsFormat(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());

    /** The format. */
    public FlatFormat() {
        super("WaysidePeersFlat");
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return vectors.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return vectors.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String fieldName) {
        return vectors.getMaxDimensions(fieldName);
    }
}
