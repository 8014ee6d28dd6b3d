package dev.wayside.relay.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripSpoolTest {

    private static final long PLENTY = 100_000_000;

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenOutlivesTheProcessAndIsSentWhole() throws Exception {
        try (TripSpool spool = TripSpool.open(folder, PLENTY)) {
            spool.offer("1,cmcc,a,-80,,,,");
            spool.write(1_000);
            spool.offer("2,cmcc,a,-81,,,,");
            spool.write(2_000);
            assertThat(spool.closed()).isEmpty();
            assertThat(spool.current()).hasValue(folder.resolve("trip-1000.csv"));
        }
        // A kill in the middle of a row.
        Files.writeString(folder.resolve("trip-1000.csv"), "3,cm", StandardOpenOption.APPEND);
        try (TripSpool spool = TripSpool.open(folder, PLENTY)) {
            assertThat(spool.closed()).containsExactly(folder.resolve("trip-1000.csv"));
            assertThat(spool.byCarrier(spool.closed().get(0)))
                    .isEqualTo(Map.of("cmcc", List.of("1,cmcc,a,-80,,,,", "2,cmcc,a,-81,,,,")));
            spool.offer("4,cmcc,a,-80,,,,");
            spool.write(4_000);
            assertThat(spool.current()).hasValue(folder.resolve("trip-4000.csv"));
        }
    }

    @Test
    void rowsAreReadByCarrierAndThePresentVisitIsHeldBack() throws Exception {
        try (TripSpool spool = TripSpool.open(folder, PLENTY)) {
            for (int i = 0; i < 20; i++) {
                spool.offer(i + ",cmcc," + (i < 12 ? "a" : "b") + ",-80,,,,");
                spool.offer(i + ",cucc," + (i < 5 ? "a" : "b") + ",-80,,,,");
            }
            spool.write(1);

            Map<String, List<String>> rows = spool.byCarrier(spool.current().orElseThrow());

            assertThat(rows).containsOnlyKeys("cmcc", "cucc");
            assertThat(TripSpool.before(12, rows.get("cmcc"))).hasSize(12).allMatch(line -> line.contains(",cmcc,a,"));
            assertThat(TripSpool.before(5, rows.get("cucc"))).hasSize(5);
        }
    }

    @Test
    void aSpoolKeepsItsNameAndAnotherHasAnother() throws Exception {
        String name;
        try (TripSpool spool = TripSpool.open(folder, PLENTY)) {
            name = spool.device();
        }
        try (TripSpool again = TripSpool.open(folder, PLENTY);
                TripSpool other = TripSpool.open(folder.resolve("other"), PLENTY)) {
            assertThat(again.device()).isEqualTo(name).hasSize(36);
            assertThat(other.device()).isNotEqualTo(name);
        }
    }

    @Test
    void theOldestGoesWhenTooMuchWaitsAndTheGrowingOneStays() throws Exception {
        Files.writeString(folder.resolve("trip-1.csv"), "x".repeat(600));
        Files.writeString(folder.resolve("trip-2.csv"), "x".repeat(300));
        try (TripSpool spool = TripSpool.open(folder, 1_000)) {
            spool.offer("y".repeat(400));
            spool.write(3);
            assertThat(spool.lostFiles()).isEqualTo(1);
            assertThat(spool.closed()).containsExactly(folder.resolve("trip-2.csv"));
            spool.offer("y".repeat(2_000));
            spool.write(4);
            assertThat(spool.closed()).isEmpty();
            assertThat(spool.current()).hasValue(folder.resolve("trip-3.csv"));
            assertThat(spool.waitingBytes()).isEqualTo(2_402);
        }
    }

    @Test
    void aSpoolHasOneOwner() throws Exception {
        try (TripSpool spool = TripSpool.open(folder, PLENTY)) {
            assertThat(spool.current()).isEmpty();
            assertThatThrownBy(() -> TripSpool.open(folder, PLENTY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("used by another relay");
        }
    }

    @Test
    void rowsThatTheDiskDoesNotTakeAreCounted() throws Exception {
        try (TripSpool spool = TripSpool.open(folder.resolve("sub"), PLENTY)) {
            spool.offer("1");
            Files.createDirectory(folder.resolve("sub/trip-5.csv"));
            assertThatThrownBy(() -> spool.write(5)).isInstanceOf(IOException.class);
            assertThat(spool.lostRows()).isEqualTo(1);
            spool.offer("2");
            spool.write(6);
            assertThat(spool.rows()).isEqualTo(1);
        }
    }
}
