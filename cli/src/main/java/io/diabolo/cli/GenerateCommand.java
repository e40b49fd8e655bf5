package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.generate.SampleJudgement;
import io.diabolo.jobs.EvaluateRequest;
import io.diabolo.jobs.GenerateRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.StudyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo generate}. */
@Command(
        name = "generate",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Draws samples that nobody has seen, or walks through a model's latent: PNG and a sheet where each sample stands above the training sample nearest to it; rows of tables and series as CSV, in their units.",
            "A variational model has a prior to draw from. For any other --prior mixture fits one to the codes of its training data and saves it with the model; it often serves a variational model better than its own.",
            "It says where samples are all alike or learned by heart."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo generate painter --count 64 --temperature 0.8 --out samples",
            "  ./diabolo generate painter --between a.png b.png --frames 16 --out way",
            "  ./diabolo generate my-table-model --prior mixture --count 1000 --out rows"
        })
final class GenerateCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The folder to write into.")
    private Path out = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many samples (default: ${DEFAULT-VALUE}); more than 10,000 pictures become one array, samples.npy.")
    private long count = GenerateRequest.Draw.usual().count();

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "Factor of the deviations (default: ${DEFAULT-VALUE}); less than 1 gives more usual samples that differ less.")
    private double temperature = GenerateRequest.Draw.usual().temperature();

    @Option(
            names = "--prior",
            paramLabel = "model|mixture|autoregressive",
            description =
                    "What codes are drawn from: the model's own prior, or normal distributions fitted to the codes of its training data; of quantised models a network fitted to them (default: what was fitted before, else the model's own).")
    private GenerateRequest.Prior.@Nullable Kind prior;

    @Option(
            names = "--components",
            paramLabel = "K",
            description =
                    "Fit a mixture of so many, even where there is one (default: as many as suit the validation part).")
    private @Nullable Integer components;

    @Option(
            names = "--label",
            paramLabel = "NAME",
            description = "Conditional models: samples of this label (default: of all).")
    private @Nullable String label;

    @Option(
            names = "--like",
            paramLabel = "FILE",
            description = "Pictures, variational models: samples around this one's code instead.")
    private @Nullable Path like;

    @Option(
            names = "--between",
            arity = "2",
            paramLabel = "FILE",
            description = "Pictures: the way from the first to the second instead, as frames and an animated GIF.")
    private List<Path> between = List.of();

    @Option(names = "--frames", paramLabel = "N", description = "Frames of that way (default: ${DEFAULT-VALUE}).")
    private int frames = 16;

    @Option(
            names = "--traverse",
            paramLabel = "N",
            description = "Instead, the N numbers of the code that change samples most, each from low to high.")
    private @Nullable Integer traverse;

    @Option(
            names = "--manifold",
            description = "Instead, a latent of two numbers as a whole, through the quantiles of its prior.")
    private boolean manifold;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data of the training (default: where it was then).")
    private @Nullable Path data;

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the console (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private TrainingOptions common = new TrainingOptions();

    GenerateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        common.speak(lang);
        GenerateRequest request = new GenerateRequest(
                new EvaluateRequest(
                        folder.toString(),
                        data == null ? null : data.toString(),
                        reading.reading(),
                        common.precision()),
                out.toString(),
                what(),
                new GenerateRequest.Draw(count, temperature, common.seed(), label),
                new GenerateRequest.Prior(prior, components));
        try (CtrlC ctrlC = CtrlC.watch()) {
            JobControl control = common.control(session)
                    .withStop(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
            GenerateRequest.Outcome outcome = common.jobs().generate(request, control);
            if (outcome.interrupted()) {
                common.say(
                        session,
                        common.phrases()
                                .text(
                                        "interrupted; files that were written are whole",
                                        "interrompu ; les fichiers écrits sont entiers"));
                return ExitCodes.INTERRUPTED;
            }
            common.answer(session, outcome, () -> text(outcome));
            return ExitCodes.OK;
        }
    }

    private String text(GenerateRequest.Outcome outcome) {
        Phrases phrases = common.phrases();
        StringBuilder text = new StringBuilder(phrases.format(
                "%,d samples (%s)%n",
                "%,d données (%s)%n", outcome.samples(), phrases.cell("prior: " + outcome.prior())));
        SampleJudgement judgement = outcome.judgement();
        if (judgement != null) {
            text.append(phrases.format(
                    "two samples differ by %.4g, two training samples by %.4g; from a sample to the nearest training sample it is %.4g, from held-out samples %.4g%n",
                    "deux tirages diffèrent de %.4g, deux données d'entraînement de %.4g ; d'un tirage à la donnée d'entraînement la plus proche il y a %.4g, de données mises de côté %.4g%n",
                    judgement.diversity(),
                    judgement.dataDiversity(),
                    judgement.nearest(),
                    judgement.heldOutNearest()));
        }
        outcome.warnings()
                .forEach(warning ->
                        text.append(phrases.format("warning: %s%n", "attention : %s%n", phrases.remark(warning))));
        outcome.files().forEach(file -> text.append(file).append('\n'));
        return text.toString();
    }

    private GenerateRequest.What what() {
        long ways = Stream.of(like != null, !between.isEmpty(), traverse != null, manifold)
                .filter(wanted -> wanted)
                .count();
        if (ways > 1) {
            throw new BadInputException(
                    "--like, --between, --traverse and --manifold are asked for one at a time: leave all but one out");
        }
        if (like != null) {
            return new GenerateRequest.Like(like.toString());
        }
        if (!between.isEmpty()) {
            return new GenerateRequest.Between(
                    between.get(0).toString(), between.get(1).toString(), frames);
        }
        if (traverse != null) {
            return new GenerateRequest.Traversals(traverse);
        }
        return manifold ? new GenerateRequest.Manifold() : new GenerateRequest.Samples();
    }
}
