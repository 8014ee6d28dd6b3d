package dev.wayside.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

    @TempDir
    private Path folder;

    @Test
    void floatsComeBack() throws IOException {
        float[][] vectors = {{-87.625f, 0, 1.5f}, {}, {Float.MAX_VALUE}};
        Path file = folder.resolve("base.fvecs");
        VectorFile.writeFloats(file, vectors.length, i -> vectors[i]);
        assertThat(VectorFile.readFloats(file)).containsExactly(vectors);
    }

    @Test
    void integersComeBack() throws IOException {
        List<int[]> vectors = List.of(new int[] {3, 1, 2}, new int[] {Integer.MIN_VALUE});
        Path file = folder.resolve("truth.ivecs");
        VectorFile.writeInts(file, vectors);
        assertThat(VectorFile.readInts(file)).usingRecursiveComparison().isEqualTo(vectors);
    }

    @Test
    void theFormatIsTheOneOthersRead() throws IOException {
        Path file = folder.resolve("one.fvecs");
        VectorFile.writeFloats(file, 1, i -> new float[] {1});
        assertThat(Files.readAllBytes(file)).containsExactly(1, 0, 0, 0, 0, 0, 0x80, 0x3f);
    }
}
