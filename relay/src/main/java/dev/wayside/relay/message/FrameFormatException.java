package dev.wayside.relay.message;

/** The peer sent what is not a frame of this version. The path it came on cannot be read any further. */
public final class FrameFormatException extends Exception {

    /** @param message what is wrong */
    public FrameFormatException(String message) {
        super(message);
    }
}
