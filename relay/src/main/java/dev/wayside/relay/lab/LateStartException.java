package dev.wayside.relay.lab;

import java.io.IOException;

/** A run that was not ready when its trip began; nothing was measured. */
final class LateStartException extends IOException {

    private static final long serialVersionUID = 1;

    LateStartException(String message) {
        super(message);
    }
}
