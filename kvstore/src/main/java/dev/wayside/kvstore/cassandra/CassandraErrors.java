package dev.wayside.kvstore.cassandra;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.cassandra.CassandraLocation.Credentials;

/** Translation of the driver's errors into {@link HistoryStoreException}. */
final class CassandraErrors {

    private CassandraErrors() {}

    /** True if the same request may succeed later: unless the cluster understood and refused it. */
    static boolean mayPass(Throwable failure) {
        return failure instanceof DriverException && !(failure instanceof QueryValidationException);
    }

    static HistoryStoreException connecting(CassandraLocation location, Exception cause) {
        if (cause instanceof InvalidKeyspaceException) {
            return new HistoryStoreException(Reason.ABSENT, absence(location), cause);
        }
        if (cause instanceof AllNodesFailedException failed) {
            return failed.getAllErrors().values().stream()
                            .flatMap(List::stream)
                            .anyMatch(AuthenticationException.class::isInstance)
                    ? refused(location, cause)
                    : new HistoryStoreException(
                            Reason.IO,
                            "no node of " + location + " answers (" + perNode(failed)
                                    + "); check the hosts, the port and that the cluster runs",
                            cause);
        }
        if (cause instanceof IllegalArgumentException) {
            return new HistoryStoreException(
                    Reason.IO,
                    "no node of " + location + " is known (" + cause.getMessage() + "); check the hosts' names",
                    cause);
        }
        if (cause instanceof IllegalStateException) {
            // The driver's message for contact points in several data centres.
            return new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    location + " cannot be used like this: " + cause.getMessage()
                            + "; name the data centre with ?dc=NAME",
                    cause);
        }
        return working(location, cause);
    }

    static HistoryStoreException absent(CassandraLocation location) {
        return new HistoryStoreException(Reason.ABSENT, absence(location));
    }

    private static String absence(CassandraLocation location) {
        return "there is no store at " + location + "; create it with: wayside store init --store ...";
    }

    static HistoryStoreException working(CassandraLocation location, Throwable cause) {
        if (cause instanceof HistoryStoreException known) {
            return known;
        }
        if (cause instanceof UnauthorizedException) {
            return new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    location + " denies this user access: " + cause.getMessage()
                            + "; grant it SELECT and MODIFY on the keyspace",
                    cause);
        }
        if (cause instanceof InvalidQueryException
                && String.valueOf(cause.getMessage()).contains("disk usage")) {
            return new HistoryStoreException(
                    Reason.DISK_FULL,
                    "a node of " + location + " is full (" + cause.getMessage()
                            + "); what was reported as stored is safe: add nodes or disk space, then repeat the rest",
                    cause);
        }
        if (cause instanceof UnavailableException lacking) {
            return new HistoryStoreException(
                    Reason.IO,
                    "%s has only %d of the %d replicas alive that %s needs; what was reported as stored is safe: start the nodes that are down, then repeat the rest"
                            .formatted(
                                    location, lacking.getAlive(), lacking.getRequired(), lacking.getConsistencyLevel()),
                    cause);
        }
        if (mayPass(cause)) {
            String why = cause instanceof AllNodesFailedException failed ? perNode(failed) : cause.getMessage();
            return new HistoryStoreException(
                    Reason.IO,
                    "%s did not answer within %d s (%s); what was reported as stored is safe: check that its nodes run and have disk space, then repeat the rest"
                            .formatted(location, location.timeout().toSeconds(), why),
                    cause);
        }
        return new HistoryStoreException(Reason.IO, location + " refused the request: " + cause.getMessage(), cause);
    }

    private static HistoryStoreException refused(CassandraLocation location, Exception cause) {
        Credentials credentials = location.credentials();
        return new HistoryStoreException(
                Reason.MISCONFIGURED,
                location
                        + (credentials == null
                                ? " requires a login; name a user with ?user=NAME&password-file=FILE"
                                : " refuses the user '" + credentials.user() + "' with the password in "
                                        + credentials.passwordFile() + "; check both"),
                cause);
    }

    private static String perNode(AllNodesFailedException failed) {
        Map<Node, List<Throwable>> errors = failed.getAllErrors();
        return errors.isEmpty()
                ? "none is up"
                : errors.entrySet().stream()
                        .map(entry -> entry.getKey().getEndPoint() + ": "
                                + rootOf(entry.getValue().get(0)))
                        .sorted()
                        .collect(Collectors.joining("; "));
    }

    /** The innermost cause that has a message. */
    private static String rootOf(Throwable error) {
        String message = String.valueOf(error.getMessage());
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException) {
                return "no connection";
            }
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message;
    }
}
