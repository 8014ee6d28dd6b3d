package dev.wayside.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.client.TrustedCertificates;
import dev.wayside.client.WaysideClient;
import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.command.StoreOption;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.kvstore.rocksdb.StoreDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside backup}: a copy of a store, also of one that is being served. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a backup: a copy of everything written so far, which is a store of its own. A store that is being served is"
                    + " backed up by its service (--url), into the backup-dir that is configured there.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wayside backup --store line-store --to /backups --verify",
            "  wayside backup --url http://127.0.0.1:8080 --token-file admin.token",
            "  wayside backup --url https://wayside.example:8443 --ca our-ca.pem --token-file admin.token"
        })
public final class BackupCommand implements Callable<Integer> {

    /** Chosen: a large store takes minutes to copy. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Directory for the backup, which gets a folder named by its time.")
    private @Nullable Path to;

    @Option(names = "--verify", description = "Read everything in the backup; fail if something is damaged.")
    private boolean verify;

    @Option(names = "--url", paramLabel = "URL", description = "The service that holds the store.")
    private @Nullable URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File whose first line is a token with the scope admin.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates (PEM) of a private authority that signed the certificate of the service.")
    private @Nullable Path ca;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public BackupCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(url == null ? backUpHere() : client(url).backUp(verify));
        out.flush();
        return ExitCode.OK;
    }

    private WaysideClient client(URI service) throws IOException {
        try {
            return ca == null
                    ? new WaysideClient(service, token(), TIMEOUT)
                    : new WaysideClient(service, token(), TIMEOUT, TrustedCertificates.read(ca));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url: " + e.getMessage(), e);
        }
    }

    private String backUpHere() throws IOException {
        if (to == null) {
            throw new ParameterException(spec.commandLine(), "give --to, or --url of the service");
        }
        if (!(storeOption.location() instanceof StoreDirectory directory)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a store on a cluster is backed up there, with 'nodetool snapshot' on every node, or copied into a"
                            + " directory: wayside store copy --from " + storeOption.location() + " --to DIR");
        }
        try (CheckpointStore store = RocksDbHistoryStore.open(directory.path())) {
            BackupDirectory backups = new BackupDirectory(to.toAbsolutePath(), InstantSource.system());
            return (verify ? backups.backUpAndVerify(store) : backups.backUp(store)).toString();
        }
    }

    private Optional<String> token() throws IOException {
        return tokenFile == null
                ? Optional.empty()
                : Files.readString(tokenFile).lines().findFirst().map(String::strip);
    }
}
