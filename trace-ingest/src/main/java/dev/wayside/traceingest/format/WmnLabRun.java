package dev.wayside.traceingest.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The run of a WMN-Lab log according to its name, such as {@code 2023-06-12_sm01_#05_B3.csv}.
 *
 * @param bandLock the modem's locked bands; {@code All} if the name has none
 * @param direction {@code odd} or {@code even}, after the run's number: the train goes back and forth; otherwise
 *     {@code run}
 */
record WmnLabRun(String bandLock, String direction) {

    /** Chosen: shorter places leave too few samples to match, longer ones blur the line; see the README. */
    private static final int SECONDS_PER_PLACE = 30;

    private static final Pattern BAND_LOCK = Pattern.compile("_((?:All|LTE|(?:B\\d+)+)(?:\\([^)]*\\))?)\\.[^/]*$");
    private static final Pattern NUMBER = Pattern.compile("_#(\\d+)");

    static WmnLabRun of(String logName) {
        Matcher bands = BAND_LOCK.matcher(logName);
        Matcher number = NUMBER.matcher(logName);
        String direction = "run";
        if (number.find()) {
            boolean odd = (number.group(1).charAt(number.group(1).length() - 1) - '0') % 2 == 1;
            direction = odd ? "odd" : "even";
        }
        return new WmnLabRun(bands.find() ? bands.group(1) : "All", direction);
    }

    /** The name of the section of the line at a time after the run began. */
    String place(long elapsedMillis) {
        long seconds = elapsedMillis / 1000;
        return "%s-%03d".formatted(direction, seconds - seconds % SECONDS_PER_PLACE);
    }
}
