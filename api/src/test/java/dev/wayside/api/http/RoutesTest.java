package dev.wayside.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.WireName;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract and the code say the same. */
class RoutesTest {

    private static final Set<String> NOT_METHODS = Set.of("parameters", "summary", "description");

    private static JsonNode contract;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream yaml = RoutesTest.class.getResourceAsStream("page/openapi.yaml")) {
            contract = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        }
    }

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound(@TempDir Path directory) throws Exception {
        StoreSettings settings = new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, settings);
                WaysideService service = WaysideService.start(store, ServiceSettings.onLoopback(settings, 0))) {
            assertThat(service.routes()).containsExactlyInAnyOrderElementsOf(documented());
        }
    }

    @Test
    void everyKindOfProblemIsInTheContract() {
        List<String> types = new ArrayList<>();
        contract.at("/components/schemas/Problem/properties/type/enum").forEach(type -> types.add(type.textValue()));

        assertThat(types)
                .containsExactlyElementsOf(Stream.of(ProblemType.values())
                        .map(type -> type.with("").type())
                        .toList());
    }

    @Test
    void everyReasonForLeavingARowOutIsInTheContract() {
        List<String> reasons = new ArrayList<>();
        contract.at("/components/schemas/Rejection/enum").forEach(reason -> reasons.add(reason.textValue()));

        assertThat(reasons)
                .containsExactlyElementsOf(
                        Stream.of(Rejection.values()).map(WireName::of).toList());
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> names = contract.findValuesAsText("operationId");

        assertThat(names).hasSameSizeAs(documented()).doesNotHaveDuplicates();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(contract.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                contract.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static List<String> documented() {
        return contract.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(method -> !NOT_METHODS.contains(method))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
    }
}
