package io.diabolo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is read off the curves: a line for each side of each work. */
final class QualityTable {

    private static final String LAB = "lab";
    private static final String TUNED = "tuned";
    private static final int WORDS = 2;
    private static final List<String> COLUMNS = List.of(
            "work",
            "side",
            "seeds",
            "s to lab's early error",
            "times fewer",
            "s to lab's late error",
            "times fewer",
            "s to tuned's last error",
            "times fewer",
            "error at lab's early s",
            "error at lab's late s",
            "last error",
            "after s");

    private QualityTable() {}

    static TextTable of(List<QualityResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (QualityResult result : results) {
            QualityWork work = work(result);
            for (String side : List.of(Side.DIABOLO, LAB, TUNED)) {
                result.median(side).ifPresent(curve -> rows.add(row(work, result, curve)));
            }
        }
        List<Boolean> words = new ArrayList<>(Collections.nCopies(COLUMNS.size(), false));
        words.subList(0, WORDS).replaceAll(number -> true);
        return new TextTable(COLUMNS, words, rows);
    }

    static QualityWork work(QualityResult result) {
        return Arrays.stream(QualityWork.values())
                .filter(work -> work.id().equals(result.work()))
                .findFirst()
                .orElseThrow(() -> new Protocol.WorkerException(
                        "results of an unknown work %s: run with --fresh".formatted(result.work())));
    }

    private static List<String> row(QualityWork work, QualityResult result, Curve curve) {
        Optional<Curve> lab = result.median(LAB);
        Optional<Curve> tuned = result.median(TUNED);
        QualityWork.Effort effort = work.effort(result.quick());
        Optional<Curve.Point> early = lab.map(student -> student.at(effort.early()));
        Optional<Curve.Point> late = lab.map(student -> student.at(effort.late()));
        Optional<Curve.Point> expert = tuned.map(Curve::last);
        List<String> row = new ArrayList<>(List.of(work.id(), curve.side(), seeds(result, curve)));
        for (Optional<Curve.Point> mark : List.of(early, late, expert)) {
            row.add(mark.map(point -> seconds(curve, point.error())).orElse(""));
            row.add(mark.map(point -> timesFewer(curve, point)).orElse(""));
        }
        for (Optional<Curve.Point> mark : List.of(early, late)) {
            row.add(mark.map(point -> error(work, curve, point.seconds())).orElse(""));
        }
        row.add(work.measure().text(curve.last().error()));
        row.add("%.1f (%.1f)".formatted(curve.last().seconds(), curve.last().wholeSeconds()));
        return row;
    }

    /** How many there are, and how many of them to the end. */
    private static String seeds(QualityResult result, Curve median) {
        List<Curve> curves = result.of(median.side());
        int late = Curve.at(curves, median.last().epochs()).size();
        return late == curves.size() ? Integer.toString(late) : "%d, %d late".formatted(curves.size(), late);
    }

    /** Of the training, and in brackets from the start of the process. */
    private static String seconds(Curve curve, double error) {
        return "%s (%s)"
                .formatted(seconds(curve, error, Curve.Clock.TRAINING), seconds(curve, error, Curve.Clock.PROCESS));
    }

    private static String seconds(Curve curve, double error, Curve.Clock clock) {
        Curve.Reading reading = curve.secondsTo(error, clock);
        return switch (reading.bound()) {
            case BETWEEN -> "%.1f".formatted(reading.value());
            case AT_MOST -> "<%.1f".formatted(reading.value());
            case NEVER -> ">%.1f".formatted(clock.of(curve.last()));
        };
    }

    /** How many times fewer seconds of training than the side that made the mark. */
    private static String timesFewer(Curve curve, Curve.Point mark) {
        Curve.Reading reading = curve.secondsTo(mark.error(), Curve.Clock.TRAINING);
        double ratio =
                mark.seconds() / (Double.isNaN(reading.value()) ? curve.last().seconds() : reading.value());
        return switch (reading.bound()) {
            case BETWEEN -> "%.1fx".formatted(ratio);
            case AT_MOST -> ">%.1fx".formatted(ratio);
            case NEVER -> "<%.1fx".formatted(ratio);
        };
    }

    private static String error(QualityWork work, Curve curve, double seconds) {
        Curve.Reading reading = curve.errorAfter(seconds, Curve.Clock.TRAINING);
        return switch (reading.bound()) {
            case BETWEEN -> work.measure().text(reading.value());
            case AT_MOST -> "<" + work.measure().text(reading.value());
            case NEVER -> "none yet";
        };
    }

    /** What the table cannot say: the data, the expert's choices, and the models of a study one by one; a line each. */
    static List<String> remarks(List<QualityResult> results) {
        List<String> remarks = new ArrayList<>();
        for (QualityResult result : results) {
            remarks.add("%s: %s; data: %s".formatted(result.work(), work(result).title(), result.data()));
            result.median(TUNED)
                    .ifPresent(curve -> remarks.add("%s: tuned chose %s".formatted(result.work(), curve.how())));
            Optional<Curve> diabolo = result.median(Side.DIABOLO);
            Optional<Curve> lab = result.median(LAB);
            if (work(result).isStudy() && diabolo.isPresent() && lab.isPresent()) {
                Curve.Point student = lab.get().last();
                for (Curve.Point point : diabolo.get().points()) {
                    remarks.add(
                            "%s: after %g epochs %d of Diabolo's %d models are better than lab's after %g, in %.2f of its time"
                                    .formatted(
                                            result.work(),
                                            point.epochs(),
                                            better(point.errors(), student.errors()),
                                            point.errors().size(),
                                            student.epochs(),
                                            point.seconds() / student.seconds()));
                }
            }
        }
        return remarks;
    }

    private static int better(List<Double> mine, List<Double> theirs) {
        int count = 0;
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            count += mine.get(i) < theirs.get(i) ? 1 : 0;
        }
        return count;
    }
}
