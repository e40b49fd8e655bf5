package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.report.Remarks;
import io.diabolo.jobs.report.StudyReport;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.study.RunResult;
import io.diabolo.study.Study;
import io.diabolo.study.StudyListener;
import io.diabolo.study.StudyModel;
import io.diabolo.study.StudyPace;
import io.diabolo.study.StudyPlan;
import io.diabolo.study.StudyResult;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One study from its request to the folder with its report. */
final class StudyJob {

    private static final List<Integer> LATENTS = List.of(2, 4, 8, 16, 32, 64);

    /** What two cores train in well under two minutes. */
    private static final long GLYPH_STEPS = 600;

    private static final int LARGEST_GLYPH_LATENT = 32;

    private StudyJob() {}

    static StudyOutcome run(StudyRequest request, Device device, JobControl control) {
        if (device != Device.CPU) {
            throw new BadInputException("a study trains on the processor's cores: leave --device out");
        }
        Path folder = request.output().path();
        request.output().requireApartFrom(request.data().path());
        try (FolderLock lock = FolderLock.acquire(folder)) {
            boolean resumes = request.output().existing() == Output.Existing.RESUME;
            SavedStudy saved = resumes ? SavedStudy.read(folder) : null;
            LoadedData data =
                    saved == null ? request.data().load() : new DataChoice(saved.data(), saved.reading()).load();
            SavedStudy study = saved == null
                    ? timed(resolve(request, data), request, data, control)
                    : again(saved, request.grid());
            return run(study, data, request, control);
        }
    }

    private static SavedStudy again(SavedStudy saved, StudyRequest.Grid asked) {
        StudyPlan grid = saved.grid();
        Integer jobs = asked.sideBySide();
        return jobs == null
                ? saved
                : saved.withGrid(new StudyPlan(
                        grid.models(), grid.latents(), grid.seeds(), grid.plan(), jobs, grid.threadsPerRun()));
    }

    private static SavedStudy resolve(StudyRequest request, LoadedData data) {
        List<String> notes = new ArrayList<>();
        StudyPlan grid = grid(request, data, notes::add);
        return new SavedStudy(request.data().absolute(), request.data().reading(), grid, notes, request.command());
    }

    private static SavedStudy timed(SavedStudy study, StudyRequest request, LoadedData data, JobControl control) {
        PlanChoice.Length length = request.plan().length();
        if (length.minutes() == null) {
            return study;
        }
        StudyPlan grid = study.grid();
        long steps = StudyPace.stepsIn(length.seconds(), grid, data);
        control.note(Remarks.in(locale(request), "%,d steps of each training fit in the time".formatted(steps)));
        return study.withGrid(grid.with(grid.plan().withSteps(steps)));
    }

    private static StudyPlan grid(StudyRequest request, LoadedData data, Consumer<String> notes) {
        StudyRequest.Grid asked = request.grid();
        if (asked.seeds() < 1 || asked.seeds() > 1_000) {
            throw new BadInputException("--seeds must be from 1 to 1,000, was " + asked.seeds());
        }
        SampleShape shape = Preprocessing.of(data.train()).shape();
        List<String> models = asked.models().isEmpty() ? StudyModel.suited(shape) : asked.models();
        boolean glyphs = request.data().path() == null;
        PlanChoice plan = request.plan();
        Precision precision = plan.precision()
                .ofTraining(
                        StudyModel.suited(shape).stream()
                                .map(model -> model.equals("conv")
                                        ? AutoencoderConfig.conv(shape, 1)
                                        : AutoencoderConfig.mlp(shape, 1))
                                .toList(),
                        Device.CPU);
        TrainingPlan chosen = plan.plan(precision, data.train().hasGaps());
        int largest = glyphs ? LARGEST_GLYPH_LATENT : shape.elements();
        long seed = plan.seedOrDefault();
        return StudyPlan.of(
                models,
                asked.latents() == null
                        ? LATENTS.stream().filter(d -> d <= largest).toList()
                        : asked.latents(),
                LongStream.range(seed, seed + asked.seeds()).boxed().toList(),
                glyphs && plan.hasAutomaticLength() ? chosen.withSteps(GLYPH_STEPS) : chosen,
                asked.sideBySide() == null ? Runtime.getRuntime().availableProcessors() : asked.sideBySide(),
                notes);
    }

    private static StudyOutcome run(SavedStudy study, LoadedData data, StudyRequest request, JobControl control) {
        Path folder = request.output().path();
        Locale locale = locale(request);
        Stream.concat(data.notes().stream(), study.notes().stream())
                .forEach(note -> control.note(Remarks.in(locale, note)));
        StudyPlan grid = study.grid();
        String announced = locale.equals(Locale.FRENCH)
                ? "étude : %s x taille latente %s x %s, %s pas chacun, %d à la fois"
                : "study: %s x latent %s x %s, %s steps each, %d at a time";
        control.note(announced.formatted(
                String.join(", ", grid.models()),
                grid.latents(),
                seeds(grid.seeds().size(), locale),
                steps(grid, data.train(), locale),
                grid.jobs()));
        Optional<StudyResult> result = new Study(grid, data, folder)
                .describedBy(study.command())
                .noting(study.notes())
                .stopWhen(control.stop())
                .listen(new StudyListener() {
                    @Override
                    public void started(List<RunResult.Key> all, List<RunResult> done) {
                        // Now the folder is known to be this study's.
                        study.write(folder);
                    }
                })
                .listen(control.study())
                .run();
        result.ifPresent(finished -> StudyReport.write(finished, folder, locale));
        return new StudyOutcome(folder.toString(), result.orElse(null));
    }

    private static String seeds(int count, Locale locale) {
        String one = locale.equals(Locale.FRENCH) ? "graine" : "seed";
        return count + " " + one + (count > 1 ? "s" : "");
    }

    private static Locale locale(StudyRequest request) {
        return request.language().locale();
    }

    private static String steps(StudyPlan grid, Dataset train, Locale locale) {
        SampleShape shape = Preprocessing.of(train).shape();
        return grid.models().stream()
                .map(model -> grid.fitted(model, shape, train.size()).totalSteps(train.size()))
                .distinct()
                .map(steps -> String.format(locale, "%,d", steps))
                .collect(Collectors.joining(locale.equals(Locale.FRENCH) ? " ou " : " or "));
    }
}
