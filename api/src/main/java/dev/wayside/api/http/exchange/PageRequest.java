package dev.wayside.api.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.javalin.http.Context;

/**
 * The part of a listing that is asked for: {@code ?limit=100&after=...}.
 *
 * <p>A cursor is the position of the last item seen, not its number: pages neither repeat nor skip what was there all
 * along while others write.
 *
 * @param limit items per page, 1 to 1,000
 * @param after position to go on from, as the listing wrote it; empty for the start
 */
public record PageRequest(int limit, Optional<String> after) {

    /** Chosen: a screen or two. */
    private static final int DEFAULT_LIMIT = 100;
    /** Chosen: bounds the size of an answer. */
    private static final int MAX_LIMIT = 1_000;

    /**
     * The page that a query asks for.
     *
     * @throws ProblemException naming the parameter that is wrong
     */
    public static PageRequest of(Context context) {
        return of(context, MAX_LIMIT);
    }

    /**
     * A page of items that are large, or dear to make.
     *
     * @param most largest limit, and the default one where it is below that of other listings
     * @throws ProblemException naming the parameter that is wrong
     */
    public static PageRequest of(Context context, int most) {
        QueryParameters.requireOnly(context, "limit", "after");
        return new PageRequest(
                limit(context, most),
                Optional.ofNullable(context.queryParam("after")).map(PageRequest::decode));
    }

    /** Reads a position; what it cannot read is no cursor of this listing. */
    public <P> Optional<P> afterAs(Function<String, P> parse) {
        try {
            return after.map(parse);
        } catch (RuntimeException e) {
            throw noCursor();
        }
    }

    /** Takes one page from what comes after the position; closes the stream. */
    public <S, T> Page<T> page(Stream<S> rest, Function<S, T> toItem, Function<S, String> position) {
        List<S> oneMore;
        try (rest) {
            oneMore = rest.limit(limit + 1L).toList();
        }
        boolean isLast = oneMore.size() <= limit;
        List<S> page = isLast ? oneMore : oneMore.subList(0, limit);
        String next = isLast ? null : encode(position.apply(page.get(limit - 1)));
        return new Page<>(page.stream().map(toItem).toList(), next);
    }

    private static int limit(Context context, int most) {
        String text = context.queryParam("limit");
        if (text == null) {
            return Math.min(DEFAULT_LIMIT, most);
        }
        // Four digits always fit; more would be out of range anyway.
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw ProblemException.invalid("limit must be a whole number between 1 and " + most);
        }
        return limit;
    }

    private static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
    }

    private static ProblemException noCursor() {
        return ProblemException.invalid("after is not a cursor of this listing; use next of an earlier page");
    }
}
