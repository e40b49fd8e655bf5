package io.diabolo.study;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many steps each training of a study may have, so that all of them take a given time. */
public final class StudyPace {

    /** The part of a study's time that its trainings have; measuring and comparing have the rest. */
    private static final double TRAINING = 0.85;

    private StudyPace() {}

    /**
     * Times each model with the largest latent, as many side by side as the study has.
     *
     * @param seconds of the whole study
     * @return steps of each training, the same for all
     */
    public static long stepsIn(double seconds, StudyPlan plan, LoadedData data) {
        Preprocessing preprocessing = Preprocessing.of(data.train());
        List<Pace> paces = new ArrayList<>();
        for (String model : plan.models()) {
            paces.add(pace(model, plan, data, preprocessing));
        }
        double ofEachSize = plan.latents().size() * (double) plan.seeds().size();
        return Pace.stepsIn(
                TRAINING * seconds * plan.jobs() / ofEachSize,
                steps -> paces.stream().mapToDouble(pace -> pace.seconds(steps)).sum());
    }

    /** The slowest of as many that run at once as the study has. */
    private static Pace pace(String name, StudyPlan plan, LoadedData data, Preprocessing preprocessing) {
        StudyModel model = StudyModel.parse(name);
        int latent = plan.latents().get(plan.latents().size() - 1);
        Callable<Pace> timing = () -> {
            Engine.setThreads(plan.threadsPerRun());
            return Pace.of(
                    model.architecture(preprocessing, data.train().hasGaps(), latent),
                    data,
                    preprocessing,
                    model.plan(plan.plan()),
                    Device.CPU);
        };
        int threads = Engine.threads();
        ExecutorService jobs = Executors.newFixedThreadPool(plan.jobs());
        try {
            List<Callable<Pace>> sideBySide = new ArrayList<>();
            for (int i = 0; i < plan.jobs(); i++) {
                sideBySide.add(timing);
            }
            List<Pace> timed = new ArrayList<>();
            for (Future<Pace> pace : jobs.invokeAll(sideBySide)) {
                timed.add(pace.get());
            }
            return Collections.max(timed, Comparator.comparingDouble(Pace::step));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the timing of " + name + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the timing of " + name + " ended with an error", e.getCause());
        } finally {
            jobs.shutdown();
            Engine.setThreads(threads);
        }
    }
}
