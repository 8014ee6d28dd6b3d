package dev.wayside.relay.lab;

import java.io.IOException;

/** What was to be measured was not ready when its trip began; nothing was measured. */
final class LateStartException extends IOException {

    private static final long serialVersionUID = 1;

    LateStartException(String message) {
        super(message);
    }
}
