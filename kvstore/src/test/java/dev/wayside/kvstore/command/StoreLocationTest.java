package dev.wayside.kvstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.cassandra.CassandraLocation;
import dev.wayside.kvstore.cassandra.CassandraLocation.Consistency;
import dev.wayside.kvstore.cassandra.CassandraLocation.Credentials;
import dev.wayside.kvstore.cassandra.CassandraLocation.Node;
import dev.wayside.kvstore.rocksdb.StoreDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreLocationTest {

    @Test
    void aPlainPathIsADirectory() {
        assertThat(StoreLocations.parse("line-store")).isEqualTo(new StoreDirectory(Path.of("line-store")));
    }

    @Test
    void aClusterIsNamedByNodesAndKeyspace() {
        StoreLocation location = StoreLocations.parse("cassandra://db1,db2:9142,[::1],[fe80::1]:9043/history_2");

        assertThat(location)
                .isEqualTo(new CassandraLocation(
                        List.of(
                                new Node("db1", 9042),
                                new Node("db2", 9142),
                                new Node("::1", 9042),
                                new Node("fe80::1", 9043)),
                        "history_2",
                        null,
                        Consistency.LOCAL_QUORUM,
                        null,
                        Duration.ofSeconds(30)));
        assertThat(location).hasToString("cassandra://db1,db2:9142,[::1],[fe80::1]:9043/history_2");
    }

    @Test
    void parametersSayTheRest() {
        assertThat(StoreLocations.parse("cassandra://db1/history?dc=frankfurt%2F1&consistency=quorum&user=ingest"
                        + "&password-file=/etc/wayside/password&timeout-seconds=5"))
                .isEqualTo(new CassandraLocation(
                        List.of(new Node("db1", 9042)),
                        "history",
                        "frankfurt/1",
                        Consistency.QUORUM,
                        new Credentials("ingest", Path.of("/etc/wayside/password")),
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cassandra://                    | it names no keyspace
            cassandra://h                   | it names no keyspace
            cassandra://h/                  | not ''
            cassandra://h/History           | not 'History'
            cassandra://,h/history          | '' is not a host
            cassandra://h 1/history         | 'h 1' is not a host
            cassandra://h:0/history         | '0' is not a number from 1 to 65535
            cassandra://h:x/history         | 'x' is not a number from 1 to 65535
            cassandra://h/history?dc        | not 'dc'
            cassandra://h/history?dc=       | not 'dc='
            cassandra://h/history?rack=1    | not 'rack=1'
            cassandra://h/history?user=me   | user and password-file go together
            cassandra://h/history?consistency=one | local_quorum, quorum or all, not 'one'
            cassandra://h/history?timeout-seconds=0 | '0' is not a number from 1 to 3600
            """)
    void whatBeginsAsAClusterMustGoOnSo(String place, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreLocations.parse(place))
                .withMessageContaining("a store on Cassandra is named cassandra://HOST[:PORT][,HOST...]/KEYSPACE")
                .withMessageContaining("'" + place + "' is not")
                .withMessageContaining(why);
    }
}
