package dev.wayside.datasets.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A report as one HTML page that needs nothing from elsewhere: the plot library (Apache ECharts) is in it. */
final class EvaluationPage {

    private static final String PLACE_OF_LIBRARY = "/*LIBRARY*/";
    private static final String PLACE_OF_REPORT = "/*REPORT*/";

    private EvaluationPage() {}

    static String of(EvaluationReport report) throws IOException {
        return resource("report.html")
                .replace(PLACE_OF_LIBRARY, resource("echarts.min.js"))
                .replace(PLACE_OF_REPORT, json(report));
    }

    /** A tag that ends a script would end it inside a string too. */
    private static String json(EvaluationReport report) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(report).replace("</", "<\\/");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = EvaluationPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build has left out " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
