package dev.wayside.relay.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A failure in words for the operator. */
public final class Failure {

    private Failure() {}

    /** Exceptions of files hold nothing but a path: says what is wrong with it. */
    public static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + "; check the path";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied; the relay's user needs to read it (chgrp, chmod 640)";
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
