package dev.wayside.api;

/** Exit codes of a command; the numbers above 2 are those of sysexits.h. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int BAD_DATA = 65;
    static final int NO_INPUT = 66;
    static final int IO = 74;
    static final int CONFIGURATION = 78;

    private ExitCode() {}
}
