package dev.wayside.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.TlsKeys;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.api.http.upkeep.Retention;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.command.StoreGridOptions;
import dev.wayside.kvstore.command.StoreOption;
import dev.wayside.matcher.MatchSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a service, once for {@code serve} and {@code config}. */
final class ServeOptions {

    /** Stands in where no store is made; any valid interval would do. */
    private static final int ANY_INTERVAL_MILLIS = 100;

    /** Of the command that these options belong to. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption store = new StoreOption();

    /** Read by {@link ConfiguredDefaults}, through the command's specification. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = ConfiguredDefaults.FILE_OPTION,
            paramLabel = "FILE",
            description = "Configuration file (YAML): these options without their dashes, and tokens.")
    private @Nullable Path config;

    @Option(
            names = "--new-store-interval",
            paramLabel = "MS",
            description =
                    "Interval in ms of the grid of a new store, made if there is none; 0 makes no store. A store on a cluster is never made (default: ${DEFAULT-VALUE}).")
    private int newStoreIntervalMillis;

    @Option(names = "--host", description = "Name or address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            split = ",",
            description = "Names that clients without a token may use, besides its address, localhost and --host.")
    private List<String> hostNames = List.of();

    @Option(names = "--port", description = "Port to listen on; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--monitor-port",
            paramLabel = "PORT",
            description = "Port for /healthz, /readyz and /metrics alone, with threads of its own; none if absent.")
    private @Nullable Integer monitorPort;

    @Option(names = "--open-to-anyone", description = "Listen beyond this machine even without tokens.")
    private boolean openToAnyone;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Key and certificate (PKCS#12), to serve HTTPS.")
    private @Nullable Path tlsKeystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of the key store.")
    private @Nullable Path tlsPasswordFile;

    @Option(names = "--k", description = "Number of past visits a prediction looks for (default: ${DEFAULT-VALUE}).")
    private int k = MatchSettings.DEFAULT_K;

    @Option(
            names = "--threshold-db",
            paramLabel = "DB",
            description =
                    "Max distance of a visit that counts towards the confidence, RMS per sample in dB (default: ${DEFAULT-VALUE}).")
    private double thresholdDb = MatchSettings.DEFAULT_THRESHOLD_DB;

    @Option(
            names = "--retention-days",
            paramLabel = "DAYS",
            description = "Days to keep, including today; 0 keeps all (default: ${DEFAULT-VALUE}).")
    private int retentionDays;

    @Option(
            names = "--retention-backlog",
            description =
                    "Delete any number of old days at once. Without it, one day an hour is deleted, and none while the"
                            + " clock is days ahead of the newest data.")
    private boolean retentionBacklog;

    @Option(
            names = "--trip-silence",
            paramLabel = "MINUTES",
            description = "Minutes without a row after which a trip is closed (default: ${DEFAULT-VALUE}).")
    private int tripSilenceMinutes = (int) ServiceSettings.DEFAULT_TRIP_SILENCE.toMinutes();

    @Option(
            names = "--max-body-bytes",
            paramLabel = "BYTES",
            description = "Max size of a JSON body (default: ${DEFAULT-VALUE}).")
    private int maxBodyBytes = ServiceLimits.DEFAULT.bodyBytes();

    @Option(
            names = "--max-observations",
            paramLabel = "COUNT",
            description = "Max observations in one request (default: ${DEFAULT-VALUE}).")
    private int maxObservations = ServiceLimits.DEFAULT.observations();

    @Option(
            names = "--max-samples",
            paramLabel = "COUNT",
            description = "Max samples of one observation (default: ${DEFAULT-VALUE}).")
    private int maxSamples = ServiceLimits.DEFAULT.samples();

    @Option(
            names = "--max-ingest-bytes",
            paramLabel = "BYTES",
            description = "Max size of a body of traces, uncompressed (default: ${DEFAULT-VALUE}).")
    private long maxIngestBytes = ServiceLimits.DEFAULT.ingestBodyBytes();

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "Max connections at once (default: ${DEFAULT-VALUE}).")
    private int maxConnections = ServiceLimits.DEFAULT.connections();

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "COUNT",
            description = "Max connections of one client address at once (default: ${DEFAULT-VALUE}).")
    private int maxConnectionsPerAddress = ServiceLimits.DEFAULT.connectionsPerAddress();

    @Option(
            names = "--max-requests-per-second",
            paramLabel = "RATE",
            description =
                    "Max requests and messages a second per token, or per address without tokens; 0 sets no limit (default: ${DEFAULT-VALUE}).")
    private int maxRequestsPerSecond = ServiceLimits.DEFAULT.requestsPerSecond();

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "Directory of the backups that 'wayside backup --url' asks for.")
    private @Nullable Path backupDir;

    @Option(names = "--access-log", description = "Log each request.")
    private boolean accessLog;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "Format of the log, ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LogLayout logFormat = LogLayout.TEXT;

    LogLayout logFormat() {
        return logFormat;
    }

    /** Warns of variables that look like settings and are not. */
    void warnOfTheMisspelt(ConfiguredDefaults configured) {
        PrintWriter err = spec.commandLine().getErr();
        configured.misspelt(spec).forEach(warning -> err.println("wayside: " + warning));
        err.flush();
    }

    /**
     * Opens the store, or makes a new one if that is configured.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    HistoryStore openStore() {
        try {
            return store.open();
        } catch (HistoryStoreException e) {
            if (newStoreIntervalMillis == 0 || e.reason() != HistoryStoreException.Reason.ABSENT) {
                throw e;
            }
            return store.location().openOrCreate(grid(newStoreIntervalMillis));
        }
    }

    /** Start of the service's URL, without the port. */
    String urlStart() {
        // An IPv6 address has brackets in a URL.
        return (tlsKeystore == null ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host);
    }

    /**
     * Settings of a service, except those of predictions, which depend on the store.
     *
     * @throws ParameterException if a value is out of its range
     * @throws ConfigurationException if it would be open to strangers
     * @throws IOException if the key store cannot be read
     */
    ServiceSettings settings(List<AccessToken> tokens) throws IOException {
        StoreSettings grid = checked("--new-store-interval", newStoreIntervalMillis, ServeOptions::grid);
        ServiceSettings settings = ServiceSettings.onLoopback(grid, 0)
                .withHost(host)
                .withLimits(limits())
                .withTokens(tokens)
                .withAccessLog(accessLog);
        settings = checked("--host-name", hostNames, settings::withHostNames);
        settings = checked("--port", port, settings::withPort);
        if (monitorPort != null) {
            settings = checked("--monitor-port", monitorPort, settings::withMonitorPort);
        }
        settings = settings.withRetention(checked(
                "--retention-days",
                retentionDays,
                days -> new Retention(days, retentionBacklog, InstantSource.system())));
        settings = settings.withTripSilence(
                checked("--trip-silence", tripSilenceMinutes, ServiceSettings::tripSilenceOfMinutes));
        settings = settings.withMatch(match(grid));
        if (backupDir != null) {
            settings = settings.withBackups(new BackupDirectory(backupDir, InstantSource.system()));
        }
        requireClosedToStrangers(tokens);
        Optional<TlsKeys> keys = tls();
        return keys.isPresent() ? settings.withTls(keys.get()) : settings;
    }

    /** @throws ParameterException if a value is out of its range */
    MatchSettings match(StoreSettings storeSettings) {
        MatchSettings match = MatchSettings.defaultsFor(storeSettings);
        match = checked("--k", k, match::withK);
        return checked("--threshold-db", thresholdDb, match::withThresholdDb);
    }

    private ServiceLimits limits() {
        ServiceLimits limits = ServiceLimits.DEFAULT;
        limits = checked("--max-body-bytes", maxBodyBytes, limits::withBodyBytes);
        limits = checked("--max-observations", maxObservations, limits::withObservations);
        limits = checked("--max-samples", maxSamples, limits::withSamples);
        limits = checked("--max-ingest-bytes", maxIngestBytes, limits::withIngestBodyBytes);
        limits = checked("--max-connections", maxConnections, limits::withConnections);
        limits = checked("--max-connections-per-address", maxConnectionsPerAddress, limits::withConnectionsPerAddress);
        return checked("--max-requests-per-second", maxRequestsPerSecond, limits::withRequestsPerSecond);
    }

    /** The grid of the store that would be made; any, where none would. */
    private static StoreSettings grid(int newStoreIntervalMillis) {
        return new StoreGridOptions()
                .forNewStore(newStoreIntervalMillis == 0 ? ANY_INTERVAL_MILLIS : newStoreIntervalMillis);
    }

    /** Applies a value; an invalid one is an error that names the option. */
    private <V, T> T checked(String name, V value, Function<V, T> use) {
        try {
            return use.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.valueOf(e.getMessage()),
                    e,
                    spec.findOption(name),
                    String.valueOf(value));
        }
    }

    private void requireClosedToStrangers(List<AccessToken> tokens) {
        boolean isLoopback = checked("--host", host, ServeOptions::isLoopback);
        if (!isLoopback && tokens.isEmpty() && !openToAnyone) {
            throw new ConfigurationException("without tokens, any client that reaches " + host
                    + " could read and delete the history; add tokens to the configuration file ('wayside config token'),"
                    + " or say --open-to-anyone");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "the host " + host + " has no address that is known here; name another, or its address", e);
        }
    }

    private Optional<TlsKeys> tls() throws IOException {
        if (tlsKeystore == null) {
            return Optional.empty();
        }
        if (tlsPasswordFile == null) {
            throw new ConfigurationException("the key store has a password; name its file with --tls-password-file");
        }
        String password = Files.readString(tlsPasswordFile).lines().findFirst().orElse("");
        return Optional.of(TlsKeys.read(tlsKeystore, password));
    }
}
