package dev.wayside.traceingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The included mappings. */
final class ShippedMappings {

    /** The mappings in the order in which they are tried on a header. */
    static final List<ColumnMapping> ALL = Stream.of("romes", "romes-2", "xcal", "cradlepoint")
            .map(ShippedMappings::load)
            .toList();

    private ShippedMappings() {}

    /** The mapping that reads most of this header, if one can read it; the first of equals. */
    static Optional<ColumnMapping> fitting(List<String> header) {
        ColumnMapping best = null;
        for (ColumnMapping mapping : ALL) {
            if (mapping.fits(header) && (best == null || found(mapping, header) > found(best, header))) {
                best = mapping;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The fits of all mappings to a header. */
    static List<HeaderFit> fits(List<String> header) {
        return ALL.stream().map(mapping -> fit(mapping, header)).toList();
    }

    private static HeaderFit fit(ColumnMapping mapping, List<String> header) {
        int required = mapping.missingFrom(List.of()).size();
        return new HeaderFit(
                "mapping " + mapping.name(), found(mapping, header), required, mapping.missingFrom(header));
    }

    private static long found(ColumnMapping mapping, List<String> header) {
        return Stream.concat(
                        mapping.time().from().stream(),
                        mapping.columns().values().stream().flatMap(column -> column.from().stream()))
                .filter(from -> ColumnMapping.positionIn(header, from) >= 0)
                .count();
    }

    private static ColumnMapping load(String name) {
        try (InputStream yaml = ShippedMappings.class.getResourceAsStream("mappings/" + name + ".yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("mapping " + name + " is missing from the program");
            }
            return MappingFile.read(name, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
