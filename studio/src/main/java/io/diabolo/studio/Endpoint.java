package io.diabolo.studio;

import io.javalin.http.Context;

/**
 * A line of the API.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}
 * @param path with parameters as {@code {id}}, below {@value #BASE}
 * @param action answers
 */
record Endpoint(String method, String path, Action action) {

    /** Before every path of the API. */
    static final String BASE = "/api/v1";

    /** Answers a request; whatever it throws becomes a status and a line. */
    @FunctionalInterface
    interface Action {
        void answer(Context request) throws Exception;
    }

    static Endpoint get(String path, Action action) {
        return new Endpoint("GET", path, action);
    }

    static Endpoint post(String path, Action action) {
        return new Endpoint("POST", path, action);
    }

    static Endpoint delete(String path, Action action) {
        return new Endpoint("DELETE", path, action);
    }
}
