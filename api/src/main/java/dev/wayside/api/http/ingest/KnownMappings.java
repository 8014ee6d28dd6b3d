package dev.wayside.api.http.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.mapping.ShippedMappings;
import dev.wayside.traceingest.row.TraceIngestException;

/**
 * The mappings that bodies can be read by: those that are kept in the store, and the included ones. A kept mapping has
 * priority: a later version of Wayside may include one of its name. Thread-safe.
 */
final class KnownMappings {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    /** Chosen: far more than an operator has kinds of loggers; a listing reads all of them. */
    private static final int MAX_KEPT = 100;

    private final HistoryStore store;

    KnownMappings(HistoryStore store) {
        this.store = store;
    }

    /** All mappings, in order of their names. */
    List<MappingResponse> all() {
        Map<String, MappingResponse> byName = new TreeMap<>();
        for (ColumnMapping included : ColumnMapping.shipped()) {
            byName.put(included.name(), new MappingResponse(included.name(), included.description(), true));
        }
        for (String name : store.mappings()) {
            // Another process may have deleted it meanwhile.
            store.mapping(name)
                    .map(yaml -> new MappingResponse(name, description(name, yaml), false))
                    .ifPresent(kept -> byName.put(name, kept));
        }
        return List.copyOf(byName.values());
    }

    /**
     * The mapping with a name.
     *
     * @throws ProblemException if there is none; names the known ones
     */
    ColumnMapping find(String name) {
        return parse(name, yaml(name));
    }

    /**
     * The text of the mapping with a name.
     *
     * @throws ProblemException if there is none; names the known ones
     */
    byte[] yaml(String name) {
        requireName(name);
        return store.mapping(name)
                .or(() -> ShippedMappings.yaml(name))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "there is no mapping " + name + "; there are "
                                + String.join(
                                        ", ",
                                        all().stream()
                                                .map(MappingResponse::name)
                                                .toList())
                                + "; send yours with PUT /v1/mappings/" + name));
    }

    /**
     * Keeps a mapping, and replaces the one that is kept under its name.
     *
     * @return true if none was
     * @throws ProblemException if it is not a mapping, or its name is that of an included one, or too many are kept
     */
    synchronized boolean keep(String name, byte[] yaml) {
        requireName(name);
        boolean isNew = store.mapping(name).isEmpty();
        if (isNew && isIncluded(name)) {
            throw conflict("mapping " + name + " is included in Wayside and cannot be replaced; choose another name");
        }
        if (isNew && store.mappings().size() >= MAX_KEPT) {
            throw conflict(MAX_KEPT + " mappings are kept already; delete one first");
        }
        parse(name, yaml);
        store.keepMapping(name, yaml);
        return isNew;
    }

    /**
     * Deletes a kept mapping.
     *
     * @throws ProblemException if there is none, or it is an included one
     */
    synchronized void delete(String name) {
        requireName(name);
        if (store.mapping(name).isPresent()) {
            store.deleteMapping(name);
        } else if (isIncluded(name)) {
            throw conflict("mapping " + name + " is included in Wayside and cannot be deleted");
        } else {
            throw new ProblemException(ProblemType.NOT_FOUND, "there is no mapping " + name);
        }
    }

    private static boolean isIncluded(String name) {
        return ShippedMappings.yaml(name).isPresent();
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(ProblemType.MAPPING_CONFLICT, detail);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "the name of a mapping has 1 to 64 of the characters a to z, 0 to 9 and hyphen");
        }
    }

    private static ColumnMapping parse(String name, byte[] yaml) {
        try {
            return ColumnMapping.read(name, new ByteArrayInputStream(yaml));
        } catch (TraceIngestException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ProblemException.invalid("mapping " + name + ": its characters cannot be read; send it in UTF-8");
        }
    }

    /** The description; for a mapping that another version of Wayside wrote, the reason why it cannot be read. */
    private static String description(String name, byte[] yaml) {
        try {
            return parse(name, yaml).description();
        } catch (ProblemException e) {
            return Optional.ofNullable(e.getMessage()).orElse("");
        }
    }
}
