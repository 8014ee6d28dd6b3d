package dev.wayside.api.http.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.QueryParameters;
import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.HistoryStore;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * {@code POST /v1/backups}: a copy of the store as it is now, where the configuration says, never where a caller does.
 */
public final class BackupCalls {

    private final HistoryStore store;
    private final Optional<BackupDirectory> directory;

    public BackupCalls(HistoryStore store, Optional<BackupDirectory> directory) {
        this.store = store;
        this.directory = directory;
    }

    public void backUp(Context context) throws IOException {
        BackupDirectory configured = directory.orElseThrow(() -> new ProblemException(
                ProblemType.NO_BACKUPS, "no backup-dir is configured; set one and restart the service"));
        if (!(store instanceof CheckpointStore copied)) {
            throw new ProblemException(
                    ProblemType.NO_BACKUPS,
                    "a store on a cluster is backed up there, with 'nodetool snapshot' on every node");
        }
        QueryParameters.requireOnly(context, "verify");
        boolean verify = QueryParameters.flag(context, "verify");
        Path backup = verify ? configured.backUpAndVerify(copied) : configured.backUp(copied);
        BackupResponse made = new BackupResponse(backup.toString());
        Exchange.respond(context.status(HttpStatus.CREATED), made);
    }

    /**
     * A backup that was made.
     *
     * @param path on the service's machine
     */
    record BackupResponse(String path) {}
}
