package io.diabolo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Runs commands in this process, with one thread of the engine: tests run beside others. */
final class Shell {

    private static final Set<String> WITH_ENGINE = Set.of(
            "train",
            "eval",
            "reconstruct",
            "encode",
            "decode",
            "generate",
            "study",
            "codec",
            "detect",
            "reduce",
            "denoise-signal");

    private Shell() {}

    static Result run(String... arguments) {
        return runUntil(() -> false, arguments);
    }

    /** A job stops once {@code stop} is true, as with Ctrl-C. */
    static Result runUntil(BooleanSupplier stop, String... arguments) {
        return runUntil(stop, CodecSource.installed(), arguments);
    }

    /** Runs a command with other codecs than those installed. */
    static Result run(CodecSource codecs, String... arguments) {
        return runUntil(() -> false, codecs, arguments);
    }

    static Result runUntil(BooleanSupplier stop, CodecSource codecs, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Session session = new Session(new PrintWriter(out), new PrintWriter(err), 0, null, stop);
        int code = Main.run(session, codecs, withOneThread(arguments));
        return new Result(code, out.toString(), err.toString());
    }

    private static String[] withOneThread(String[] arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        boolean computes = !all.isEmpty() && WITH_ENGINE.contains(all.get(0)) && !all.contains("threshold");
        if (computes && !all.contains("--threads") && !all.contains("--spark")) {
            all.addAll(List.of("--threads", "1"));
        }
        return all.toArray(String[]::new);
    }

    /** How a command ended. */
    record Result(int code, String out, String err) {

        JsonNode json() {
            return Json.parse(out, JsonNode.class);
        }
    }
}
