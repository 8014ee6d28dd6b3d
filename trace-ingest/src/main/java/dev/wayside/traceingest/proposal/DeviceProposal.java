package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The proposal of {@code trace:}: the column that separates devices or SIM cards of one log. */
final class DeviceProposal {

    private static final List<String> NAMES = List.of(
            "deviceid",
            "device",
            "deviceserial",
            "imei",
            "imsi",
            "serial",
            "serialnumber",
            "uuid",
            "modem",
            "modemid",
            "phone",
            "phoneid",
            "ue",
            "ueid",
            "sim",
            "simslot",
            "slot",
            "subid",
            "subscriptionid");

    /** Chosen: a column of more values is a counter. */
    private static final int MAX_DEVICES = 20;

    private DeviceProposal() {}

    /** The column with several devices that nothing else is read from, or null. */
    static @Nullable SampledColumn column(LogSample sample, Set<SampledColumn> used) {
        return sample.named(
                        NAMES,
                        column -> !used.contains(column)
                                && column.distinct().size() > 1
                                && column.distinct().size() <= MAX_DEVICES)
                .orElse(null);
    }

    static void addTo(MappingDraft draft, @Nullable SampledColumn device) {
        if (device != null) {
            draft.column("trace", "{from: " + MappingDraft.quoted(device.name()) + "}", device);
        }
    }
}
