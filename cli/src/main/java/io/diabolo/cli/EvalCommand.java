package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.EvaluateRequest;
import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.RestorerEvalOutcome;
import io.diabolo.jobs.RestorerEvalRequest;
import io.diabolo.jobs.RestorerTrainRequest;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.jobs.TestResult;
import io.diabolo.jobs.TrainingFolder;
import io.diabolo.restoring.training.RestoringTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo eval}. */
@Command(
        name = "eval",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Measures a model on the test split, beside PCA and the mean of the training split.",
            "Of a variational model it says the held-out likelihood in nats with its standard error, and how many numbers of the code carry something.",
            "Of a restorer of pictures it damages those of --data and says PSNR and SSIM of filters and of the restorer.",
            "Size and channels are the model's own; a denoiser sees the noise that it was trained for. The data is split as it was for the training, unless options below say otherwise."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo eval my-model --data photos",
            "  ./diabolo eval my-restorer --data photos --sheet details.png     a restorer, beside simple methods",
            "  ./diabolo eval shipped --task upscale --factor 3 --data photos   the built-in one"
        })
final class EvalCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "The folder of a model; shipped for the built-in restorers.")
    private Path folder = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "DATA", description = "The data, as --data.")
    private @Nullable Path second;

    @Option(names = "--data", paramLabel = "DIR", description = "The data (default: that of the training).")
    private @Nullable Path data;

    @Option(
            names = "--importance",
            paramLabel = "K",
            description =
                    "Variational models: samples of each posterior for the likelihood in nats (default: ${DEFAULT-VALUE}; published figures take 5000).")
    private int importance = EvaluateRequest.USUAL_IMPORTANCE;

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the console (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description = "Restorers: a picture to write, with details of the first pictures.")
    private @Nullable Path sheet;

    @Option(names = "--force", description = "Replace --sheet.")
    private boolean force;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Of the MODEL 'shipped', the built-in restorers: denoise, inpaint, upscale or deblock.")
    private RestorerChoices.@Nullable Task task;

    @Option(names = "--factor", paramLabel = "2|3|4", description = "Of --task upscale (default: 2).")
    private @Nullable Integer factor;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private PrecisionOptions common = new PrecisionOptions();

    EvalCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        common.speak(lang);
        if (task != null || factor != null || TrainingFolder.isRestorer(folder)) {
            return evaluateRestorer();
        }
        if (folder.toString().equals(RestorerTrainRequest.SHIPPED) && Files.notExists(folder)) {
            throw new BadInputException(
                    "the built-in restorers are several: say which with --task denoise, inpaint, upscale or deblock");
        }
        EvaluateRequest request =
                new EvaluateRequest(folder.toString(), data(), reading.reading(), common.precision(), importance);
        TestResult result = common.jobs().evaluate(request, common.control(session));
        common.answer(session, result, () -> text(result));
        return ExitCodes.OK;
    }

    private int evaluateRestorer() {
        if (factor != null && task == null) {
            throw new BadInputException("--factor is of --task upscale: leave it out");
        }
        String pictures = data();
        if (pictures == null) {
            throw new BadInputException("--data is missing: name a folder with clean pictures");
        }
        RestoringTask shipped = task == null ? null : shipped(task);
        RestorerEvalRequest request = new RestorerEvalRequest(
                shipped == null ? folder.toString() : null,
                shipped,
                pictures,
                reading.reading().limit(),
                new FileOutput(sheet == null ? null : sheet.toString(), force));
        try (LongRun run = LongRun.ofParts(session, common)) {
            RestorerEvalOutcome outcome = common.jobs().evaluateRestorer(request, run.files());
            Phrases phrases = common.phrases();
            common.answer(
                    session,
                    outcome,
                    () -> phrases.format(
                                    "%s, %d pictures\n\n", "%s, %d images\n\n", outcome.restorer(), outcome.pictures())
                            + phrases.table(outcome.table()));
            return ExitCodes.OK;
        }
    }

    private RestoringTask shipped(RestorerChoices.Task chosen) {
        if (!folder.toString().equals(RestorerTrainRequest.SHIPPED)) {
            throw new BadInputException(
                    "--task says which of the built-in restorers, and %s has a task of its own: write eval %s --task ..., or leave --task out"
                            .formatted(folder, RestorerTrainRequest.SHIPPED));
        }
        return chosen.of(reading.reading().gray(), factor, null);
    }

    private String text(TestResult result) {
        Phrases phrases = common.phrases();
        return phrases.table(result.table()) + "\n"
                + result.nats().map(nats -> phrases.table(nats) + "\n").orElse("")
                + phrases.remark(result.verdict()) + "\n";
    }

    private @Nullable String data() {
        if (data != null && second != null) {
            throw new BadInputException(
                    "the data is named twice, %s and --data %s: leave one out".formatted(second, data));
        }
        Path named = second == null ? data : second;
        return named == null ? null : named.toString();
    }
}
