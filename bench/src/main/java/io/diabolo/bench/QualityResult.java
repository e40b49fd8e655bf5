package io.diabolo.bench;

import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of one work so far; {@code results.json} as it is.
 *
 * @param work its id
 * @param date of the last curve, ISO 8601
 * @param quick whether it was only seen to work: then no figure means anything
 * @param machine where
 * @param data what was learned
 * @param curves in the order in which they were measured
 */
record QualityResult(
        String work, String date, boolean quick, Results.Machine machine, String data, List<Curve> curves) {

    static final String FILE = "results.json";

    QualityResult {
        curves = List.copyOf(curves);
    }

    static Optional<QualityResult> read(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(Json.read(file, QualityResult.class)) : Optional.empty();
    }

    void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), Json.text(this) + "\n");
    }

    /** Whether a side was measured with a seed, up to so many epochs. */
    boolean has(String side, long seed, double epochs) {
        return curves.stream()
                .anyMatch(curve -> curve.isOf(side, seed) && curve.last().epochs() >= epochs);
    }

    /** With one more curve, which takes the place of a shorter one. */
    QualityResult with(Curve curve, String newDate) {
        List<Curve> more = new ArrayList<>(curves);
        more.removeIf(other -> other.isOf(curve.side(), curve.seed()));
        more.add(curve);
        return new QualityResult(work, newDate, quick, machine, data, more);
    }

    List<Curve> of(String side) {
        return curves.stream().filter(curve -> curve.side().equals(side)).toList();
    }

    /** The medians of a side over its seeds. */
    Optional<Curve> median(String side) {
        List<Curve> found = of(side);
        return found.isEmpty() ? Optional.empty() : Optional.of(Curve.median(found));
    }
}
