package dev.wayside.relay.message;

/** A violation of the frame format by the peer. Nothing more can be read from its path. */
public final class FrameFormatException extends Exception {

    /** @param message the violation */
    public FrameFormatException(String message) {
        super(message);
    }
}
