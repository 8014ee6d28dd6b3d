package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.api.program.WaysideProcess.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wayside serve} on a disk that fills up: whoever watches it is told, and told when there is room again. */
class ServeFullDiskTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void itIsNotReadyUntilThereIsRoom() throws Exception {
        Files.createDirectory(folder.resolve("disk"));
        new CanonicalLog().rows(20_000, "cmcc", "A").writeTo(folder.resolve("drive.csv"));

        // One shell, because the mount is seen by nobody else and goes with it.
        Outcome outcome = WaysideProcess.in(folder)
                .under(List.of("unshare", "--mount", "--map-root-user"))
                .runScript("""
                mount -t tmpfs -o size=2m tmpfs disk || exit 99
                "$@" serve --store disk/store --new-store-interval 100 --port 0 2>serve.err &
                service=$!
                url=
                while [ -z "$url" ] && kill -0 $service; do url=$(sed -n 's/^listening on //p' serve.err); done
                ready() { curl -s -o ready.json -w '%{http_code}' "$url/readyz"; }
                send() { sed "s/,A,/,$1,/" drive.csv | curl -s -o sent.json -w '%{http_code}' \\
                    -H 'Content-Type: text/csv' --data-binary @- "$url/v1/traces"; }
                ready >before
                cell=1
                while [ $cell -lt 301 ] && [ "$(send $cell)" = 200 ]; do cell=$((cell + 1)); done
                mv sent.json full.json
                ready >full && mv ready.json notready.json
                curl -s -o /dev/null -w '%{http_code}' "$url/v1/carriers" >reading
                mount -o remount,size=64m disk || exit 97
                tries=0
                while [ $tries -lt 300 ] && [ "$(ready)" != 200 ]; do tries=$((tries + 1)); sleep 0.1; done
                ready >after
                send last >sent
                kill $service
                wait $service
                true
                """);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(read("before")).isEqualTo("200");
        assertThat(json("full.json").get("type").textValue()).isEqualTo("/problems/store-unavailable");
        assertThat(read("full")).isEqualTo("503");
        assertThat(json("notready.json").get("type").textValue()).isEqualTo("/problems/store-unavailable");
        assertThat(json("notready.json").get("detail").textValue()).contains("no space is left");
        assertThat(read("reading")).isEqualTo("200");
        assertThat(read("after")).isEqualTo("200");
        assertThat(read("sent")).isEqualTo("200");
    }

    private JsonNode json(String file) throws IOException {
        return JSON.readTree(Files.readString(folder.resolve(file)));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
