package dev.wayside.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.traceingest.row.TraceIngestException;

/**
 * A failed command in a line for the operator and a code for the shell (those of sysexits.h).
 *
 * @param exitCode what the program exits with
 * @param message what is wrong, where, and the remedy
 * @param isUnexpected true if it is a fault of the program, so that its stack trace is wanted
 */
record FailureReport(int exitCode, String message, boolean isUnexpected) {

    static FailureReport of(Throwable failure) {
        if (failure instanceof HistoryStoreException store) {
            return expected(exitCode(store.reason()), store);
        }
        if (failure instanceof ConfigurationException) {
            return expected(ExitCode.CONFIGURATION, failure);
        }
        if (failure instanceof TraceIngestException) {
            return expected(ExitCode.BAD_DATA, failure);
        }
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException io) {
            return ofIo(io);
        }
        if (failure instanceof IOException io) {
            return ofIo(io);
        }
        if (failure instanceof InterruptedException) {
            return new FailureReport(ExitCode.FAILURE, "interrupted; what was reported stored is", false);
        }
        return new FailureReport(ExitCode.FAILURE, "unexpected: " + failure, true);
    }

    private static FailureReport ofIo(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return new FailureReport(ExitCode.NO_INPUT, "there is no " + missing.getFile() + "; check the path", false);
        }
        if (failure instanceof AccessDeniedException denied) {
            return new FailureReport(
                    ExitCode.NO_INPUT,
                    "no permission to read or write " + denied.getFile() + "; check its owner and mode",
                    false);
        }
        return expected(ExitCode.IO, failure);
    }

    private static int exitCode(HistoryStoreException.Reason reason) {
        return switch (reason) {
            case ABSENT -> ExitCode.NO_INPUT;
            case CORRUPT -> ExitCode.BAD_DATA;
            case NEWER_FORMAT, OTHER_SETTINGS, MISCONFIGURED -> ExitCode.CONFIGURATION;
            case LOCKED, DISK_FULL, IO -> ExitCode.IO;
        };
    }

    private static FailureReport expected(int exitCode, Throwable failure) {
        return new FailureReport(exitCode, String.valueOf(failure.getMessage()), false);
    }
}
