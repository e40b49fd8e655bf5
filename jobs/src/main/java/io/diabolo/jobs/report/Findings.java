package io.diabolo.jobs.report;

import io.diabolo.study.Advice;
import io.diabolo.study.RunResult;
import io.diabolo.study.StudyModel;
import io.diabolo.study.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A study's runs put together over the seeds, and which of them the report looks at. */
final class Findings {

    private final StudyResult study;
    private final List<SizeResult> sizes = new ArrayList<>();

    Findings(StudyResult study) {
        this.study = study;
        for (String model : study.plan().models()) {
            for (int latent : study.plan().latents()) {
                List<RunResult> runs = study.runs().stream()
                        .filter(run -> run.ok()
                                && Double.isFinite(run.test().mse())
                                && run.key().model().equals(model)
                                && run.key().latent() == latent)
                        .toList();
                if (!runs.isEmpty()) {
                    sizes.add(new SizeResult(model, latent, runs));
                }
            }
        }
    }

    StudyResult study() {
        return study;
    }

    /** Every model and latent size of which a run came to its end, in the order of the plan. */
    List<SizeResult> sizes() {
        return sizes;
    }

    /** One model's sizes, rising. */
    List<SizeResult> sizes(String model) {
        return sizes.stream().filter(size -> size.model().equals(model)).toList();
    }

    /** The models of which a run came to its end. */
    List<String> models() {
        return sizes.stream().map(SizeResult::model).distinct().toList();
    }

    Optional<SizeResult> size(String model, int latent) {
        return sizes(model).stream().filter(size -> size.latent() == latent).findFirst();
    }

    List<RunResult> failed() {
        return study.runs().stream().filter(run -> !run.ok()).toList();
    }

    boolean hasLabels() {
        return !study.data().labelNames().isEmpty();
    }

    Optional<Advice.Knee> knee(String model) {
        return study.advice(model).flatMap(advice -> Optional.ofNullable(advice.knee()));
    }

    /** Whether every model goes on gaining up to the largest size. */
    boolean hasNoKneeYet() {
        return models().stream().allMatch(model -> knee(model)
                .filter(knee -> knee.latent() == knee.largest())
                .isPresent());
    }

    /** The model at its knee, or at its largest latent size where there is none. */
    SizeResult focus(String model) {
        List<SizeResult> own = sizes(model);
        return knee(model).flatMap(knee -> size(model, knee.latent())).orElseGet(() -> own.get(own.size() - 1));
    }

    /** The first two models side by side at each latent size that both have. */
    List<Comparison> comparisons() {
        List<String> models = models();
        List<Comparison> all = new ArrayList<>();
        if (models.size() > 1) {
            for (SizeResult one : sizes(models.get(0))) {
                size(models.get(1), one.latent()).ifPresent(other -> all.add(new Comparison(one, other)));
            }
        }
        return all;
    }

    /** The comparison at the larger of the two knees, or at the largest size where there is none. */
    Optional<Comparison> comparison() {
        List<Comparison> all = comparisons();
        OptionalInt knee = models().stream()
                .flatMap(model -> knee(model).stream())
                .mapToInt(Advice.Knee::latent)
                .max();
        return all.stream()
                .filter(c -> knee.isPresent() && c.latent() == knee.getAsInt())
                .findFirst()
                .or(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1)));
    }

    /** What turns a loss of a curve into an MSE: the squared error is summed over a sample, a likelihood stays as it is. */
    double curveFactor(String model) {
        return StudyModel.parse(model).learnsSquaredError()
                ? 1.0 / study.data().shape().elements()
                : 1;
    }

    /** The sizes whose curves stand for all: a model's smallest, its {@link #focus} and its largest. */
    List<SizeResult> curves(String model) {
        List<SizeResult> own = sizes(model);
        return Stream.of(own.get(0), focus(model), own.get(own.size() - 1))
                .distinct()
                .toList();
    }

    /** The model that the report's last word is about: the one with the lower error where there are two. */
    SizeResult best() {
        return comparison().map(Comparison::lower).orElseGet(() -> focus(models().get(0)));
    }
}
