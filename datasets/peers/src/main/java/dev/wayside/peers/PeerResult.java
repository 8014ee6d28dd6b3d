package dev.wayside.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * The result of a peer on one workload.
 *
 * @param peer its name
 * @param version its version, and whatever else tells it from others
 * @param windows how many windows it searched
 * @param medianCpuMicros CPU per query, median
 * @param p10 the 10th percentile; null where it does not say
 * @param p90 the 90th percentile; null where it does not say
 * @param buildSeconds CPU to build what is searched
 * @param bytesPerWindow size of that
 * @param recall share of the true nearest that it found
 * @param candidates how many candidates it looked at to reach that; null where it has no such number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PeerResult(
        @JsonProperty(required = true) String peer,
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) int windows,

        @JsonProperty(value = "median_cpu_micros", required = true)
        double medianCpuMicros,

        @JsonProperty("p10") @Nullable Double p10,
        @JsonProperty("p90") @Nullable Double p90,

        @JsonProperty(value = "build_seconds", required = true)
        double buildSeconds,

        @JsonProperty(value = "bytes_per_window", required = true)
        double bytesPerWindow,

        @JsonProperty(required = true) double recall,
        @JsonProperty("candidates") @Nullable Integer candidates) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** True if this is as good as exact. */
    boolean isAccurate() {
        return recall >= PeerProcess.ACCURATE_RECALL;
    }

    /**
     * Reads a line of a peer's output; what it says beyond this is left out.
     *
     * @throws JsonProcessingException if it is not a JSON object with these names
     */
    static PeerResult parse(String line) throws JsonProcessingException {
        return JSON.readValue(line, PeerResult.class);
    }

    String toLine() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and text can be written", e);
        }
    }
}
