package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.upkeep.Retention;
import dev.wayside.kvstore.CellKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The deletion of old days when the service starts, with right and wrong clocks. The history has Monday to Thursday.
 */
class RetentionTest {

    private static final int DAYS = 4;
    private static final Instant THURSDAY = Instant.ofEpochMilli(PastVisits.MONDAY + 3 * PastVisits.DAY_MILLIS);

    @TempDir
    private Path directory;

    @BeforeEach
    void fill() throws Exception {
        try (RunningService service = new RunningService(directory)) {
            PastVisits visits = new PastVisits(service.store);
            for (int day = 0; day < DAYS; day++) {
                long start = PastVisits.MONDAY + day * PastVisits.DAY_MILLIS;
                visits.ramp(new CellKey("cmcc", "1"), day, start, 8, -90, 1e6);
            }
        }
    }

    @Test
    void oneDayARunIsDeleted() throws Exception {
        assertThat(daysAfter(new Retention(2, false, InstantSource.fixed(THURSDAY))))
                .isEqualTo("[\"2026-01-06\",\"2026-01-07\",\"2026-01-08\"]");
        assertThat(daysAfter(new Retention(2, false, InstantSource.fixed(THURSDAY))))
                .isEqualTo("[\"2026-01-07\",\"2026-01-08\"]");
        assertThat(daysAfter(new Retention(2, false, InstantSource.fixed(THURSDAY))))
                .isEqualTo("[\"2026-01-07\",\"2026-01-08\"]");
    }

    @Test
    void aBacklogIsDeletedAtOnceWhereThatIsAllowed() throws Exception {
        assertThat(daysAfter(new Retention(2, true, InstantSource.fixed(THURSDAY))))
                .isEqualTo("[\"2026-01-07\",\"2026-01-08\"]");
    }

    @Test
    void aClockFarAheadOfTheDataDeletesNothing() throws Exception {
        for (int days : new int[] {5, 30, 3_650}) {
            Instant ahead = THURSDAY.plus(Duration.ofDays(days));
            assertThat(daysAfter(new Retention(1, false, InstantSource.fixed(ahead))))
                    .isEqualTo("[\"2026-01-05\",\"2026-01-06\",\"2026-01-07\",\"2026-01-08\"]");
        }
    }

    private String daysAfter(Retention retention) throws Exception {
        ServiceSettings settings = ServiceSettings.onLoopback(RunningService.SETTINGS, 0);
        try (RunningService service = new RunningService(directory, settings.withRetention(retention))) {
            return service.get("/v1/carriers/cmcc/cells/1").json().get("days").toString();
        }
    }
}
