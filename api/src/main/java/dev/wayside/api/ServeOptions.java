package dev.wayside.api;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.api.http.AccessToken;
import dev.wayside.api.http.BackupDirectory;
import dev.wayside.api.http.Retention;
import dev.wayside.api.http.ServiceLimits;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.TlsKeys;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.StoreGridOptions;
import dev.wayside.kvstore.StoreOption;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything about a service that can be set, once for {@code serve} and {@code config}. */
final class ServeOptions {

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
                    "Make the store if there is none, on a grid of so many ms; 0 makes none, and none is made on a cluster (default: ${DEFAULT-VALUE}).")
    private int newStoreIntervalMillis;

    @Option(names = "--host", description = "Name or address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Names by which it may be called where there are no tokens, beside its address, localhost and --host.")
    private List<String> hostNames = List.of();

    @Option(names = "--port", description = "Port to listen on; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--open-to-anyone", description = "Listen beyond this machine although no token is configured.")
    private boolean openToAnyone;

    @Option(names = "--tls-keystore", paramLabel = "FILE", description = "Key and certificate (PKCS#12): serve HTTPS.")
    private @Nullable Path tlsKeystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of the key store.")
    private @Nullable Path tlsPasswordFile;

    @Option(names = "--k", description = "How many past visits a prediction looks for (default: ${DEFAULT-VALUE}).")
    private int k = MatchSettings.DEFAULT_K;

    @Option(
            names = "--threshold-db",
            paramLabel = "DB",
            description =
                    "Distance up to which a visit counts towards the confidence, RMS per sample in dB (default: ${DEFAULT-VALUE}).")
    private double thresholdDb = MatchSettings.DEFAULT_THRESHOLD_DB;

    @Option(
            names = "--retention-days",
            paramLabel = "DAYS",
            description = "Keep so many days, today among them; 0 keeps all (default: ${DEFAULT-VALUE}).")
    private int retentionDays;

    @Option(
            names = "--max-body-bytes",
            paramLabel = "BYTES",
            description = "Largest JSON body (default: ${DEFAULT-VALUE}).")
    private int maxBodyBytes = ServiceLimits.DEFAULT.bodyBytes();

    @Option(
            names = "--max-observations",
            paramLabel = "COUNT",
            description = "Most observations in one request (default: ${DEFAULT-VALUE}).")
    private int maxObservations = ServiceLimits.DEFAULT.observations();

    @Option(
            names = "--max-samples",
            paramLabel = "COUNT",
            description = "Most samples of one observation (default: ${DEFAULT-VALUE}).")
    private int maxSamples = ServiceLimits.DEFAULT.samples();

    @Option(
            names = "--max-ingest-bytes",
            paramLabel = "BYTES",
            description = "Largest body of traces, uncompressed (default: ${DEFAULT-VALUE}).")
    private long maxIngestBytes = ServiceLimits.DEFAULT.ingestBodyBytes();

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "Most connections at once (default: ${DEFAULT-VALUE}).")
    private int maxConnections = ServiceLimits.DEFAULT.connections();

    @Option(
            names = "--max-requests-per-second",
            paramLabel = "RATE",
            description =
                    "Of one token, or of one address where there are none; 0 is no limit (default: ${DEFAULT-VALUE}).")
    private int maxRequestsPerSecond = ServiceLimits.DEFAULT.requestsPerSecond();

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            description = "Where backups go that 'wayside backup --url' asks for.")
    private @Nullable Path backupDir;

    @Option(names = "--access-log", description = "Log each request.")
    private boolean accessLog;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "How the log is written, ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LogLayout logFormat = LogLayout.TEXT;

    LogLayout logFormat() {
        return logFormat;
    }

    /**
     * Opens the store; makes it where there is none, if told to.
     *
     * @throws HistoryStoreException if it cannot be opened
     * @throws IllegalArgumentException if no store can have that grid
     */
    HistoryStore openStore() {
        try {
            return store.open();
        } catch (HistoryStoreException e) {
            if (newStoreIntervalMillis <= 0 || e.reason() != HistoryStoreException.Reason.ABSENT) {
                throw e;
            }
            return store.location().openOrCreate(new StoreGridOptions().forNewStore(newStoreIntervalMillis));
        }
    }

    /** Where it listens, as the beginning of a URL without the port. */
    String urlStart() {
        // An IPv6 address stands in brackets in a URL.
        return (tlsKeystore == null ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host);
    }

    /**
     * What a service is started with.
     *
     * @throws IllegalArgumentException if a value is out of its range
     * @throws ConfigurationException if it would be open to strangers
     * @throws IOException if the key store cannot be read
     */
    ServiceSettings settings(StoreSettings storeSettings, List<AccessToken> tokens) throws IOException {
        ServiceSettings settings = new ServiceSettings(
                host,
                hostNames,
                port,
                MatchSettings.defaultsFor(storeSettings).withK(k).withThresholdDb(thresholdDb),
                new ServiceLimits(
                        maxBodyBytes,
                        maxObservations,
                        maxSamples,
                        maxIngestBytes,
                        maxConnections,
                        maxRequestsPerSecond),
                tokens,
                tls(),
                new Retention(retentionDays, InstantSource.system()),
                accessLog,
                Optional.ofNullable(backupDir).map(path -> new BackupDirectory(path, InstantSource.system())));
        requireClosedToStrangers(tokens);
        return settings;
    }

    private void requireClosedToStrangers(List<AccessToken> tokens) throws IOException {
        boolean isLoopback = Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        if (!isLoopback && tokens.isEmpty() && !openToAnyone) {
            throw new ConfigurationException("without tokens, whoever reaches " + host
                    + " could read and delete the history; add tokens to the configuration file ('wayside config token'),"
                    + " or say --open-to-anyone");
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
