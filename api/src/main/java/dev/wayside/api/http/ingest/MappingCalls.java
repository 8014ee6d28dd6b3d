package dev.wayside.api.http.ingest;

import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.PageRequest;
import dev.wayside.api.http.exchange.QueryParameters;
import dev.wayside.kvstore.HistoryStore;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** {@code /v1/mappings}: the mappings that bodies of traces can be read by. They are kept in the store. */
public final class MappingCalls {

    /** Chosen: the largest included mapping has 917 bytes. */
    private static final int MAX_BYTES = 1 << 16;

    private static final String YAML = "application/yaml";

    private final KnownMappings mappings;

    /** Calls for the mappings of one store. */
    public MappingCalls(HistoryStore store) {
        this.mappings = new KnownMappings(store);
    }

    public void list(Context context) {
        PageRequest request = PageRequest.of(context);
        Stream<MappingResponse> rest = mappings.all().stream()
                .filter(mapping -> request.after()
                        .map(after -> mapping.name().compareTo(after) > 0)
                        .orElse(true));
        Exchange.respond(context, request.page(rest, Function.identity(), MappingResponse::name));
    }

    public void show(Context context) {
        QueryParameters.requireOnly(context);
        byte[] yaml = mappings.yaml(name(context));
        context.contentType(YAML).result(yaml);
    }

    /** Takes the body for YAML, whatever its type: there is no other. */
    public void put(Context context) {
        QueryParameters.requireOnly(context);
        boolean isNew = mappings.keep(name(context), Exchange.readBytes(context, MAX_BYTES));
        context.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
        String name = name(context);
        Exchange.respond(context, new MappingResponse(name, mappings.find(name).description(), false));
    }

    public void delete(Context context) {
        QueryParameters.requireOnly(context);
        mappings.delete(name(context));
        context.status(HttpStatus.NO_CONTENT);
    }

    private static String name(Context context) {
        return context.pathParam("name");
    }
}
