package io.diabolo.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What was measured of images a second; {@code results.json} as it is.
 *
 * @param date when, ISO 8601
 * @param quick whether it was only seen to work: then no figure means anything
 * @param machine where
 * @param notes what was left out, and why
 * @param peaks of products, as each side reaches them
 * @param works line by line
 * @param steps where Diabolo's training steps spend their time
 */
record Results(
        String date,
        boolean quick,
        Machine machine,
        List<String> notes,
        List<PeakRow> peaks,
        List<WorkResult> works,
        List<StepRow> steps) {

    private static final String FILE = "results.json";

    /** @param data what was trained on; empty where that differs from work to work */
    record Machine(String processor, int processors, long memoryBytes, String system, String java, String data) {}

    Results {
        notes = List.copyOf(notes);
        peaks = List.copyOf(peaks);
        works = List.copyOf(works);
        steps = List.copyOf(steps);
    }

    static Optional<Results> read(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(Json.read(file, Results.class)) : Optional.empty();
    }

    void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), Json.text(this) + "\n");
    }

    Results withPeaks(List<PeakRow> newPeaks) {
        return new Results(date, quick, machine, notes, newPeaks, works, steps);
    }

    Results withNotes(List<String> more) {
        List<String> all =
                Stream.concat(notes.stream(), more.stream()).distinct().toList();
        return new Results(date, quick, machine, all, peaks, works, steps);
    }

    Results with(String newDate, List<WorkResult> moreWorks, List<StepRow> moreSteps) {
        return new Results(
                newDate,
                quick,
                machine,
                notes,
                peaks,
                Stream.concat(works.stream(), moreWorks.stream()).toList(),
                Stream.concat(steps.stream(), moreSteps.stream()).toList());
    }

    /** Whether a work was measured, or, by its letter, the works of which it is one. */
    boolean has(String work) {
        return works.stream().anyMatch(done -> done.work().startsWith(work));
    }

    /** GFLOP/s. */
    record PeakRow(String side, double fp32, double bf16) {}

    /** Milliseconds of a step of a work, as Diabolo does it. */
    record StepRow(String work, Protocol.PartTimes milliseconds) {}

    /** The largest rate of products that any side reached, in GFLOP/s; NaN where none was measured. */
    double peak(String precision) {
        return peaks.stream()
                .mapToDouble(precision.equals("bf16") ? PeakRow::bf16 : PeakRow::fp32)
                .max()
                .orElse(Double.NaN);
    }

    /**
     * One work.
     *
     * @param work its id
     * @param flopsPerImage of the products, forward and, in a training, backward; 0 where they are not counted
     */
    record WorkResult(String work, String title, long flopsPerImage, List<SideResult> sides) {

        Optional<SideResult> side(String name) {
            return sides.stream().filter(side -> side.side().equals(name)).findFirst();
        }
    }

    /** What one side did, round by round. */
    record SideResult(String side, Protocol.Ready ready, List<RoundResult> rounds) {

        /** The median of images a second. */
        @JsonIgnore
        double rate() {
            return median(round -> round.done().images() / round.done().seconds());
        }

        @JsonIgnore
        double loss() {
            return median(round -> round.done().loss());
        }

        /** From the files to the test error: loading once and the median round. */
        @JsonIgnore
        double wholeSeconds() {
            return ready.loadSeconds() + median(round -> round.done().wholeSeconds());
        }

        @JsonIgnore
        long peakBytes() {
            return rounds.stream()
                    .mapToLong(round -> round.done().peakBytes())
                    .max()
                    .orElse(0);
        }

        /** How many times faster this side is than another, round by round. */
        Statistics.Spread ratioTo(SideResult other) {
            return Statistics.spread(paired(
                    other, (mine, theirs) -> mine.images() / mine.seconds() / (theirs.images() / theirs.seconds())));
        }

        private double median(ToDoubleFunction<RoundResult> value) {
            return Statistics.median(rounds.stream().map(value::applyAsDouble).toList());
        }

        private List<Double> paired(SideResult other, Comparison comparison) {
            List<Double> values = new ArrayList<>();
            for (RoundResult mine : rounds) {
                for (RoundResult theirs : other.rounds) {
                    if (mine.seed() == theirs.seed()) {
                        values.add(comparison.of(mine.done(), theirs.done()));
                    }
                }
            }
            return values;
        }
    }

    /** One round. */
    record RoundResult(long seed, Protocol.Done done) {}

    private interface Comparison {
        double of(Protocol.Done mine, Protocol.Done theirs);
    }
}
