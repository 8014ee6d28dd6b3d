package dev.wayside.api.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** A file of the dashboard, held in memory. Browsers keep it, but ask each time whether it is still the same. */
public final class DashboardFile {

    /** No external sources, no evaluated code, no framing by other pages. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> PAGES =
            Map.of("/", "route.html", "/cell", "cell.html", "/live", "live.html", "/status", "status.html");
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final String contentType;
    private final PackedFile content;
    private final String entityTag;

    private DashboardFile(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = new PackedFile(content);
        this.entityTag = entityTag(content);
    }

    /** The pages, by the path of each. */
    public static Map<String, DashboardFile> pages() {
        return PAGES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, page -> DashboardFile.read(page.getValue())));
    }

    public void serve(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cache-Control", "no-cache");
        context.header("ETag", entityTag);
        if (entityTag.equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
        } else {
            content.respond(context, contentType);
        }
    }

    /** Reads one of the program's own. */
    static DashboardFile read(String name) {
        try (InputStream resource = DashboardFile.class.getResourceAsStream("dashboard/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("the program lacks dashboard/" + name + "; build it again");
            }
            byte[] content = resource.readAllBytes();
            String type = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new DashboardFile(String.valueOf(type), content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read dashboard/" + name + " of the program", e);
        }
    }

    /** Weak, since what is sent may be compressed. */
    private static String entityTag(byte[] content) {
        return "W/\"" + UUID.nameUUIDFromBytes(content) + "\"";
    }
}
