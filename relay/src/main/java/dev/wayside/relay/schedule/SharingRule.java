package dev.wayside.relay.schedule;

/** How users share the paths. */
public enum SharingRule {
    /** By weight over what each got lately: proportional fairness. */
    PROPORTIONAL,
    /** The most urgent priority first, by weight among equals. */
    STRICT
}
