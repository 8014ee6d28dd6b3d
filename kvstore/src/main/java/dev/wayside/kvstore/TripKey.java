package dev.wayside.kvstore;

import java.util.regex.Pattern;

/**
 * The key of a trip. Every owner has ids of its own: no other can see, guess or occupy them.
 *
 * @param owner name of the client that sends the trip; empty where clients have no names
 * @param id its id among the trips of its owner
 */
public record TripKey(String owner, String id) {

    /** Fit for a path of a URL without escapes; {@code .} and {@code ..} are none. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~:-]{0,99}");

    /** @throws IllegalArgumentException if the id has other characters, or the owner a zero character */
    public TripKey {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a trip has 1 to 100 of the characters A to Z, a to z, 0 to 9,"
                    + " '.', '_', '~', ':' and '-', and begins with a letter or a digit");
        }
        if (owner.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the owner of a trip has no zero character");
        }
    }

    @Override
    public String toString() {
        return owner.isEmpty() ? id : owner + '/' + id;
    }
}
