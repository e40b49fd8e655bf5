package io.diabolo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures images a second, work by work; what is in the results folder already is not measured again. */
final class ThroughputRun {

    private final Path root;
    private final Options options;
    private final List<Side> sides;
    private final BenchData data;
    private final Results.Machine machine;
    private final Consumer<String> news;

    /** @param root of the source tree, where {@code ./diabolo} is */
    ThroughputRun(
            Path root,
            Options options,
            List<Side> sides,
            BenchData data,
            Results.Machine machine,
            Consumer<String> news) {
        this.root = root;
        this.options = options;
        this.sides = sides;
        this.data = data;
        this.machine = machine;
        this.news = news;
    }

    /** @return what was measured, now and before */
    Results run(boolean busy) throws IOException {
        Path folder = Measured.throughput(options.out(), busy);
        if ((options.effort().fresh() || options.quick()) && Files.exists(folder)) {
            Folders.delete(folder);
        }
        if (!busy) {
            return run(folder, works(false));
        }
        try (BusyProcessor neighbour = BusyProcessor.start()) {
            Results results = run(folder, works(true));
            if (!neighbour.isAlive()) {
                throw new Protocol.WorkerException(
                        "the process that kept a processor busy ended: these are no results");
            }
            return results;
        }
    }

    /** What a busy neighbour does to a training is what matters; other works are done where they are named. */
    private List<Work> works(boolean busy) {
        return options.works().throughput().stream()
                .filter(work -> !busy || options.works().named() || work.kind() == Work.Kind.TRAIN)
                .toList();
    }

    private Results run(Path folder, List<Work> works) throws IOException {
        Path logs = options.out().resolve("logs");
        List<String> notes = new ArrayList<>();
        Rounds rounds = new Rounds(sides, data, logs, options.quick(), news, notes);
        Results results = Results.read(folder)
                .orElse(new Results(now(), options.quick(), machine, List.of(), List.of(), List.of(), List.of()));
        if (results.peaks().isEmpty()) {
            news.accept("measuring the largest products");
            results = results.withPeaks(rounds.peaks());
        }
        for (Work work : works) {
            if (results.has(work.id())) {
                continue;
            }
            List<Results.WorkResult> done = new ArrayList<>();
            List<Results.StepRow> steps = new ArrayList<>();
            if (work.kind() == Work.Kind.START) {
                done.addAll(startUp(logs, notes));
            } else {
                done.add(rounds.run(work));
            }
            if (work.kind() == Work.Kind.TRAIN) {
                rounds.steps(work, sides.get(0)).ifPresent(steps::add);
            }
            results = results.with(now(), done, steps).withNotes(notes);
            // After each, as all of them take long: what was measured is there also where somebody stops it.
            results.write(folder);
        }
        return results;
    }

    private List<Results.WorkResult> startUp(Path logs, List<String> notes) throws IOException {
        Path folder = options.out().resolve("start-up");
        StartUp startUp = new StartUp(root, folder, logs.resolve("g.log"), options.quick(), news);
        try {
            return startUp.run(StartUp.lab(sides));
        } catch (Protocol.WorkerException e) {
            notes.add("g: " + e.getMessage());
            return startUp.run(null); // Diabolo alone, unless it was that which failed
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
