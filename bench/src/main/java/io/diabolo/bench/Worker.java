package io.diabolo.bench;

import io.diabolo.engine.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Diabolo's side: answers {@link Protocol} on its input and output until the input ends. */
public final class Worker {

    private @Nullable Task task;

    Worker() {}

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        PrintStream answers = System.out;
        // Whatever a library prints must not come between the answers.
        System.setOut(System.err);
        new Worker().serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
    }

    void serve(BufferedReader questions, PrintStream answers) throws IOException {
        String line = questions.readLine();
        while (line != null) {
            answers.println(Protocol.line(answer(line)));
            answers.flush();
            line = questions.readLine();
        }
        if (task != null) {
            task.close();
        }
    }

    private Object answer(String line) {
        try {
            String ask = Protocol.parse(line, com.fasterxml.jackson.databind.JsonNode.class)
                    .path("ask")
                    .asText();
            return switch (ask) {
                case "peak" ->
                    PeakRate.measure(Protocol.parse(line, Protocol.Peak.class).size());
                case "setup" -> setUp(Protocol.parse(line, Protocol.Setup.class));
                case "round" ->
                    task().round(Protocol.parse(line, Protocol.Round.class).seed());
                case "parts" ->
                    task().parts(Protocol.parse(line, Protocol.Parts.class).steps());
                case "measure" -> TestError.measure(Protocol.parse(line, TestError.Request.class));
                case "scale" -> ScalePoint.measure(Protocol.parse(line, ScalePoint.Request.class));
                case "nodes" -> NodesPoint.measure(Protocol.parse(line, NodesPoint.Request.class));
                default -> new Protocol.Failure("cannot do '%s'".formatted(ask));
            };
        } catch (RuntimeException e) {
            e.printStackTrace(); // into the log of this side
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Protocol.Failure(message.lines().findFirst().orElse(message));
        }
    }

    private Protocol.Ready setUp(Protocol.Setup setup) {
        Task made =
                switch (setup.kind()) {
                    case TRAIN -> new TrainTask(setup);
                    case BATCH, SINGLE -> new InferTask(setup);
                    case START -> throw new IllegalArgumentException("start-up is measured from outside");
                };
        task = made;
        Precision precision = made.precision();
        return new Protocol.Ready(
                setup.network().config().parameters(),
                precision.name().toLowerCase(Locale.ROOT),
                made.how(),
                made.loadSeconds());
    }

    private Task task() {
        if (task == null) {
            throw new IllegalStateException("a round before its setup");
        }
        return task;
    }
}
