package dev.wayside.traceingest;

import dev.wayside.traceingest.assembly.HandoverRule;
import picocli.CommandLine.Option;

/** The thresholds of {@link HandoverRule} as options, for every command that reads logs. */
public final class HandoverRuleOptions {

    @Option(
            names = "--ordinary-steps",
            paramLabel = "N",
            description = "Maximum gap that is not a disconnection, in sampling steps (default: ${DEFAULT-VALUE}).")
    private int ordinarySteps = HandoverRule.DEFAULT.ordinarySteps();

    @Option(
            names = "--lost-signal",
            paramLabel = "DBM",
            description =
                    "RSRP at which coverage counts as lost: a disconnection after it is an outage, otherwise a failure"
                            + " (default: ${DEFAULT-VALUE}).")
    private double lostSignalDbm = HandoverRule.DEFAULT.lostSignalDbm();

    @Option(
            names = "--max-disconnection",
            paramLabel = "MS",
            description = "A longer gap that no row confirms is a pause of the logger (default: ${DEFAULT-VALUE}).")
    private int maxDisconnectionMillis = HandoverRule.DEFAULT.maxDisconnectionMillis();

    /**
     * Settings with these thresholds.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public IngestSettings appliedTo(IngestSettings settings) {
        return settings.withHandoverRule(new HandoverRule(ordinarySteps, lostSignalDbm, maxDisconnectionMillis));
    }
}
