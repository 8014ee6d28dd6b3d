package dev.wayside.traceingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.RowHandler;
import org.junit.jupiter.api.Test;

class LineGuardTest {

    private final List<String> rejected = new ArrayList<>();
    private final RowHandler handler = new RowHandler() {
        @Override
        public void row(LogRow row) {
            throw new AssertionError("a guard makes no rows");
        }

        @Override
        public void leftOut(long lineNumber) {
            throw new AssertionError("lines are not left out");
        }

        @Override
        public void rejected(RejectedRow row) {
            rejected.add(row.lineNumber() + " " + row.reason());
        }
    };

    @Test
    void saneLinesPassUnchangedWhateverTheirLength() throws IOException {
        Random random = new Random(5);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            log.append("x".repeat(random.nextInt(5_000))).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        log.append("y".repeat(LineGuard.MAX_LINE_BYTES)).append("\nno line break at the end");

        assertThat(guarded(log.toString())).isEqualTo(log.toString());
        assertThat(rejected).isEmpty();
    }

    @Test
    void aLineOfAnyExcessiveLengthIsBlankedAndTheNextOneKeepsItsNumber() throws IOException {
        for (int length : new int[] {65_537, 200_000, 262_143, 262_144, 262_145, 524_288, 10_000_000}) {
            rejected.clear();
            String log = "first\n" + "z".repeat(length) + "\nthird\n";
            assertThat(guarded(log).lines().map(String::strip)).containsExactly("first", "", "third");
            assertThat(rejected).containsExactly("2 LINE_TOO_LONG");
        }
    }

    @Test
    void anEndlessLastLineIsBlanked() throws IOException {
        assertThat(guarded("first\n" + "z".repeat(1_000_000)).strip()).isEqualTo("first");
        assertThat(rejected).containsExactly("2 LINE_TOO_LONG");
    }

    @Test
    void zeroBytesAreNoText() throws IOException {
        assertThat(guarded("a\nb\0c\nd\n").lines().map(String::strip)).containsExactly("a", "", "d");
        assertThat(rejected).containsExactly("2 LINE_MALFORMED");
    }

    @Test
    void whatPassesNeverMakesTheParserReadPastTheLine() throws IOException {
        Random random = new Random(6);
        String alphabet = "\"\"a,; b";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String passed = guarded("h,i\n" + line + "\nx,y\n");
            List<CsvRecord> records = new ArrayList<>();
            CsvReader.builder()
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(passed)
                    .forEach(records::add);
            CsvRecord last = records.get(records.size() - 1);
            assertThat(last.getFields()).as(line.toString()).containsExactly("x", "y");
            assertThat(last.getStartingLineNumber()).isEqualTo(3);
        }
    }

    @Test
    void whatCameBeforeAFailureIsPassedOnFirst() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException("cut off");
            }
        };
        InputStream log = new SequenceInputStream(
                new ByteArrayInputStream("one\ntwo\nthr".getBytes(StandardCharsets.UTF_8)), failing);
        LineGuard guard = new LineGuard(log, ',', handler);
        StringBuilder seen = new StringBuilder();

        assertThatIOException()
                .isThrownBy(() -> {
                    for (int b = guard.read(); b >= 0; b = guard.read()) {
                        seen.append((char) b);
                    }
                })
                .withMessage("cut off");
        assertThat(seen).hasToString("one\ntwo\n");
        assertThat(guard.lineNumber()).isEqualTo(3);
    }

    private String guarded(String log) throws IOException {
        InputStream in = new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8));
        return new String(new LineGuard(in, ',', handler).readAllBytes(), StandardCharsets.UTF_8);
    }
}
