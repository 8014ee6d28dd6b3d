package dev.wayside.relay.schedule;

/** The rule by which users share the paths. */
public enum SharingRule {
    /** Proportional fairness: by weight over recent bytes. */
    PROPORTIONAL,
    /** The most urgent priority first, by weight among equals. */
    STRICT
}
