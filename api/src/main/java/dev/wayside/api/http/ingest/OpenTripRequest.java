package dev.wayside.api.http.ingest;

import java.util.UUID;
import java.util.regex.Pattern;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.kvstore.TripKey;
import org.jspecify.annotations.Nullable;

/**
 * The request to open a trip; not yet validated.
 *
 * @param device the device, in the client's words
 * @param id the id that the client chose; absent for one that the service makes
 */
record OpenTripRequest(@Nullable String device, @Nullable String id) {

    private static final Pattern DEVICE = Pattern.compile("[^\\p{Cntrl}]{1,100}");

    /** @throws ProblemException if it has other characters, or none */
    String checkedDevice() {
        if (device == null || !DEVICE.matcher(device).matches()) {
            throw ProblemException.invalid("device has 1 to 100 characters, none of them a control character");
        }
        return device;
    }

    /** @throws ProblemException if the id cannot be one */
    TripKey key(String owner) {
        return key(owner, id == null ? UUID.randomUUID().toString() : id);
    }

    /** @throws ProblemException if the id cannot be one */
    static TripKey key(String owner, String id) {
        try {
            return new TripKey(owner, id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }
}
