package dev.wayside.api.http.ingest;

/**
 * A mapping that bodies can be read by.
 *
 * @param name as in {@code ?mapping=}
 * @param description the logs it is for; may be empty
 * @param included true if it is a part of Wayside
 */
record MappingResponse(String name, String description, boolean included) {}
