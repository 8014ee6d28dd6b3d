package dev.wayside.relay.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The message of a failure for the operator. */
public final class Failure {

    private Failure() {}

    /** The reason of a failure. Exceptions of files contain only a path, so the reason is added. */
    public static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist; check the path";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied; the relay's user needs to read it (chgrp, chmod 640)";
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
