package io.diabolo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code ./diabolo train} as a user types it: the data, the latent size, and for how long; each length is a training and a
 * process of its own. Two clocks: from the line that says how the data was split, when nothing was built yet, and from the
 * start of the process; both until the last line of {@code history.csv}, which comes after the last validation. A study ends
 * when its command does, as its report is what it is for.
 */
final class DiaboloTraining {

    private static final String DATA_WAS_READ = "split:";

    private final List<String> launcher;
    private final Path folder;
    private final Path log;
    private final boolean quick;

    /**
     * @param launcher the words that start {@code ./diabolo}
     * @param folder for models, which are replaced
     * @param log takes what the commands say
     */
    DiaboloTraining(List<String> launcher, Path folder, Path log, boolean quick) {
        this.launcher = List.copyOf(launcher);
        this.folder = folder;
        this.log = log;
        this.quick = quick;
    }

    /**
     * The points of a curve.
     *
     * @param lengths in epochs; for parts of an epoch there must be a whole number as well
     * @param measuring a process of Diabolo's that measures test errors while no clock runs
     * @throws Protocol.WorkerException if a command fails
     */
    List<Curve.Point> curve(
            QualityWork work, QualityData.Parts data, long seed, List<Double> lengths, WorkerProcess measuring) {
        List<Curve.Point> points = new ArrayList<>();
        double stepsPerEpoch = Double.NaN;
        // Whole epochs first: they tell how many steps one has.
        for (double epochs : lengths.stream()
                .sorted(Comparator.comparing((Double length) -> length != Math.rint(length))
                        .thenComparing(Comparator.naturalOrder()))
                .toList()) {
            boolean whole = epochs == Math.rint(epochs);
            List<String> length = whole
                    ? List.of("--epochs", Long.toString((long) epochs))
                    : List.of("--steps", Long.toString(Math.max(1, Math.round(epochs * stepsPerEpoch))));
            Run run = run(work, data, seed, length);
            if (whole && !work.isStudy()) {
                JsonNode training = run.answer().path("training");
                stepsPerEpoch = training.path("steps").asDouble()
                        / Math.max(1, training.path("epochs").asDouble());
            }
            points.add(new Curve.Point(
                    epochs, run.seconds(), run.wholeSeconds(), errors(work, data, run.answer(), measuring)));
        }
        points.sort(Comparator.comparingDouble(Curve.Point::epochs));
        return points;
    }

    private List<Double> errors(QualityWork work, QualityData.Parts data, JsonNode answer, WorkerProcess measuring) {
        if (!work.isStudy()) {
            TestError.Request request = TestError.Request.of(model(), data.test(), work.measure());
            return List.of(measuring.ask(request, TestError.Answer.class).value());
        }
        List<Double> errors = new ArrayList<>();
        for (QualityWork.Model model : work.models(quick)) {
            for (JsonNode run : answer.path("runs")) {
                if (run.at("/key/model").asText().equals(model.network())
                        && run.at("/key/latent").asInt() == model.latent()) {
                    errors.add(run.at("/test/mse").asDouble(Double.NaN));
                }
            }
        }
        return errors;
    }

    private Path model() {
        return folder.resolve("model");
    }

    private Run run(QualityWork work, QualityData.Parts data, long seed, List<String> length) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(work.command(quick));
        command.addAll(List.of("--data", data.data().toString(), "--seed", Long.toString(seed), "--json"));
        command.addAll(length);
        command.addAll(List.of("--out", model().toString()));
        try {
            if (Files.exists(model())) {
                Folders.delete(model());
            }
            Files.createDirectories(folder);
            return run(command, work.isStudy());
        } catch (IOException e) {
            throw new Protocol.WorkerException("%s: %s".formatted(String.join(" ", command), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Protocol.WorkerException("interrupted");
        }
    }

    private Run run(List<String> command, boolean study) throws IOException, InterruptedException {
        Path answer = folder.resolve("answer.json");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(answer.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_")); // as of every side
        Instant began = Instant.now();
        Process process = builder.start();
        Instant read = dataWasRead(process);
        int code = process.waitFor();
        Instant ended = Instant.now();
        if (code != 0) {
            throw new Protocol.WorkerException(
                    "%s ended with %d; see %s".formatted(String.join(" ", command), code, log));
        }
        if (read.equals(Instant.MAX)) {
            throw new Protocol.WorkerException("%s did not say '%s': when did its training begin?"
                    .formatted(String.join(" ", command), DATA_WAS_READ));
        }
        Instant trained = study
                ? ended
                : Files.getLastModifiedTime(model().resolve("history.csv")).toInstant();
        return new Run(
                seconds(read, trained), seconds(began, trained), Json.parse(Files.readString(answer), JsonNode.class));
    }

    /** When the process had read the data; its error stream goes into the log. */
    private Instant dataWasRead(Process process) throws IOException {
        Instant read = Instant.MAX;
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                if (read.equals(Instant.MAX) && line.startsWith(DATA_WAS_READ)) {
                    read = Instant.now();
                }
                lines.add(line);
                line = reader.readLine();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.write(log, lines, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        return read;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /** @param answer what the command says with --json */
    private record Run(double seconds, double wholeSeconds, JsonNode answer) {}
}
