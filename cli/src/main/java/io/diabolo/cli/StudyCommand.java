package io.diabolo.cli;

import io.diabolo.cli.report.StudyReport;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.study.Advice;
import io.diabolo.study.References;
import io.diabolo.study.RunResult;
import io.diabolo.study.Study;
import io.diabolo.study.StudyListener;
import io.diabolo.study.StudyPlan;
import io.diabolo.study.StudyResult;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./diabolo study}: models x latent sizes x seeds, measured, compared and judged. */
@Command(
        name = "study",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Trains models with several latent sizes, compares them with PCA, JPEG and PNG, and writes study.csv, study.json and a report.",
            "The same command continues a study that was interrupted."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo study                                              the embedded pictures, into ./study",
            "  ./diabolo study --data fashion --latents 2,4,8,16,32,64 --seeds 3 --epochs 10 --out fashion-study",
            "  ./diabolo study --resume fashion-study                       goes on after Ctrl-C"
        })
final class StudyCommand implements Callable<Integer> {

    private static final List<Integer> LATENTS = List.of(2, 4, 8, 16, 32, 64);

    /** What two cores train in well under two minutes. */
    private static final long GLYPH_STEPS = 600;

    private static final int LARGEST_GLYPH_LATENT = 32;

    /** Options that may stand beside --resume, which has the others from the folder. */
    private static final Set<String> OF_THE_RUN =
            Set.of("--resume", "--jobs", "--lang", "--json", "--quiet", "--threads", "--debug");

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Pictures in a folder, idx files, CIFAR-10, .npy or .npz (default: glyphs, the embedded pictures).")
    private @Nullable Path data;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "M",
            description = "Of mlp and conv, joined by commas (default: both).")
    private List<String> models = StudyPlan.KNOWN;

    @Option(
            names = "--latents",
            split = ",",
            paramLabel = "D",
            description =
                    "Latent sizes, joined by commas (default: 2,4,8,16,32,64; up to 32 for the embedded pictures).")
    private @Nullable List<Integer> latents;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train each N times, with the seeds from --seed on (default: 1).")
    private int seeds = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Runs at the same time, one thread each; changes no figure but times (default: one a processor).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the study goes (default: ${DEFAULT-VALUE}).",
            defaultValue = "study")
    private Path out = Path.of("study");

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the interrupted study in DIR.")
    private @Nullable Path resume;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Options as YAML or JSON, such as 'latents: [2, 4, 8]'; those given here too are taken from here.")
    private @Nullable Path config;

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the report (default: en).")
    private Language lang = Language.EN;

    @Mixin
    private PlanChoices plan = new PlanChoices();

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private CommonOptions common = new CommonOptions();

    StudyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (config != null) {
            return withConfig(config);
        }
        if (resume != null) {
            requireAlone();
            StudyRequest saved = StudyRequest.read(resume);
            LoadedData loaded = StudyRequest.load(saved.data(), saved.reading());
            boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--jobs");
            StudyPlan grid = saved.grid();
            StudyPlan again = chosen
                    ? new StudyPlan(
                            grid.models(), grid.latents(), grid.seeds(), grid.plan(), jobs, grid.threadsPerRun())
                    : grid;
            return run(
                    resume,
                    loaded,
                    new StudyRequest(saved.data(), saved.reading(), again, saved.notes(), saved.command()));
        }
        String path = data == null ? null : data.toAbsolutePath().normalize().toString();
        LoadedData loaded = StudyRequest.load(path, reading.reading());
        List<String> notes = new ArrayList<>();
        StudyPlan grid = grid(loaded, notes::add);
        List<String> command = new ArrayList<>(List.of("./diabolo"));
        command.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return run(out, loaded, new StudyRequest(path, reading.reading(), grid, notes, command));
    }

    /** Runs the command anew with the file's options among its own. */
    private int withConfig(Path file) {
        List<String> given = spec.root().commandLine().getParseResult().originalArgs();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals("--config")) {
                i++;
            } else if (!given.get(i).startsWith("--config=")) {
                arguments.add(given.get(i));
            }
        }
        arguments.addAll(ConfigFile.arguments(file, spec, spec.commandLine().getParseResult()));
        return Main.run(session, arguments.toArray(String[]::new));
    }

    private void requireAlone() {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !OF_THE_RUN.contains(option.longestName()))
                .findFirst()
                .ifPresent(option -> {
                    throw new BadInputException("--resume takes the options of the study from its folder: leave %s out"
                            .formatted(option.longestName()));
                });
    }

    private StudyPlan grid(LoadedData loaded, Consumer<String> notes) {
        if (seeds < 1 || seeds > 1_000) {
            throw new BadInputException("--seeds must be from 1 to 1,000, was " + seeds);
        }
        SampleShape shape = loaded.train().shape();
        Precision precision =
                common.precision(List.of(AutoencoderConfig.mlp(shape, 1), AutoencoderConfig.conv(shape, 1)));
        TrainingPlan chosen = plan.plan(common.seed(), precision, loaded.train());
        boolean automatic = chosen.length().steps() == 0 && chosen.length().epochs() == 0;
        int largest =
                data == null ? LARGEST_GLYPH_LATENT : loaded.train().shape().elements();
        return StudyPlan.of(
                models,
                latents == null ? LATENTS.stream().filter(d -> d <= largest).toList() : latents,
                LongStream.range(common.seed(), common.seed() + seeds).boxed().toList(),
                data == null && automatic ? chosen.withSteps(GLYPH_STEPS) : chosen,
                jobs,
                notes);
    }

    private int run(Path folder, LoadedData loaded, StudyRequest request) {
        if (common.startEngine() != Device.CPU) {
            throw new BadInputException("a study trains on the processor's cores: leave --device out");
        }
        loaded.notes().forEach(note -> common.say(session, note));
        request.notes().forEach(note -> common.say(session, note));
        StudyPlan grid = request.grid();
        common.say(
                session,
                "study: %s x latent %s x %d seeds, %,d steps each, %d at a time"
                        .formatted(
                                String.join(", ", grid.models()),
                                grid.latents(),
                                grid.seeds().size(),
                                grid.plan().totalSteps(loaded.train().size()),
                                grid.jobs()));
        try (CtrlC ctrlC = CtrlC.watch()) {
            Optional<StudyResult> result = new Study(grid, loaded, folder)
                    .describedBy(request.command())
                    .noting(request.notes())
                    .stopWhen(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean())
                    .listen(new StudyListener() {
                        @Override
                        public void started(List<RunResult.Key> all, List<RunResult> done) {
                            // Now the folder is known to be this study's.
                            request.write(folder);
                        }
                    })
                    .listen(new StudyProgress(session, common, grid))
                    .run();
            if (result.isEmpty()) {
                common.say(
                        session,
                        "interrupted; go on with: ./diabolo study --resume " + ModelCard.quoted(folder.toString()));
                return ExitCodes.INTERRUPTED;
            }
            return answer(folder, result.get());
        }
    }

    private int answer(Path folder, StudyResult result) {
        StudyReport.write(result, folder, lang == Language.FR ? Locale.FRENCH : Locale.ENGLISH);
        common.answer(session, result, () -> text(folder, result));
        return result.runs().stream().anyMatch(RunResult::ok) ? ExitCodes.OK : ExitCodes.STOPPED;
    }

    private static String text(Path folder, StudyResult result) {
        TextTable table = new TextTable(1, "model", "latent", "test MSE", "PSNR dB", "SSIM", "kNN", "images/s");
        for (RunResult run : result.runs()) {
            table.row(
                    run.key().model(),
                    Integer.toString(run.key().latent()),
                    run.ok() ? "%.5g".formatted(run.test().mse()) : "failed",
                    number("%.2f", run.test().psnrDb()),
                    number("%.4f", run.test().ssim()),
                    number("%.3f", run.code().knnAccuracy()),
                    number("%,.0f", run.training().imagesPerSecond()));
        }
        for (References.PcaRow row : result.references().pca()) {
            table.row("PCA", Integer.toString(row.latent()), "%.5g".formatted(row.testMse()));
        }
        StringBuilder text = new StringBuilder(table.toString()).append('\n');
        for (Advice advice : result.advice()) {
            Advice.Knee knee = advice.knee();
            if (knee != null && knee.latent() == knee.largest()) {
                text.append("%s: no knee, the error falls up to the largest latent, %d%n"
                        .formatted(advice.model(), knee.largest()));
            } else if (knee != null) {
                text.append("%s: latent %d keeps %.0f %% of what %d gains over %d%n"
                        .formatted(advice.model(), knee.latent(), 100 * knee.kept(), knee.largest(), knee.smallest()));
            }
        }
        return text.append("figures: ")
                .append(folder.resolve("study.csv"))
                .append('\n')
                .toString();
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : format.formatted(value);
    }

    private enum Language {
        EN,
        FR
    }
}
