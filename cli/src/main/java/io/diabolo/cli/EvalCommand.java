package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.EvaluateRequest;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.jobs.TestResult;
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
            "Size and channels are the model's own; a denoiser sees the noise that it was trained for. The data is split as it was for the training, unless options below say otherwise."
        },
        footer = {"", "Example:", "  ./diabolo eval my-model --data photos"})
final class EvalCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
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
        EvaluateRequest request =
                new EvaluateRequest(folder.toString(), data(), reading.reading(), common.precision(), importance);
        TestResult result = common.jobs().evaluate(request, common.control(session));
        common.answer(session, result, () -> text(result));
        return ExitCodes.OK;
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
