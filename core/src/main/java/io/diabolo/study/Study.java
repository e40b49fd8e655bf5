package io.diabolo.study;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains every model with every latent size and every seed, measures them, and compares them with what needs no training.
 *
 * <p>Runs share nothing and use a fixed number of engine threads each, so the figures do not depend on how many go side by
 * side. Each finished run is on the disk: a study that was stopped or killed continues where it was when it is run again
 * with the same plan, data and folder. Not safe for use by several threads.
 */
public final class Study {

    private final StudyPlan plan;
    private final LoadedData data;
    private final StudyFolder folder;
    private final Preprocessing preprocessing;
    private final List<StudyListener> listeners = new ArrayList<>();
    private List<String> command = List.of();
    private List<String> notes = List.of();
    private BooleanSupplier stop = () -> false;

    /**
     * @param out the study's folder
     * @throws BadInputException if the plan does not fit the data
     */
    public Study(StudyPlan plan, LoadedData data, Path out) {
        preprocessing = Preprocessing.of(data.train());
        plan.requireFits(preprocessing.shape(), data.train().size());
        this.plan = plan;
        this.data = data;
        folder = new StudyFolder(out);
    }

    public Study listen(StudyListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Asked before each step of each run; once true, all runs save where they are, and the study ends. */
    public Study stopWhen(BooleanSupplier stopping) {
        stop = stopping;
        return this;
    }

    /** The words that start this study again, for the report. */
    public Study describedBy(List<String> words) {
        command = List.copyOf(words);
        return this;
    }

    /** Remarks on the plan, for the report, beside those on the data. */
    public Study noting(List<String> remarks) {
        notes = List.copyOf(remarks);
        return this;
    }

    /**
     * Trains what is not trained yet, measures, and writes {@code study.csv} and {@code study.json}.
     *
     * @return empty if it was stopped
     * @throws BadInputException if the folder holds another study
     */
    public Optional<StudyResult> run() {
        StudyFolder.Identity identity = new StudyFolder.Identity(
                plan,
                data.train().name(),
                data.train().hash(),
                data.validation().hash(),
                data.test().hash());
        folder.claim(identity);
        Map<RunResult.Key, RunResult> results = new HashMap<>();
        plan.runs().forEach(key -> folder.finished(key).ifPresent(result -> results.put(key, result)));
        tell(listener -> listener.started(plan.runs(), List.copyOf(results.values())));
        AtomicReference<@Nullable Pca> components = new AtomicReference<>();
        try {
            trainAll(identity.trainData(), results, components);
            return results.size() < plan.size()
                    ? Optional.empty()
                    : conclude(identity, plan.runs().stream().map(results::get).toList(), components);
        } finally {
            Pca fitted = components.get();
            if (fitted != null) {
                fitted.close();
            }
        }
    }

    /** @param components is set to those of the training part, unless the study is stopped */
    private void trainAll(
            String dataHash, Map<RunResult.Key, RunResult> results, AtomicReference<@Nullable Pca> components) {
        AtomicBoolean broken = new AtomicBoolean();
        List<Callable<Optional<RunResult>>> waiting = new ArrayList<>(plan.queue().stream()
                .filter(key -> !results.containsKey(key))
                .<Callable<Optional<RunResult>>>map(key -> () -> {
                    try {
                        return train(key, dataHash, () -> broken.get() || stop.getAsBoolean());
                    } catch (RuntimeException | Error e) {
                        broken.set(true); // The others stop at their next step, with a checkpoint.
                        throw e;
                    }
                })
                .toList());
        // Behind the trainings: a processor that has none left need not wait for the last ones.
        waiting.add(() -> {
            if (!broken.get() && !stop.getAsBoolean()) {
                Engine.setThreads(plan.threadsPerRun());
                components.set(Conclusion.components(plan, data, preprocessing));
            }
            return Optional.empty();
        });
        int threads = Engine.threads();
        ExecutorService jobs = Executors.newFixedThreadPool(plan.jobs());
        try {
            for (Future<Optional<RunResult>> future : jobs.invokeAll(waiting)) {
                result(future).ifPresent(result -> results.put(result.key(), result));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            jobs.shutdown();
            // The number of threads of a new thread is that which was set last, by whichever thread.
            Engine.setThreads(threads);
        }
    }

    private Optional<RunResult> train(RunResult.Key key, String dataHash, BooleanSupplier stopping) {
        if (stopping.getAsBoolean()) {
            return Optional.empty();
        }
        Engine.setThreads(plan.threadsPerRun());
        Path place = folder.run(key);
        StudyRun run = new StudyRun(key, place, data, preprocessing, plan.plan());
        Optional<RunResult> result = run.run(dataHash, progress(key), stopping);
        result.ifPresent(finished -> {
            folder.write(finished);
            StudyRun.tidy(place);
            tell(listener -> listener.runFinished(finished));
        });
        return result;
    }

    private TrainingListener progress(RunResult.Key key) {
        return new TrainingListener() {
            @Override
            public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
                tell(listener -> listener.runStarted(key, startStep, totalSteps));
            }

            @Override
            public void stepped(long step, double loss, int examples) {
                tell(listener -> listener.stepped(key, step));
            }
        };
    }

    private static Optional<RunResult> result(Future<Optional<RunResult>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error; // out of memory, say
            }
            throw new IllegalStateException("a run ended with an error", e.getCause());
        }
    }

    private Optional<StudyResult> conclude(
            StudyFolder.Identity identity, List<RunResult> runs, AtomicReference<@Nullable Pca> components) {
        List<Advice> advice = plan.models().stream()
                .map(model -> Advisor.advise(
                        model,
                        runs.stream()
                                .filter(run -> run.key().model().equals(model))
                                .toList()))
                .toList();
        Conclusion conclusion = new Conclusion(plan, data, preprocessing, folder, runs);
        Pca pca = components.get();
        if (pca == null || !begins(StudyListener.Phase.REFERENCES)) {
            return Optional.empty();
        }
        References references = conclusion.references(pca);
        if (!begins(StudyListener.Phase.LIMITS)) {
            return Optional.empty();
        }
        List<Samples.LimitExamples> examples = new ArrayList<>();
        List<LimitRow> limits = conclusion.limits(advice, examples);
        if (!begins(StudyListener.Phase.PICTURES)) {
            return Optional.empty();
        }
        StudyResult result = new StudyResult(
                plan,
                summary(identity),
                runs,
                references,
                advice,
                limits,
                Machine.describe(command),
                remarks(),
                conclusion.samples(examples));
        folder.write(result);
        return Optional.of(result);
    }

    /** Tells that a phase begins, unless the study is to stop. */
    private boolean begins(StudyListener.Phase phase) {
        if (stop.getAsBoolean()) {
            return false;
        }
        tell(listener -> listener.phase(phase));
        return true;
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>(notes);
        remarks.addAll(data.notes());
        return remarks;
    }

    private StudyResult.DataSummary summary(StudyFolder.Identity identity) {
        return new StudyResult.DataSummary(
                data.train().name(),
                preprocessing.shape(),
                data.train().size(),
                data.validation().size(),
                data.test().size(),
                data.train().labelNames(),
                identity.trainData(),
                identity.testData());
    }

    private synchronized void tell(java.util.function.Consumer<StudyListener> news) {
        listeners.forEach(news);
    }
}
