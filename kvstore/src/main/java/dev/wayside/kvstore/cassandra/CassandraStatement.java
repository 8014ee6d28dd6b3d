package dev.wayside.kvstore.cassandra;

/** The statements that are sent more than once. */
enum CassandraStatement {
    WRITE_SIGNAL("INSERT INTO signal (carrier, cell, first_day, slice, day, trace, visit, first_sample, samples, value)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    WRITE_PERFORMANCE(
            "INSERT INTO performance (carrier, cell, first_day, slice, day, trace, visit, first_sample, value)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    WRITE_HANDOVER("INSERT INTO handover (carrier, cell, first_day, day, epoch_millis, trace, value)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)"),
    READ_SIGNALS("SELECT day, trace, visit, first_sample, value FROM signal"
            + " WHERE carrier = ? AND cell = ? AND first_day = ? AND slice = ?"),
    READ_SIGNALS_OF_DAY("SELECT day, trace, visit, first_sample, value FROM signal"
            + " WHERE carrier = ? AND cell = ? AND first_day = ? AND slice = ? AND day = ?"),
    READ_ANY_SIGNAL(
            "SELECT day FROM signal" + " WHERE carrier = ? AND cell = ? AND first_day = ? AND slice = ? LIMIT 1"),
    READ_PERFORMANCE("SELECT value FROM performance WHERE carrier = ? AND cell = ? AND first_day = ? AND slice = ?"
            + " AND day = ? AND trace = ? AND visit = ? AND first_sample = ?"),
    READ_HANDOVERS("SELECT value FROM handover WHERE carrier = ? AND cell = ? AND first_day = ?"),
    READ_ALL_HANDOVERS("SELECT carrier, cell, value FROM handover"),
    COUNT_SIGNALS("SELECT carrier, cell, day, trace, visit, first_sample, samples FROM signal"),
    DELETE_SIGNALS("DELETE FROM signal WHERE carrier = ? AND cell = ? AND first_day = ? AND slice = ? AND day = ?"),
    DELETE_PERFORMANCE(
            "DELETE FROM performance" + " WHERE carrier = ? AND cell = ? AND first_day = ? AND slice = ? AND day = ?"),
    DELETE_HANDOVERS("DELETE FROM handover WHERE carrier = ? AND cell = ? AND first_day = ? AND day = ?"),

    REGISTER_PERIOD("INSERT INTO period (shelf, carrier, first_day) VALUES (0, ?, ?)"),
    REGISTER_IN_PERIOD("INSERT INTO period_cell (carrier, first_day, cell, slice) VALUES (?, ?, ?, ?)"),
    REGISTER_IN_CELL("INSERT INTO cell_period (carrier, cell, first_day, slice) VALUES (?, ?, ?, ?)"),
    MARK_DELETED_FROM("UPDATE period_cell SET deleted_from = true"
            + " WHERE carrier = ? AND first_day = ? AND cell = ? AND slice = ?"),
    READ_PERIODS("SELECT carrier, first_day FROM period WHERE shelf = 0"),
    READ_PERIODS_OF_CARRIER("SELECT first_day FROM period WHERE shelf = 0 AND carrier = ?"),
    READ_CELLS_OF_PERIOD(
            "SELECT cell, slice, deleted_from FROM period_cell" + " WHERE carrier = ? AND first_day = ? AND cell > ?"),
    READ_PERIODS_OF_CELL("SELECT first_day, slice FROM cell_period WHERE carrier = ? AND cell = ?"),

    WRITE_SOURCE("INSERT INTO source (fingerprint, era) VALUES (?, ?)"),
    READ_SOURCE("SELECT era FROM source WHERE fingerprint = ?"),
    READ_SOURCES("SELECT fingerprint, era FROM source"),
    READ_ERA("SELECT source_era FROM store WHERE id = 0"),
    WRITE_ERA("UPDATE store SET source_era = ? WHERE id = 0"),
    READ_CALIBRATION("SELECT calibration FROM store WHERE id = 0"),
    WRITE_CALIBRATION("UPDATE store SET calibration = ? WHERE id = 0"),

    READ_MAPPINGS("SELECT name FROM mapping"),
    READ_MAPPING("SELECT value FROM mapping WHERE name = ?"),
    WRITE_MAPPING("INSERT INTO mapping (name, value) VALUES (?, ?)"),
    DELETE_MAPPING("DELETE FROM mapping WHERE name = ?"),

    WRITE_CHANGE("INSERT INTO change (minute, id, writer, carrier, cells) VALUES (?, ?, ?, ?, ?)"),
    WRITE_DELETION("INSERT INTO change (minute, id, writer, carrier, deleted_day) VALUES (?, ?, ?, ?, ?)"),
    READ_CHANGES("SELECT id, writer, carrier, cells, deleted_day FROM change WHERE minute = ?"),

    REGISTER_TRIP("INSERT INTO unfinished_trip (shelf, owner, id) VALUES (0, ?, ?)"),
    UNREGISTER_TRIP("DELETE FROM unfinished_trip WHERE shelf = 0 AND owner = ? AND id = ?"),
    READ_UNFINISHED_TRIPS("SELECT owner, id FROM unfinished_trip"),
    READ_UNFINISHED_TRIPS_OF_OWNER("SELECT owner, id FROM unfinished_trip WHERE shelf = 0 AND owner = ? AND id > ?"),
    READ_TRIP("SELECT header FROM trip WHERE owner = ? AND id = ? LIMIT 1"),
    OPEN_TRIP("UPDATE trip SET header = ?, rows = 0, state = 'open' WHERE owner = ? AND id = ? IF rows = null"),
    GROW_TRIP("UPDATE trip SET header = ?, rows = ? WHERE owner = ? AND id = ? IF rows = ? AND state = 'open'"),
    WRITE_TRIP_ROWS("INSERT INTO trip (owner, id, first_row, value) VALUES (?, ?, ?, ?)"),
    END_TRIP("UPDATE trip SET header = ?, state = 'closing' WHERE owner = ? AND id = ?"
            + " IF rows = ? AND state = 'open'"),
    CLOSE_TRIP("UPDATE trip USING TTL ? SET header = ?, rows = ?, state = 'closed' WHERE owner = ? AND id = ?"
            + " IF state = 'closing'"),
    DELETE_TRIP_ROWS("DELETE FROM trip USING TIMESTAMP ? WHERE owner = ? AND id = ? AND first_row > 0"),
    READ_TRIP_ROWS("SELECT first_row, value FROM trip WHERE owner = ? AND id = ? AND first_row >= ?"),
    READ_FIRST_TRIP_ROW("SELECT first_row FROM trip WHERE owner = ? AND id = ? AND first_row <= ?"
            + " ORDER BY first_row DESC LIMIT 1");

    private final String cql;

    CassandraStatement(String cql) {
        this.cql = cql;
    }

    boolean isOfTrips() {
        return name().contains("TRIP");
    }

    String cql() {
        return cql;
    }
}
