package dev.wayside.peers;

/** A peer could not be measured. Says which, on what, and its last words. */
final class PeerFailedException extends Exception {

    PeerFailedException(String message) {
        super(message);
    }
}
