package dev.wayside.relay.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.wayside.relay.config.ConfigException;

/**
 * Downlink rates of several carriers at the same seconds, from the data set {@code leo-vs-cellular}: one file for each
 * carrier, with columns {@code time} and {@code throughput} (Mbit/s) and a row each second.
 *
 * @param bps by carrier, then by second
 */
record MeasuredRates(List<double[]> bps) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** Length of the pattern above; a time zone follows. */
    private static final int TIME_CHARACTERS = 19;

    /**
     * A random stretch in which all carriers were measured every second.
     *
     * @throws ConfigException if no stretch is long enough
     */
    static MeasuredRates pick(Path folder, int carriers, int seconds, double scale, long seed)
            throws IOException, ConfigException {
        List<TreeMap<Long, Double>> measured = new ArrayList<>();
        for (Path file : files(folder, carriers)) {
            measured.add(read(file));
        }
        TreeSet<Long> common = new TreeSet<>(measured.get(0).keySet());
        measured.forEach(one -> common.retainAll(one.keySet()));
        List<Long> starts = common.stream()
                .filter(second -> common.subSet(second, second + seconds).size() == seconds)
                .toList();
        if (starts.isEmpty()) {
            throw new ConfigException(folder + ": all carriers were never measured for " + seconds
                    + " s at once; set a shorter --seconds");
        }
        long start = starts.get(new Random(seed).nextInt(starts.size()));
        return new MeasuredRates(measured.stream()
                .map(one -> one.subMap(start, start + seconds).values().stream()
                        .mapToDouble(mbps -> mbps * 1e6 * scale)
                        .toArray())
                .toList());
    }

    double at(int carrier, double seconds) {
        double[] rates = bps.get(carrier);
        return rates[(int) Math.max(0, Math.min(rates.length - 1, seconds))];
    }

    private static List<Path> files(Path folder, int carriers) throws IOException, ConfigException {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(folder + " is not a folder: set WAYSIDE_DATASETS to the folder of the data sets");
        }
        try (var listed = Files.list(folder)) {
            List<Path> files = listed.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .limit(carriers)
                    .toList();
            if (files.size() < carriers) {
                throw new ConfigException(
                        folder + ": " + files.size() + " files (.csv.gz) for " + carriers + " carriers");
            }
            return files;
        }
    }

    private static TreeMap<Long, Double> read(Path file) throws IOException {
        TreeMap<Long, Double> mbps = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)))) {
            for (NamedCsvRecord row : csv) {
                mbps.put(
                        LocalDateTime.parse(row.getField("time").substring(0, TIME_CHARACTERS), TIME)
                                .toEpochSecond(ZoneOffset.UTC),
                        Double.parseDouble(row.getField("throughput")));
            }
        }
        return mbps;
    }
}
