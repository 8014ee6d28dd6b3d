package dev.wayside.peers;

/** The exit codes; numbers above 2 are those of sysexits.h. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int NO_INPUT = 66;
    static final int IO = 74;

    private ExitCode() {}
}
