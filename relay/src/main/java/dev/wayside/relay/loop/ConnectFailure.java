package dev.wayside.relay.loop;

import java.net.ConnectException;

/** The cause of a connection that could not be opened. */
public final class ConnectFailure {

    private ConnectFailure() {}

    /** True if the machine answers, and nothing listens at the port. */
    public static boolean isRefused(Throwable failure) {
        return failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains("refused");
    }
}
