package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.Finding;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks at a folder again and again, and judges each file once it no longer grows. */
final class WatchJob {

    private static final long POLL_MILLIS = 100;

    /** A file that cannot be read is tried again for so long: it may still be written. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final WatchRequest request;
    private final Consumer<WatchRequest.Part> parts;
    private final JobControl control;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Set<Path> done = new HashSet<>();
    private final List<Double> millis = new ArrayList<>();
    private int rejected;

    private WatchJob(WatchRequest request, Consumer<WatchRequest.Part> parts, JobControl control) {
        this.request = request;
        this.parts = parts;
        this.control = control;
    }

    /** @param parts told of each file, on the job's thread */
    static WatchRequest.Outcome run(WatchRequest request, Consumer<WatchRequest.Part> parts, JobControl control) {
        try (AnomalyDetector detector = AnomalyDetector.load(Path.of(request.detector()))) {
            return new WatchJob(request, parts, control).watch(detector);
        }
    }

    /** What a file was at the last look. */
    private record Seen(long size, long modified, long since) {}

    private WatchRequest.Outcome watch(AnomalyDetector detector) {
        SavedDetector saved = SavedDetector.read(Path.of(request.detector()));
        while (!control.stop().getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            for (Path file : files()) {
                if (!done.contains(file) && isStill(file)) {
                    judge(file, detector, saved);
                    if (request.stop() && rejected > 0) {
                        return outcome();
                    }
                }
            }
            pause();
        }
        return outcome();
    }

    private List<Path> files() {
        Path folder = Path.of(request.folder());
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInputException(
                    "%s: no folder to watch, or it is not there any more: name one that exists".formatted(folder), e);
        }
    }

    /** Whether size and time are those of the last look. */
    private boolean isStill(Path file) {
        try {
            long size = Files.size(file);
            long modified = Files.getLastModifiedTime(file).toMillis();
            Seen before = seen.get(file);
            boolean same = before != null && before.size == size && before.modified == modified;
            if (!same) {
                seen.put(file, new Seen(size, modified, System.currentTimeMillis()));
            }
            return same;
        } catch (IOException e) {
            return false; // It was taken away between two looks.
        }
    }

    private void judge(Path file, AnomalyDetector detector, SavedDetector saved) {
        String name = String.valueOf(file.getFileName());
        long start = System.nanoTime();
        try {
            Dataset data =
                    saved.open(Path.of(request.detector()), file, detector, DataReading.defaults(), JobControl.none());
            List<Finding> findings = detector.score(data);
            double took = (System.nanoTime() - start) / 1e6;
            Finding strangest = Collections.max(findings, Comparator.comparingDouble(Finding::score));
            int abnormal = (int) findings.stream().filter(Finding::abnormal).count();
            rejected += abnormal > 0 ? 1 : 0;
            millis.add(took);
            done.add(file);
            parts.accept(new WatchRequest.Part(
                    name,
                    findings.size(),
                    abnormal,
                    strangest.score(),
                    strangest.pValue(),
                    strangest.reasons().isEmpty()
                            ? null
                            : strangest.reasons().get(0).where(),
                    took,
                    null));
        } catch (CorruptFileException e) {
            Seen first = seen.get(file);
            if (first == null || System.currentTimeMillis() - first.since > PATIENCE_MILLIS) {
                fail(file, e, (System.nanoTime() - start) / 1e6);
            }
        } catch (DiaboloException e) {
            fail(file, e, (System.nanoTime() - start) / 1e6);
        }
    }

    private void fail(Path file, DiaboloException e, double took) {
        done.add(file);
        parts.accept(new WatchRequest.Part(
                String.valueOf(file.getFileName()), 0, 0, 0, 1, null, took, String.valueOf(e.getMessage())));
    }

    private WatchRequest.Outcome outcome() {
        double[] rising = millis.stream().mapToDouble(m -> m).sorted().toArray();
        return new WatchRequest.Outcome(
                rising.length,
                rejected,
                rising.length == 0 ? 0 : rising[(rising.length - 1) / 2],
                rising.length == 0 ? 0 : rising[(int) Math.ceil(0.99 * rising.length) - 1]);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
