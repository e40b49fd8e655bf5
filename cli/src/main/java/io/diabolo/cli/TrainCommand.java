package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterTraining;
import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.DataReading;
import io.diabolo.jobs.ModelChoice;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.PlanChoice;
import io.diabolo.jobs.RestorerTrainOutcome;
import io.diabolo.jobs.RestorerTrainRequest;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.jobs.TestResult;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.jobs.TrainingFolder;
import io.diabolo.jobs.Words;
import io.diabolo.nodes.NodePlace;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo train}: a new training, or one that goes on. */
@Command(
        name = "train",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Trains an autoencoder and saves it with its figures, its curves and a sheet of reconstructions.",
            "With --task, trains a network that restores pictures."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo train                                              the embedded pictures, into ./diabolo-model",
            "  ./diabolo train --data photos --size 96x64 --model conv --latent 64 --out photos-model",
            "  ./diabolo train --data readings.csv --target label --latent 3    a table",
            "  ./diabolo train --data sensors.csv --columns temp,load --window 128 --stride 16    windows of a series",
            "  ./diabolo train --data mnist --corrupt gaussian:127 --out denoiser",
            "  ./diabolo train --data mnist --model conv --variational --beta 1 --out vae",
            "  ./diabolo train --resume --out vae                           goes on after Ctrl-C",
            "  ./diabolo train --nodes host1:29400,host2 --node 1           on host1, and with --node 2 on host2: one model",
            "  ./diabolo train --data 'days/*.parquet' --spark spark://host:7077 --workers 4 --out cluster-model",
            "  ./diabolo train --task denoise --data photos --from shipped --minutes 10 --out my-restorer"
        })
final class TrainCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Pictures in a folder, a table (.csv, .tsv), idx files, CIFAR-10, .npy or .npz (default: glyphs, the embedded pictures).")
    private @Nullable String data; // text, as the address of a table on a cluster is no path of this machine

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the model goes (default: ${DEFAULT-VALUE}).",
            defaultValue = "diabolo-model")
    private Path out = Path.of("diabolo-model");

    @Option(names = "--tensorboard", description = "Write TensorBoard event files into --out/tensorboard.")
    private boolean tensorboard;

    @Mixin
    private ExistingChoices folder = new ExistingChoices();

    @Mixin
    private ModelChoices model = new ModelChoices();

    @Mixin
    private PlanChoices plan = new PlanChoices();

    @Mixin
    private RestorerChoices restorer = new RestorerChoices();

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private NodeChoices nodes = new NodeChoices();

    @Mixin
    private WorkerChoices workers = new WorkerChoices();

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the console (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Mixin
    private TrainingOptions common = new TrainingOptions();

    TrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        common.speak(lang);
        if (workers.asked()) {
            return trainOnCluster();
        }
        return restorer.wanted() ? trainRestorer() : train();
    }

    private int train() {
        NodePlace place = nodes.place();
        if (place != null && !place.leads()) {
            return follow(place);
        }
        try (LongRun run = LongRun.ofTraining(session, common)) {
            TrainOutcome outcome = common.jobs().train(request(place), run.training());
            run.endProgress();
            if (outcome.interrupted() && place != null) {
                return run.interruptedAs(common.phrases()
                        .format(
                                "interrupted at step %,d; go on with: %s",
                                "interrompu au pas %,d ; continuez avec : %s",
                                outcome.training().steps(),
                                resumption()));
            }
            if (outcome.interrupted()) {
                return run.interruptedAs(common.phrases()
                        .format(
                                "interrupted at step %,d; go on with: ./diabolo train --resume --out %s",
                                "interrompu au pas %,d ; continuez avec : ./diabolo train --resume --out %s",
                                outcome.training().steps(),
                                Words.quoted(out.toString())));
            }
            if (common.json() || !common.quiet()) {
                common.answer(session, outcome, () -> text(outcome));
            }
            return ExitCodes.OK;
        } catch (NodeLostException e) {
            throw place == null || TrainingFolder.unfinished(out).isEmpty()
                    ? e
                    : new NodeLostException("%s; go on with: %s".formatted(e.getMessage(), resumption()), e);
        }
    }

    private int trainOnCluster() {
        if (data == null) {
            throw new BadInputException("--spark trains on a table: name it with --data");
        }
        ClusterTraining training = workers.training(request(null), common.threads());
        ClusterJobs jobs = ClusterJobs.installed();
        try (LongRun run = LongRun.ofParts(session, common)) {
            try {
                TrainOutcome outcome = jobs.train(training, run.files());
                if (!outcome.interrupted()) {
                    if (common.json() || !common.quiet()) {
                        common.answer(session, outcome, () -> text(outcome));
                    }
                    return ExitCodes.OK;
                }
            } catch (CancellationException e) {
                if (TrainingFolder.unfinished(out).isEmpty()) {
                    return run.interrupted("; nothing was written");
                }
            } catch (NodeLostException e) {
                throw TrainingFolder.unfinished(out).isEmpty()
                        ? e
                        : new NodeLostException(
                                "%s; go on with: %s"
                                        .formatted(e.getMessage(), WorkerChoices.resumption(common.command())),
                                e);
            }
            return run.interruptedAs(common.phrases()
                    .format(
                            "interrupted; go on with: %s",
                            "interrompu ; continuez avec : %s", WorkerChoices.resumption(common.command())));
        }
    }

    /** On a machine that is not the first: it computes, and writes nothing. */
    private int follow(NodePlace place) {
        try (LongRun run = LongRun.ofTraining(session, common)) {
            TrainOutcome outcome = common.jobs().train(request(place), run.following());
            if (outcome.interrupted()) {
                return run.interruptedAs(common.phrases()
                        .format(
                                "interrupted at step %,d; node 1 has the checkpoint",
                                "interrompu au pas %,d ; le nœud 1 a le point de reprise",
                                outcome.training().steps()));
            }
            if (common.json() || !common.quiet()) {
                common.answer(session, outcome, () -> common.phrases()
                        .format(
                                "trained %,d steps with the others; node 1 has the model\n",
                                "entraîné : %,d pas avec les autres ; le nœud 1 a le modèle\n",
                                outcome.training().steps()));
            }
            return ExitCodes.OK;
        }
    }

    /** What continues the training. */
    private String resumption() {
        return common.phrases()
                .format(
                        "./diabolo train --resume --out %s %s, and on each other node with its own number",
                        "./diabolo train --resume --out %s %s, et sur chaque autre nœud avec son numéro",
                        Words.quoted(out.toString()),
                        nodes.words());
    }

    private int trainRestorer() {
        try (LongRun run = LongRun.ofTraining(session, common)) {
            RestorerTrainOutcome outcome = common.jobs().trainRestorer(restorerRequest(), run.training());
            run.endProgress();
            if (outcome.interrupted()) {
                return run.interruptedAs(common.phrases()
                        .format(
                                "interrupted at step %,d; go on with: ./diabolo train --task %s --resume --out %s",
                                "interrompu au pas %,d ; continuez avec : ./diabolo train --task %s --resume --out %s",
                                outcome.training().steps(),
                                restorer.command(),
                                Words.quoted(out.toString())));
            }
            if (common.json() || !common.quiet()) {
                Phrases phrases = common.phrases();
                common.answer(
                        session,
                        outcome,
                        () -> phrases.table(outcome.table())
                                + phrases.format(
                                        "\nrestorer: %s\nuse it:   ./diabolo %s PICTURE --model %s\n",
                                        "\nrestaurateur : %s\nemploi :       ./diabolo %s IMAGE --model %s\n",
                                        out,
                                        restorer.command(),
                                        Words.quoted(out.toString())));
            }
            return ExitCodes.OK;
        }
    }

    private RestorerTrainRequest restorerRequest() {
        DataReading read = reading.reading();
        DataReading all = DataReading.defaults();
        if (!read.equals(new DataReading(
                all.size(),
                read.gray(),
                all.strict(),
                read.groupBy(),
                all.split(),
                all.limit(),
                all.table(),
                all.series()))) {
            throw new BadInputException(
                    "of the data options, --task takes --gray and --group-by: leave the others out");
        }
        if (nodes.place() != null) {
            throw new BadInputException("--nodes trains autoencoders, --task a restorer on one machine: leave one out");
        }
        if (!model.choice().equals(ModelChoice.auto()) || tensorboard) {
            throw new BadInputException(
                    "--task has a network of its own, and curves in history.csv: leave --tensorboard and the model options out");
        }
        PlanChoice chosen = plan.choice(common);
        return new RestorerTrainRequest(
                new Output(out.toString(), folder.existing(), false),
                data == null ? List.of() : List.of(data),
                read.groupBy(),
                restorer.task(read.gray(), chosen.noise().corruption()),
                restorer.from(),
                restorer.crop(),
                chosen.withCorruption(null),
                common.command());
    }

    private TrainRequest request(@Nullable NodePlace place) {
        Output.Existing existing = place == null || place.leads() ? folder.existing(session, out) : folder.existing();
        return new TrainRequest(
                new Output(out.toString(), existing, tensorboard),
                new DataChoice(data, reading.reading()),
                model.choice(),
                plan.choice(common),
                place,
                common.command());
    }

    private String text(TrainOutcome outcome) {
        Phrases phrases = common.phrases();
        TrainingResult training = outcome.training();
        StringBuilder text = new StringBuilder(phrases.format(
                "%s %,d steps, %.0f s, %,.0f images/s; best validation loss %.5g at step %,d%n%n",
                "%s %,d pas, %.0f s, %,.0f images/s ; meilleure perte de validation %.5g au pas %,d%n%n",
                training.reason() == TrainingResult.Reason.STOPPED_EARLY
                        ? phrases.text("stopped early after", "arrêté tôt après")
                        : phrases.text("trained", "entraîné :"),
                training.steps(),
                training.seconds(),
                training.imagesPerSecond(),
                training.bestValidationLoss(),
                training.bestStep()));
        TestResult test = outcome.test();
        if (test != null) {
            text.append(phrases.table(test.table())).append('\n');
            test.nats().ifPresent(nats -> text.append(phrases.table(nats)).append('\n'));
            text.append(phrases.remark(test.verdict())).append('\n');
            if (!outcome.course().isEmpty()) {
                text.append(phrases.remark(outcome.course())).append('\n');
            }
        }
        text.append(phrases.text("\nmodel:   ", "\nmodèle : "))
                .append(outcome.model())
                .append('\n');
        if (outcome.picture() != null) {
            text.append(phrases.text("picture: ", "image :  "))
                    .append(outcome.picture())
                    .append('\n');
        }
        return text.toString();
    }
}
