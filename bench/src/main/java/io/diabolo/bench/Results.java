package io.diabolo.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured; JSON as it is.
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

    /** @param data what was trained on */
    record Machine(String processor, int processors, long memoryBytes, String system, String java, String data) {}

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

        /** By how much this side's loss is above another's, as a fraction: the median of the seeds both had. */
        double lossAbove(SideResult other) {
            return Statistics.median(paired(other, (mine, theirs) -> mine.loss() / theirs.loss() - 1));
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
