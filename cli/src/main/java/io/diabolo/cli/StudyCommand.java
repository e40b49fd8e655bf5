package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.StudyOutcome;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.jobs.Words;
import io.diabolo.study.RunResult;
import io.diabolo.study.StudyResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
                    "Pictures in a folder, idx files, CIFAR-10, .npy or .npz, a table or series in a .csv (default: glyphs, the embedded pictures).")
    private @Nullable Path data;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "M",
            description =
                    "Of mlp and conv, each also with -variational or -denoising, joined by commas (default: mlp and, for pictures and series, conv).")
    private List<String> models = List.of();

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
    private @Nullable Integer jobs;

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

    @Option(
            names = "--lang",
            paramLabel = "en|fr",
            description = "Language of the report and of what is said on the way (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Mixin
    private PlanChoices plan = new PlanChoices();

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private TrainingOptions common = new TrainingOptions();

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
        }
        Path folder = resume == null ? out : resume;
        try (LongRun run = LongRun.ofParts(session, common)) {
            StudyOutcome outcome = common.jobs()
                    .study(request(folder), run.study(new StudyProgress(session, common, new Phrases(lang))));
            if (outcome.result() == null) {
                return run.interruptedAs(new Phrases(lang)
                        .format(
                                "interrupted; go on with: ./diabolo study --resume %s",
                                "interrompu ; pour continuer : ./diabolo study --resume %s --lang fr",
                                Words.quoted(folder.toString())));
            }
            StudyResult result = outcome.result();
            common.answer(session, result, () -> new StudyText(new Phrases(lang)).text(folder, result));
            return result.runs().stream().anyMatch(RunResult::ok) ? ExitCodes.OK : ExitCodes.STOPPED;
        }
    }

    private StudyRequest request(Path folder) {
        List<String> command = new ArrayList<>(List.of("./diabolo"));
        command.addAll(common.command());
        return new StudyRequest(
                Output.to(folder).with(resume == null ? Output.Existing.REFUSE : Output.Existing.RESUME),
                reading.choice(data),
                new StudyRequest.Grid(models, latents, seeds, jobs),
                plan.choice(common),
                lang,
                command);
    }

    /** Runs the command anew with the file's options among its own. */
    private int withConfig(Path file) {
        List<String> given = common.command();
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
}
