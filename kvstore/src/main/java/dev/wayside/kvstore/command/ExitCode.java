package dev.wayside.kvstore.command;

/** Exit codes of the commands of {@code wayside}. The numbers above 2 are those of sysexits.h. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int BAD_DATA = 65;
    public static final int NO_INPUT = 66;
    public static final int IO = 74;
    public static final int CONFIGURATION = 78;

    private ExitCode() {}
}
