package dev.wayside.traceingest.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderFit;
import dev.wayside.traceingest.row.HeaderLine;

/** The included mappings. */
public final class ShippedMappings {

    /** The mappings in the order in which they are tried on a header. */
    static final List<ColumnMapping> ALL = Stream.of(
                    "romes",
                    "romes-2",
                    "xcal",
                    "cradlepoint",
                    "network-survey-lte",
                    "network-survey-nr",
                    "network-survey-json",
                    "network-survey-lte-1",
                    "towercollector",
                    "opencellid",
                    "sigcap",
                    "cicv5g",
                    "modemmanager",
                    "geosubmit")
            .map(ShippedMappings::load)
            .toList();

    private ShippedMappings() {}

    /** The mapping that reads most of a header, if one can read it; the first of equals. */
    static Optional<ColumnMapping> fitting(Collection<String> header) {
        List<String> names = List.copyOf(header);
        return fitting(mapping -> names);
    }

    private static Optional<ColumnMapping> fitting(Function<ColumnMapping, List<String>> header) {
        ColumnMapping best = null;
        long mostFound = 0;
        for (ColumnMapping mapping : ALL) {
            List<String> names = header.apply(mapping);
            long found = found(mapping, names);
            if (mapping.fits(names) && found > mostFound) {
                best = mapping;
                mostFound = found;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The fits of all mappings to a header. */
    public static List<HeaderFit> fits(List<String> header) {
        return ALL.stream()
                .map(mapping -> new HeaderFit(
                        "mapping " + mapping.name(),
                        found(mapping, header),
                        mapping.missingFrom(List.of()).size(),
                        mapping.missingFrom(header)))
                .toList();
    }

    private static long found(ColumnMapping mapping, List<String> header) {
        return mapping.named().stream()
                .filter(from -> ColumnMapping.positionIn(header, from) >= 0)
                .count();
    }

    /** True if a log that starts with this line can be read: its header, or JSON. */
    public static boolean isFirstLine(String line) {
        return recognise(line).isPresent();
    }

    /** The included mapping of a log that starts with this line. */
    public static Optional<ColumnMapping> recognise(String line) {
        return !line.isEmpty() && JsonPaths.isStart(line.charAt(0))
                ? fitting(mapping -> JsonPaths.inFirst(line, mapping.records()))
                : fitting(HeaderLine.names(line, separatorOf(line)));
    }

    /** The separator that makes the columns of an included mapping of a header. */
    public static char separatorOf(String header) {
        return MappedForm.SEPARATORS.stream()
                .filter(separator ->
                        fitting(HeaderLine.names(header, separator)).isPresent())
                .findFirst()
                .orElseGet(() -> HeaderLine.separator(header));
    }

    /** The text of an included mapping; empty if none has this name. */
    public static Optional<byte[]> yaml(String name) {
        return ALL.stream()
                .map(ColumnMapping::name)
                .filter(name::equals)
                .findFirst()
                .map(ShippedMappings::bytes);
    }

    private static ColumnMapping load(String name) {
        try {
            return MappingFile.read(name, new ByteArrayInputStream(bytes(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream yaml = ShippedMappings.class.getResourceAsStream(name + ".yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("mapping " + name + " is missing from the program");
            }
            return yaml.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
