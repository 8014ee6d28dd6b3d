package dev.wayside.kvstore.cassandra;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.StoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * A distributed store: a keyspace of a Cassandra cluster.
 *
 * @param nodes contact points, at least one
 * @param keyspace the keyspace; lower-case letters, digits and underscores, at most 48
 * @param dataCentre the data centre whose nodes receive requests; null if the cluster has only one
 * @param consistency the replicas that must answer, for writes and reads
 * @param credentials the login; null if the cluster requires none
 * @param timeout the maximum time of one read or write, with all its retries
 */
public record CassandraLocation(
        List<Node> nodes,
        String keyspace,
        @Nullable String dataCentre,
        Consistency consistency,
        @Nullable Credentials credentials,
        Duration timeout)
        implements StoreLocation {

    public static final String SCHEME = "cassandra://";

    /** Cassandra's native transport port. */
    private static final int DEFAULT_PORT = 9042;

    private static final int MAX_PORT = 65_535;
    /** Chosen: several attempts at different nodes fit in. */
    private static final int DEFAULT_TIMEOUT_SECONDS = 30;

    private static final int MAX_TIMEOUT_SECONDS = 3_600;
    private static final Set<String> PARAMETERS =
            Set.of("dc", "consistency", "user", "password-file", "timeout-seconds");

    /** A node that clients reach at this address. */
    public record Node(String host, int port) {

        @Override
        public String toString() {
            String plain = host.contains(":") ? "[" + host + "]" : host;
            return port == DEFAULT_PORT ? plain : plain + ":" + port;
        }
    }

    /** The replicas that must answer. A read at any of these levels sees the writes at any of them. */
    public enum Consistency {
        LOCAL_QUORUM,
        QUORUM,
        ALL
    }

    /** A user, and the file whose first line is the password. */
    public record Credentials(String user, Path passwordFile) {}

    /** Copies the list. */
    public CassandraLocation {
        nodes = List.copyOf(nodes);
    }

    public static CassandraLocation parse(String text) {
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 1) {
            throw malformed(text, "it names no keyspace");
        }
        int question = rest.indexOf('?');
        String keyspace = question < 0 ? rest.substring(slash + 1) : rest.substring(slash + 1, question);
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw malformed(
                    text, "a keyspace is up to 48 lower-case letters, digits and underscores, not '" + keyspace + "'");
        }
        Map<String, String> parameters = parameters(text, question < 0 ? "" : rest.substring(question + 1));
        return new CassandraLocation(
                nodes(text, rest.substring(0, slash)),
                keyspace,
                parameters.get("dc"),
                consistency(text, parameters.get("consistency")),
                credentials(text, parameters),
                timeout(text, parameters.get("timeout-seconds")));
    }

    @Override
    public HistoryStore open() {
        return CassandraHistoryStore.open(this);
    }

    @Override
    public HistoryStore openReadOnly() {
        return CassandraHistoryStore.openReadOnly(this);
    }

    /** Opens the store. {@code wayside store init} creates it, because it knows the replication. */
    @Override
    public HistoryStore openOrCreate(StoreSettings settings) {
        return CassandraHistoryStore.open(this, settings);
    }

    /** The location without its parameters. */
    @Override
    public String toString() {
        return SCHEME + String.join(",", nodes.stream().map(Node::toString).toList()) + "/" + keyspace;
    }

    private static List<Node> nodes(String text, String authority) {
        List<Node> nodes = new ArrayList<>();
        for (String node : authority.split(",", -1)) {
            // The last colon outside an IPv6 address's brackets.
            int colon = node.indexOf(':', node.lastIndexOf(']') + 1);
            String host = (colon < 0 ? node : node.substring(0, colon)).replaceAll("[\\[\\]]", "");
            if (host.isEmpty() || !host.matches("[\\w.:-]+")) {
                throw malformed(text, "'" + node + "' is not a host");
            }
            nodes.add(new Node(host, colon < 0 ? DEFAULT_PORT : number(text, node.substring(colon + 1), MAX_PORT)));
        }
        return nodes;
    }

    private static Map<String, String> parameters(String text, String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts.length < 2 || parts[1].isEmpty() || !PARAMETERS.contains(parts[0])) {
                throw malformed(
                        text,
                        "its parameters are " + String.join(", ", new TreeSet<>(PARAMETERS))
                                + ", each with a value; not '" + parameter + "'");
            }
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static Consistency consistency(String text, @Nullable String name) {
        if (name == null) {
            return Consistency.LOCAL_QUORUM;
        }
        try {
            return Consistency.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw malformed(text, "the consistency is local_quorum, quorum or all, not '" + name + "'");
        }
    }

    private static @Nullable Credentials credentials(String text, Map<String, String> parameters) {
        String user = parameters.get("user");
        String passwordFile = parameters.get("password-file");
        if ((user == null) != (passwordFile == null)) {
            throw malformed(text, "user and password-file go together; give both or none");
        }
        return user == null || passwordFile == null ? null : new Credentials(user, Path.of(passwordFile));
    }

    private static Duration timeout(String text, @Nullable String seconds) {
        return Duration.ofSeconds(Optional.ofNullable(seconds)
                .map(given -> number(text, given, MAX_TIMEOUT_SECONDS))
                .orElse(DEFAULT_TIMEOUT_SECONDS));
    }

    private static int number(String text, String digits, int max) {
        int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > max) {
            throw malformed(text, "'" + digits + "' is not a number from 1 to " + max);
        }
        return number;
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException(
                "a store on Cassandra is named cassandra://HOST[:PORT][,HOST...]/KEYSPACE[?dc=NAME&...], and '" + text
                        + "' is not: " + why);
    }
}
