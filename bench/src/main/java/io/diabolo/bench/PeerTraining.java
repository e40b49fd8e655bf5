package io.diabolo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A script of {@code bench/peers} in a process of its own: it reads the data, then trains and measures. */
final class PeerTraining {

    private final Side side;
    private final Path log;

    PeerTraining(Side side, Path log) {
        this.side = side;
        this.log = log;
    }

    /**
     * What is asked of a script.
     *
     * @param ask {@code load}, {@code choose} or {@code curve}
     * @param models what is trained
     * @param variational whether the models are variational
     * @param lengths epochs, rising
     * @param choice what {@code choose} answered; empty where nothing was chosen
     */
    record Request(
            String ask,
            List<QualityWork.Model> models,
            boolean variational,
            String train,
            String test,
            List<Double> lengths,
            long seed,
            JsonNode choice,
            boolean quick) {

        static Request of(QualityWork work, QualityData.Parts data, List<Double> lengths, boolean quick) {
            return new Request(
                    "load",
                    work.models(quick),
                    work.measure() == QualityWork.Measure.NEGATIVE_ELBO,
                    data.train().toString(),
                    data.test().toString(),
                    lengths,
                    0,
                    Json.parse("{}", JsonNode.class),
                    quick);
        }

        Request asking(String newAsk, long newSeed, JsonNode newChoice) {
            return new Request(newAsk, models, variational, train, test, lengths, newSeed, newChoice, quick);
        }
    }

    /** The answer to {@code load}: how the side works, in words. */
    record Loaded(String settings) {}

    /** The answer to {@code curve}. */
    record Points(List<Point> points) {}

    /**
     * @param seconds of the training
     * @param setupSeconds before it, behind the reading of the data: a compiler, processes
     */
    record Point(double epochs, double seconds, double setupSeconds, List<Double> errors) {}

    /**
     * What the script chooses on validation data, which takes minutes: it is kept in {@code file}, and read from there where
     * that exists. Delete the file, or run with {@code --fresh}, to choose again.
     *
     * @throws Protocol.WorkerException if the script fails
     */
    JsonNode choice(Request request, Path file) {
        if (Files.exists(file)) {
            return Json.read(file, JsonNode.class);
        }
        try (WorkerProcess process = WorkerProcess.start(side, log)) {
            process.ask(request, Loaded.class);
            JsonNode choice = process.ask(request.asking("choose", 0, request.choice()), JsonNode.class);
            AtomicFiles.writeString(file, Json.text(choice) + "\n");
            return choice;
        }
    }

    /**
     * The curve of one seed.
     *
     * @throws Protocol.WorkerException if the script fails
     */
    Curve curve(Request request, long seed, String commit, JsonNode choice) {
        long began = System.nanoTime();
        try (WorkerProcess process = WorkerProcess.start(side, log)) {
            Loaded loaded = process.ask(request, Loaded.class);
            double start = Task.secondsSince(began);
            Points found = process.ask(request.asking("curve", seed, choice), Points.class);
            List<Curve.Point> points = found.points().stream()
                    .map(point -> new Curve.Point(
                            point.epochs(),
                            point.seconds(),
                            start + point.setupSeconds() + point.seconds(),
                            point.errors()))
                    .toList();
            if (points.isEmpty()) {
                throw new Protocol.WorkerException("%s measured nothing".formatted(side.name()));
            }
            String how = choice.path("how").asText("");
            return new Curve(side.name(), seed, commit, how.isEmpty() ? loaded.settings() : how, points);
        }
    }
}
