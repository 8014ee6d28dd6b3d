package dev.wayside.relay.lab;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.lab.link.EmulatorThread;

/** The exact prediction of each blackout, 3 s before it: an upper bound for a history. */
final class Oracle {

    /** Chosen: more than a round trip and a queue, less than the look-ahead of a store (5 s). */
    private static final double NOTICE_SECONDS = 3;

    private final List<Coming> coming;
    private final EmulatorThread emulator;

    private record Coming(String carrier, Scenario.Blackout blackout) {}

    Oracle(Scenario scenario, EmulatorThread emulator) {
        this.coming = scenario.carriers().stream()
                .flatMap(carrier -> carrier.darkTimes().stream().map(dark -> new Coming(carrier.name(), dark)))
                .sorted(Comparator.comparingDouble(next -> next.blackout().from()))
                .toList();
        this.emulator = emulator;
    }

    /** Predicts while the client runs. */
    void predict(Process client) throws IOException, InterruptedException {
        for (Coming next : coming) {
            double wait = next.blackout().from() - NOTICE_SECONDS - emulator.seconds();
            if (wait > 0 && client.waitFor((long) (wait * 1e3), TimeUnit.MILLISECONDS)) {
                return;
            }
            double inMillis = (next.blackout().from() - emulator.seconds()) * 1e3;
            RelayPair.predictOutage(next.carrier(), inMillis, next.blackout().seconds() * 1e3);
        }
    }
}
