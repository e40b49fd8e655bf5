package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.report.SignalReport;
import io.diabolo.signal.Signal;
import io.diabolo.task.SignalDenoiser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes noise away from the signals of a file. */
final class DenoiseSignalJob {

    private static final Pattern ENDING = Pattern.compile("(?i)\\.(csv|tsv|txt|npy|npz|hea|dat)(\\.gz)?$");
    private static final Pattern RESULT = Pattern.compile("(?i).*\\.(csv|tsv|txt|npy)(\\.gz)?");

    private DenoiseSignalJob() {}

    /** By the Kalman smoother, without an engine. */
    static DenoiseSignalRequest.Outcome run(DenoiseSignalRequest request, JobControl control) {
        Path out = out(request);
        Signal noisy = SignalInput.read(request.signal(), control.notes());
        return finish(request, out, CleanedSignal.of(noisy), control);
    }

    /** By a model. */
    static DenoiseSignalRequest.Outcome run(
            DenoiseSignalRequest request, String model, Device device, JobControl control) {
        Path out = out(request);
        try (SignalDenoiser denoiser = SignalDenoiser.load(Path.of(model), device)) {
            SignalChoice asked = request.signal();
            boolean named =
                    asked.columns().isEmpty() && !denoiser.channelNames().isEmpty();
            Signal noisy =
                    SignalInput.read(named ? asked.withColumns(denoiser.channelNames()) : asked, control.notes());
            return finish(request, out, CleanedSignal.of(noisy).by(denoiser::clean), control);
        }
    }

    private static Path out(DenoiseSignalRequest request) {
        Path input = Path.of(request.signal().path());
        String name = String.valueOf(input.getFileName());
        String chosen = request.output().path();
        Path out = chosen == null
                ? input.resolveSibling(ENDING.matcher(name).replaceFirst("") + "-clean.csv")
                : Path.of(chosen);
        if (!RESULT.matcher(out.toString()).matches()) {
            throw new BadInputException(
                    "--out %s must end in .csv, .tsv, .txt (or these with .gz) or .npy".formatted(out));
        }
        if (input.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
            throw new BadInputException("%s would be written over: choose another --out".formatted(input));
        }
        if (Files.exists(out) && !request.output().replace()) {
            throw new BadInputException("%s exists: choose another --out, or replace it with --force".formatted(out));
        }
        return out;
    }

    private static DenoiseSignalRequest.Outcome finish(
            DenoiseSignalRequest request, Path out, CleanedSignal all, JobControl control) {
        List<DenoiseSignalRequest.Column> columns = IntStream.range(
                        0, all.noisy().channels().size())
                .mapToObj(all::column)
                .toList();
        for (DenoiseSignalRequest.Column column : columns) {
            if (column.isSuspicious()) {
                control.note(
                        "column '%s': what was taken away is not like noise (neighbours correlate by %.2f): a part of the signal may have gone with it"
                                .formatted(column.name(), column.correlation()));
            }
        }
        CleanedSignal cleaned = request.fill() ? all.filledOnly() : all;
        new SignalFiles(cleaned, request.fill()).write(Path.of(request.signal().path()), out);
        return new DenoiseSignalRequest.Outcome(
                out.toString(), all.noisy().length(), columns, report(request, all, columns));
    }

    private static @Nullable String report(
            DenoiseSignalRequest request, CleanedSignal cleaned, List<DenoiseSignalRequest.Column> columns) {
        if (request.report() == null) {
            return null;
        }
        Path folder = Path.of(request.report());
        List<SignalReport.Channel> channels = IntStream.range(0, columns.size())
                .mapToObj(c -> new SignalReport.Channel(
                        columns.get(c).name(),
                        cleaned.noisy().channel(c),
                        cleaned.clean().channel(c),
                        cleaned.smoothed().get(c),
                        columns.get(c).gaps(),
                        columns.get(c).noise(),
                        columns.get(c).snrDb(),
                        columns.get(c).correlation(),
                        columns.get(c).isSuspicious()))
                .toList();
        SignalReport.Subject subject = new SignalReport.Subject(
                cleaned.noisy().name(), request.model() == null ? "" : request.model(), channels);
        try (FolderLock lock = FolderLock.acquire(folder)) {
            return SignalReport.write(subject, folder, request.lang().locale()).toString();
        }
    }
}
