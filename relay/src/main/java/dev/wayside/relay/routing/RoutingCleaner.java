package dev.wayside.relay.routing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A shell at the other end of a pipe that removes the relay's rules and settings once the pipe breaks, also after kill
 * -9. It learns of each setting before the relay changes it.
 */
final class RoutingCleaner {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            set -f
            while read -r word setting; do
              case $word in
                setting) settings="$settings $setting";;
                end) ended=1; break;;
              esac
            done
            # Another relay that still runs has inherited the setting: its comment names it.
            is_used() {
              for other in $(nft list tables 2>/dev/null | sed -n 's/^table ip wayside_relay_//p'); do
                if [ "$other" != PID ] && [ -d "/proc/$other" ] \\
                  && nft -t list table ip "wayside_relay_$other" 2>/dev/null | grep -qF " $1:"; then return 0; fi
              done
              return 1
            }
            for setting in $settings; do
              device=${setting%%:*} found=${setting#*:} file=/proc/sys/net/ipv4/conf/${setting%%:*}/rp_filter
              if [ "$(cat "$file" 2>/dev/null)" = "${found#*:}" ] && ! is_used "$device"; then echo "${found%:*}" >"$file"; fi
            done
            [ -n "$ended" ] || { AFTER_KILL; }
            """;

    private static final String RESET_HELD = "nft delete table netdev wayside_relay_PID 2>/dev/null; sleep 10";

    private final Process shell;

    private RoutingCleaner(Process shell) {
        this.shell = shell;
    }

    /**
     * Starts a cleaner.
     *
     * @param removal commands that remove rules and routes. After kill -9 those of connections stay for 10 s more
     *     (chosen): the kernel resets what the relay held as soon as its clients send, while new connections pass
     *     already
     * @param isKeptAfterKill true if they stay after kill -9, to refuse what the next relay must carry
     */
    static RoutingCleaner start(long pid, String removal, boolean isKeptAfterKill) throws IOException {
        String script = SCRIPT.replace("PID", String.valueOf(pid))
                        .replace(
                                "AFTER_KILL",
                                isKeptAfterKill ? "exit 0" : RESET_HELD.replace("PID", String.valueOf(pid)))
                + removal;
        return new RoutingCleaner(new ProcessBuilder("setsid", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Restores this value at the end, if it is still the one that the relay set. */
    void restoreAtEnd(ReversePathFilter.Change change) throws IOException {
        say("setting " + change);
    }

    private void say(String line) throws IOException {
        OutputStream pipe = shell.getOutputStream();
        pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }

    /** Removes everything, and waits for it. */
    void end() throws IOException, InterruptedException {
        say("end");
        shell.getOutputStream().close();
        if (!shell.waitFor(SystemCommand.MAX_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the rules are still there: nft list tables shows them");
        }
    }
}
