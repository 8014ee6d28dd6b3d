package dev.wayside.kvstore;

/**
 * A file of a store that cannot be read whole.
 *
 * @param file its name
 * @param contents the table, and the first and last cell in it, in words
 * @param cause what the engine reports
 */
public record DamagedFile(String file, String contents, String cause) {}
