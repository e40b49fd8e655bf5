package io.diabolo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.store.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.BooleanSupplier;

/** Runs commands in this process, with one thread of the engine: tests run beside others. */
final class Shell {

    private Shell() {}

    static Result run(String... arguments) {
        return runUntil(() -> false, arguments);
    }

    /** A training stops once {@code stop} is true, as with Ctrl-C. */
    static Result runUntil(BooleanSupplier stop, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Session session = new Session(new PrintWriter(out), new PrintWriter(err), 0, null, stop);
        int code = Main.run(session, arguments);
        return new Result(code, out.toString(), err.toString());
    }

    /** How a command ended. */
    record Result(int code, String out, String err) {

        JsonNode json() {
            return Json.parse(out, JsonNode.class);
        }
    }
}
