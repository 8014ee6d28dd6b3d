package dev.wayside.relay.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalReplayTest {

    private static final long SECOND = 1_000_000_000;
    private static final String HEADER = "time,carrier,cell,rsrp_dbm,downlink_bps\n";

    @TempDir
    private Path folder;

    @Test
    void logsAreInterleavedAndPlayedAsFastAsTheyWere() throws Exception {
        CanonicalLog one = log("one.csv", "2026-01-05T07:00:00Z,cmcc,1,-80,9e6\n2026-01-05T07:00:02Z,cmcc,,,0\n");
        CanonicalLog other = log("other.csv.gz", "2026-01-05T07:00:01.500Z,cucc,7,-90.5,\n");
        SignalReplay replay = new SignalReplay(List.of(one, other), 1, 100 * SECOND);
        List<String> played = new ArrayList<>();

        replay.step(99 * SECOND - 1, (carrier, signal, at) -> played.add(carrier));
        assertThat(played).as("before its time").isEmpty();
        replay.step(100 * SECOND, sink(played));
        assertThat(played).containsExactly("cmcc 1 99000");
        replay.step(200 * SECOND, sink(played));
        assertThat(played).containsExactly("cmcc 1 99000", "cucc 7 100500", "cmcc none 101000");
        assertThat(replay.isOver()).isTrue();
    }

    @Test
    void anInvalidLogIsRefusedByLine() throws Exception {
        assertRefused("2026-01-05T07:00:00Z,cmcc,1,-80,\nyesterday,cmcc,1,-80,\n", "line 3", "yesterday");
        assertRefused("2026-01-05T07:00:00Z,,1,-80,\n", "line 2", "carrier");
        assertRefused("2026-01-05T07:00:00Z,cmcc,1,80,\n", "line 2", "-156 to -31");
        assertRefused("2026-01-05T07:00:00Z,cmcc,1,strong,\n", "line 2", "strong");
    }

    private static SignalReplay.Sink sink(List<String> played) {
        return (carrier, signal, at) -> played.add(carrier + " " + signal.cell().orElse("none") + " " + at / 1_000_000);
    }

    private void assertRefused(String rows, String... named) {
        assertThatThrownBy(() -> log("bad.csv", rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.csv")
                .hasMessageContainingAll(named);
    }

    private CanonicalLog log(String name, String rows) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            out.write((HEADER + rows).getBytes(StandardCharsets.UTF_8));
        }
        return CanonicalLog.read(file);
    }
}
