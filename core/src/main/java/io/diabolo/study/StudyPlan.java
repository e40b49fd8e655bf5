package io.diabolo.study;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The grid of a study: every model with every latent size and every seed, trained to one plan.
 *
 * @param models names of {@link StudyModel}; no duplicates
 * @param latents sizes of the latent, rising, no duplicates, 1 to 1,048,576
 * @param seeds of the trainings, no duplicates; each replaces the plan's seed
 * @param plan that every run is trained to
 * @param jobs runs at the same time, at least 1; the results do not depend on it
 * @param threadsPerRun the engine's threads of each run, at least 1
 */
public record StudyPlan(
        List<String> models, List<Integer> latents, List<Long> seeds, TrainingPlan plan, int jobs, int threadsPerRun) {

    private static final int MOST_RUNS = 10_000;

    public StudyPlan {
        models = List.copyOf(models);
        latents = latents.stream().sorted().toList();
        seeds = List.copyOf(seeds);
        models.forEach(StudyModel::parse);
        requireDistinct("models", models);
        requireDistinct("latents", latents);
        requireDistinct("seeds", seeds);
        if (latents.get(0) < 1 || latents.get(latents.size() - 1) > 1 << 20) {
            throw new BadInputException("latent sizes must be from 1 to 1,048,576, were " + latents);
        }
        if ((long) models.size() * latents.size() * seeds.size() > MOST_RUNS) {
            throw new BadInputException("a study has at most %,d runs, this one has %d models x %d latents x %d seeds"
                    .formatted(MOST_RUNS, models.size(), latents.size(), seeds.size()));
        }
        if (jobs < 1 || threadsPerRun < 1) {
            throw new BadInputException(
                    "jobs and threads of a run must be at least 1, were %d and %d".formatted(jobs, threadsPerRun));
        }
    }

    /**
     * A plan with one engine thread a run.
     *
     * @param models duplicates are dropped, here and in the other lists
     * @param notes is told what was dropped, one line each
     * @throws BadInputException for an unknown model, with the name that comes nearest
     */
    public static StudyPlan of(
            List<String> models,
            List<Integer> latents,
            List<Long> seeds,
            TrainingPlan plan,
            int jobs,
            Consumer<String> notes) {
        return new StudyPlan(
                distinct("models", models, notes),
                distinct("latents", latents, notes),
                distinct("seeds", seeds, notes),
                plan,
                jobs,
                1);
    }

    public StudyPlan with(TrainingPlan newPlan) {
        return new StudyPlan(models, latents, seeds, newPlan, jobs, threadsPerRun);
    }

    StudyPlan withJobs(int newJobs) {
        return new StudyPlan(models, latents, seeds, plan, newJobs, threadsPerRun);
    }

    /** How many trainings the study has. */
    public int size() {
        return models.size() * latents.size() * seeds.size();
    }

    /** All runs: model by model, in each the latent sizes from small to large, in each the seeds. */
    List<RunResult.Key> runs() {
        List<RunResult.Key> keys = new ArrayList<>();
        for (String model : models) {
            for (int latent : latents) {
                for (long seed : seeds) {
                    keys.add(new RunResult.Key(model, latent, seed));
                }
            }
        }
        return keys;
    }

    /**
     * The order in which runs start: one of each model first, so that the speed of all is soon known, then the slow model
     * before the fast one and large before small, so that the last ones end together.
     */
    List<RunResult.Key> queue() {
        List<RunResult.Key> slowestFirst = new ArrayList<>(runs());
        slowestFirst.sort(Comparator.comparing((RunResult.Key key) -> StudyModel.NAMES.indexOf(key.model()))
                .thenComparing(RunResult.Key::latent)
                .reversed()
                .thenComparing(RunResult.Key::seed));
        LinkedHashSet<RunResult.Key> queue = new LinkedHashSet<>();
        for (String model : models) {
            slowestFirst.stream()
                    .filter(key -> key.model().equals(model))
                    .findFirst()
                    .ifPresent(queue::add);
        }
        queue.addAll(slowestFirst);
        return List.copyOf(queue);
    }

    /** @throws BadInputException if the plan does not fit the data, before anything is trained */
    void requireFits(SampleShape shape, int trainSamples) {
        if (plan.batch() > trainSamples) {
            throw new BadInputException(
                    "a batch of %d is larger than the %d training samples: use a batch of %d or less"
                            .formatted(plan.batch(), trainSamples, trainSamples));
        }
        int largest = latents.get(latents.size() - 1);
        if (largest > shape.elements()) {
            throw new BadInputException(
                    "latent %d is larger than the %d values of a sample %s, which the model would only copy: leave it out"
                            .formatted(largest, shape.elements(), shape));
        }
        models.forEach(model -> StudyModel.parse(model).networks(shape, largest));
    }

    /**
     * The plan of a model's runs, where what is automatic follows from model and data.
     *
     * @param shape of a sample as the model sees it
     * @param trainSamples how many samples there are to train on
     */
    public TrainingPlan fitted(String model, SampleShape shape, int trainSamples) {
        StudyModel parsed = StudyModel.parse(model);
        return parsed.plan(plan).fittedTo(parsed.networks(shape, latents.get(0)), trainSamples);
    }

    private static void requireDistinct(String what, List<?> values) {
        if (values.isEmpty() || new LinkedHashSet<>(values).size() < values.size()) {
            throw new BadInputException(
                    "a study needs at least one of %s, each once, was given %s".formatted(what, values));
        }
    }

    private static <T> List<T> distinct(String what, List<T> values, Consumer<String> notes) {
        List<T> kept = values.stream().distinct().toList();
        if (kept.size() < values.size()) {
            notes.accept("%s: duplicates dropped, %s became %s".formatted(what, values, kept));
        }
        return kept;
    }
}
