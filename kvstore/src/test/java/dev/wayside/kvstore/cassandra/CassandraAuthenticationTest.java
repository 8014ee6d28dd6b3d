package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the real Cassandra that {@code cassandra/cluster start --auth} started in the directory WAYSIDE_CASSANDRA_AUTH.
 */
@EnabledIfEnvironmentVariable(
        named = "WAYSIDE_CASSANDRA_AUTH",
        matches = ".+",
        disabledReason = "no Cassandra that asks for passwords runs here")
class CassandraAuthenticationTest {

    @TempDir
    private Path folder;

    @Test
    void whoSaysNothingIsToldToNameAUser() {
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> location("").open())
                .withMessageContaining("requires a login; name a user with ?user=NAME&password-file=FILE")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED));
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "open-sesame\n");
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(
                        () -> location("?user=cassandra&password-file=" + file).open())
                .withMessageContaining("refuses the user 'cassandra' with the password in " + file)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("open-sesame"));
    }

    @Test
    void theRightPasswordOpensTheStore() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "cassandra\n");
        CassandraLocation location = location("?user=cassandra&password-file=" + file);
        CassandraHistoryStore.create(location, Samples.SETTINGS, new CassandraLayout(1, 7, 0));
        try (HistoryStore store = location.open()) {
            assertThat(store.settings()).isEqualTo(Samples.SETTINGS);
        }
    }

    private static CassandraLocation location(String parameters) {
        TestCluster cluster = new TestCluster(Path.of(System.getenv("WAYSIDE_CASSANDRA_AUTH")));
        return CassandraLocation.parse(CassandraLocation.SCHEME + cluster.contact() + "/history" + parameters);
    }
}
