package dev.wayside.traceingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of one of WMN-Lab's logs says of its run, as {@code 2023-06-12_sm01_#05_B3.csv} does.
 *
 * @param bandLock the bands that the modem was held to; {@code All} where the name says nothing
 * @param direction {@code odd} or {@code even}, after the run's number: the train goes back and forth; else {@code run}
 */
record WmnLabRun(String bandLock, String direction) {

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

    /** Names the stretch of the line that the train is on so long after the run began. */
    String place(long elapsedMillis) {
        long seconds = elapsedMillis / 1000;
        return "%s-%03d".formatted(direction, seconds - seconds % SECONDS_PER_PLACE);
    }
}
