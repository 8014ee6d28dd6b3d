package dev.wayside.peers;

import java.io.IOException;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene103.Lucene103Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** A Lucene index of one segment in a temporary folder: a document per window, numbered as the windows are. */
final class LuceneIndex implements AutoCloseable {

    static final String FIELD = "window";

    /** All windows fit, so that they are written, and a graph of them is built, once. */
    private static final double BUFFER_MB = 2_000;

    private final TemporaryFolder folder;
    private final Directory directory;
    private final DirectoryReader reader;

    LuceneIndex(Windows base, KnnVectorsFormat format) throws IOException {
        folder = new TemporaryFolder();
        directory = new MMapDirectory(folder.path());
        write(base, format);
        reader = DirectoryReader.open(directory);
    }

    private void write(Windows base, KnnVectorsFormat format) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setUseCompoundFile(false)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setCodec(new Lucene103Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return format;
                    }
                });
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int window = 0; window < base.count(); window++) {
                Document document = new Document();
                document.add(new KnnFloatVectorField(FIELD, base.vector(window), VectorSimilarityFunction.EUCLIDEAN));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
    }

    CodecReader segment() {
        if (reader.leaves().size() != 1) {
            throw new IllegalStateException("the index has " + reader.leaves().size() + " segments");
        }
        return (CodecReader) reader.leaves().get(0).reader();
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (String file : directory.listAll()) {
            bytes += directory.fileLength(file);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
        folder.close();
    }
}
