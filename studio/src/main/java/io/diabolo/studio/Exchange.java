package io.diabolo.studio;

import io.diabolo.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What comes in and goes out over HTTP, within limits. */
final class Exchange {

    private static final int BUFFER = 1 << 16;

    private Exchange() {}

    /** A parameter of the query that must be there. */
    static String parameter(Context request, String name) {
        String value = request.queryParam(name);
        if (value == null || value.isEmpty()) {
            throw RequestException.bad("the parameter '%s' is missing".formatted(name));
        }
        return value;
    }

    /** A whole number of the query, limited to what is allowed. */
    static int number(Context request, String name, int usual, int most) {
        String value = request.queryParam(name);
        if (value == null) {
            return usual;
        }
        if (!value.matches("\\d{1,9}")) {
            throw RequestException.bad("'%s' must be a whole number, was '%s'".formatted(name, Text.shown(value)));
        }
        return Math.max(1, Math.min(most, Integer.parseInt(value)));
    }

    /** The body as a record. */
    static <T> T body(Context request, Class<T> type, Limits limits) throws IOException {
        try (InputStream in = request.req().getInputStream()) {
            byte[] bytes = in.readNBytes(limits.uploads().jsonBytes() + 1);
            if (bytes.length > limits.uploads().jsonBytes()) {
                throw tooLarge(limits.uploads().jsonBytes());
            }
            return Json.parse(bytes.length == 0 ? "{}" : new String(bytes, StandardCharsets.UTF_8), type);
        }
    }

    /**
     * The body, handed on as it comes; the name that the other side may have for it plays no part.
     *
     * @throws RequestException where it is larger, or takes longer, than is allowed
     */
    static void upload(Context request, OutputStream out, Limits limits) throws IOException {
        if (request.req().getContentLengthLong() > limits.uploads().bytes()) {
            throw tooLarge(limits.uploads().bytes());
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.uploads().seconds());
        long total = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = request.req().getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
                if (total > limits.uploads().bytes()) {
                    throw tooLarge(limits.uploads().bytes());
                }
                if (System.nanoTime() > end) {
                    throw new RequestException(
                            RequestException.TIMEOUT,
                            "the upload took longer than %d seconds"
                                    .formatted(limits.uploads().seconds()));
                }
                out.write(buffer, 0, count);
            }
        }
        if (total == 0) {
            throw RequestException.bad("the request has no body: send the file as it is");
        }
    }

    /** The body as a file. */
    static void upload(Context request, Path file, Limits limits) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            upload(request, out, limits);
        }
    }

    private static RequestException tooLarge(long most) {
        return new RequestException(
                RequestException.TOO_LARGE,
                "more than %,d bytes are not taken here: use the command line".formatted(most));
    }

    static void json(Context request, Object value) {
        request.contentType("application/json").result(Json.text(value).getBytes(StandardCharsets.UTF_8));
    }

    static void failed(Context request, Failures.Failure failure) {
        request.status(failure.status());
        json(request, new Failed(failure.message()));
    }

    /** @param saveAs offers the bytes as a file of that name; null shows them */
    static void bytes(Context request, String type, byte[] bytes, @Nullable String saveAs) {
        if (saveAs != null) {
            request.header("Content-Disposition", "attachment; filename=\"" + saveAs + "\"");
        }
        request.contentType(type).result(bytes);
    }

    /** The answer to a request that failed. */
    record Failed(String error) {}
}
