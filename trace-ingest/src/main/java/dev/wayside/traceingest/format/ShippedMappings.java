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

    /** The first mapping that can read a log with this header. */
    static Optional<ColumnMapping> fitting(List<String> header) {
        return ALL.stream().filter(mapping -> mapping.fits(header)).findFirst();
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
