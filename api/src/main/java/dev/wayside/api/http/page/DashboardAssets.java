package dev.wayside.api.http.page;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.javalin.http.Context;

/** Files of the dashboard's pages: modules, styles, the icon. Only files named here are served. */
public final class DashboardAssets {

    private static final List<String> NAMES = List.of(
            "dashboard.css",
            "leaflet.css",
            "icon.svg",
            "api.js",
            "cell.js",
            "chart.js",
            "format.js",
            "live.js",
            "log.js",
            "map.js",
            "page.js",
            "player.js",
            "prediction.js",
            "replay.js",
            "route.js",
            "route-line.js",
            "status.js",
            "stream.js",
            "theme.js",
            "token.js",
            "echarts.esm.min.js",
            "leaflet.js");

    private final Map<String, DashboardFile> filesByName =
            NAMES.stream().collect(Collectors.toMap(Function.identity(), DashboardFile::read));

    public void serve(Context context) {
        DashboardFile file = filesByName.get(context.pathParam("file"));
        if (file == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "there is no " + context.path());
        }
        file.serve(context);
    }
}
