package dev.wayside.traceingest.trip;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The rows of a random drive as CSV: changes of cell, outages, gaps, wrong clocks, bad and repeated rows. */
final class DriveLines {

    static final String HEADER = "time,carrier,cell,rsrp_dbm,downlink_bps,rtt_ms,event";

    private static final long START = Instant.parse("2026-01-05T07:00:00Z").toEpochMilli();
    private static final String[] CARRIERS = {"cmcc", "cucc", "ctcc"};

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final String[] cells = {"A1", "B1", "C1"};
    private long millis = START;
    private int jumped;
    private long jumpMillis;

    private DriveLines(Random random) {
        this.random = random;
    }

    static List<String> random(long seed, int rows) {
        DriveLines drive = new DriveLines(new Random(seed));
        while (drive.lines.size() < rows) {
            drive.step();
        }
        return drive.lines;
    }

    /** Lines as the body of a request. */
    static byte[] body(List<String> lines) {
        return (HEADER + '\n' + String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private void step() {
        millis += random.nextInt(10) == 0 ? 100L * random.nextInt(12) : 100;
        if (chance(300)) {
            millis += 4_000 + random.nextInt(20_000);
        }
        if (chance(900)) {
            millis += 6 * 60_000;
        }
        wrongClock();
        int carriers = chance(20) ? 1 : CARRIERS.length;
        for (int i = 0; i < carriers; i++) {
            row(i);
        }
    }

    /** For a few rows a clock that is wrong, or from here on one that was set back. */
    private void wrongClock() {
        if (jumped > 0) {
            jumped--;
            jumpMillis = jumped == 0 ? 0 : jumpMillis;
        } else if (chance(200)) {
            jumped = 1 + random.nextInt(8);
            jumpMillis = random.nextBoolean() ? 3_600_000 : -3_600_000;
        } else if (chance(700)) {
            millis -= 3_600_000;
        }
    }

    private void row(int carrier) {
        if (chance(40)) {
            cells[carrier] = "%s%d".formatted(cells[carrier].charAt(0), random.nextInt(4));
        }
        String cell = chance(25) ? "" : cells[carrier];
        String rsrp = cell.isEmpty() ? "" : "%.1f".formatted(-120 + random.nextInt(600) / 10.0);
        if (chance(60)) {
            rsrp = "bad";
        }
        String downlink = random.nextInt(3) == 0 ? Integer.toString(random.nextInt(100_000_000)) : "";
        String rtt = random.nextInt(5) == 0 ? Double.toString(random.nextInt(1_000_000) / 7.0) : "";
        String event = chance(80) ? "handover_failure" : "";
        String line = "%d,%s,%s,%s,%s,%s,%s"
                .formatted(millis + jumpMillis, CARRIERS[carrier], cell, rsrp, downlink, rtt, event);
        lines.add(chance(100) ? line.substring(0, line.indexOf(',')) : line);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
