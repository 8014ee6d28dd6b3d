package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Optional;

/** The proposal of {@code carrier:}: country and network code, their join, or a name. */
final class CarrierProposal {

    private static final List<String> COUNTRIES = List.of("mcc", "mobilecountrycode");
    private static final List<String> NETWORKS = List.of("mnc", "mobilenetworkcode");
    private static final List<String> CODES = List.of(
            "plmn",
            "plmnid",
            "mccmnc",
            "networkcode",
            "operatorcode",
            "operatornumeric",
            "networkoperator",
            "operator",
            "carrier",
            "provider",
            "network",
            "netz");
    private static final List<String> NAMES = List.of(
            "operator",
            "operatorname",
            "carrier",
            "carriername",
            "networkoperatorname",
            "provider",
            "providername",
            "networkname",
            "network",
            "mno");

    /** Chosen: more names are hardly carriers. */
    private static final int MAX_NAMES = 5;

    private final LogSample sample;

    CarrierProposal(LogSample sample) {
        this.sample = sample;
    }

    void addTo(MappingDraft draft) {
        Optional<SampledColumn> country =
                sample.named(COUNTRIES, column -> column.share(value -> value.matches("[2-7]\\d\\d([.]0)?")) > 0.5);
        Optional<SampledColumn> network =
                sample.named(NETWORKS, column -> column.share(value -> value.matches("\\d{1,3}([.]0)?")) > 0.5);
        if (country.isPresent() && network.isPresent()) {
            draft.field("carrier: {mcc: " + MappingDraft.quoted(country.get().name()) + ", mnc: "
                    + MappingDraft.quoted(network.get().name()) + "}");
            draft.use(country.get(), network.get());
            return;
        }
        Optional<SampledColumn> code = sample.named(
                CODES, column -> column.share(value -> value.matches("[2-7]\\d\\d[-/ ]?\\d{2,3}([.]0)?")) == 1);
        Optional<SampledColumn> name = code.or(() -> sample.named(NAMES, column -> isName(column)));
        if (name.isEmpty()) {
            draft.missing(
                    "carrier: no column names the operator. Give its country and network code, here or as --carrier");
            draft.suggestion("carrier: 262-01");
            return;
        }
        if (name.get().distinct().size() > 1) {
            draft.unsure("the log has several carriers: "
                    + String.join(", ", name.get().distinct()) + ". Each of them has a history of its own");
        }
        draft.field("carrier: {from: " + MappingDraft.quoted(name.get().name()) + "}  # "
                + name.get().example());
        draft.use(name.get());
    }

    private static boolean isName(SampledColumn column) {
        return column.share(value -> value.matches(".*\\p{L}{2}.*") && !Technology.isName(value)) == 1
                && column.distinct().size() <= MAX_NAMES;
    }
}
