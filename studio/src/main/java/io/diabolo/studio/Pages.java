package io.diabolo.studio;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages: a fixed table of files from the jar, in memory. A name that is asked for is looked up in it and used for nothing else.
 */
final class Pages {

    private static final String INDEX = "index.html";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    private static final List<String> OWN = List.of(
            INDEX,
            "studio.css",
            "icon.svg",
            "openapi.json",
            "app.js",
            "api.js",
            "words.js",
            "ui.js",
            "wipe.js",
            "chart.js",
            "plane.js",
            "upload.js",
            "jobs.js",
            "codes.js",
            "pages/models.js",
            "pages/train.js",
            "pages/study.js",
            "pages/latent.js",
            "pages/compress.js",
            "pages/restore.js",
            "pages/detect.js",
            "pages/data.js");

    private final Map<String, byte[]> files = new TreeMap<>();

    Pages() {
        for (String name : OWN) {
            files.put(name, resource(name));
        }
        files.put("lib/uplot.js", resource(UPLOT + "uPlot.esm.js"));
        files.put("lib/uplot.css", resource(UPLOT + "uPlot.min.css"));
    }

    /** Answers {@code /} and {@code /NAME}. */
    void answer(Context request, String name) {
        String file = name.isEmpty() ? INDEX : name;
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw RequestException.notFound("there is no page '%s'".formatted(Text.shown(name)));
        }
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        Exchange.bytes(request, String.valueOf(type), bytes, null);
    }

    /** The paths of all files, for tests. */
    List<String> names() {
        return List.copyOf(files.keySet());
    }

    String text(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the studio's jar; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the studio's jar", e);
        }
    }
}
