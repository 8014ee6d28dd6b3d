package dev.wayside.api.http.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

import dev.wayside.api.http.exchange.ReadyBody;
import io.javalin.http.Context;

/** A file of the program, held plain and compressed: an answer of it costs neither time nor memory. */
final class PackedFile {

    private final byte[] plain;
    private final byte[] packed;

    /** Takes the array over. */
    PackedFile(byte[] plain) {
        this.plain = plain;
        this.packed = packed(plain);
    }

    void respond(Context context, String contentType) {
        context.contentType(contentType).header("Vary", "Accept-Encoding");
        String accepted = context.header("Accept-Encoding");
        if (packed.length < plain.length && accepted != null && accepted.contains("gzip")) {
            context.header("Content-Encoding", "gzip");
            ReadyBody.respond(context, packed);
        } else {
            ReadyBody.respond(context, plain);
        }
    }

    private static byte[] packed(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return packed.toByteArray();
    }
}
