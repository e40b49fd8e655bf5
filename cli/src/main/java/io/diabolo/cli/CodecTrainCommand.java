package io.diabolo.cli;

import io.diabolo.compress.folder.CodecFolder;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.error.BadInputException;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./diabolo codec train}: decides between a new training and one to continue, then runs it. */
@Command(
        name = "train",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Trains a picture codec for your kind of pictures, all qualities in one.",
        footer = {
            "",
            "Examples:",
            "  ./diabolo codec train --data photos --minutes 60 --precision bf16 --out my-codec",
            "  ./diabolo codec train --resume --out my-codec                    goes on after Ctrl-C",
            "  ./diabolo codec train --data scans --from my-codec --steps 2000 --out scans-codec"
        })
final class CodecTrainCommand implements Callable<Integer> {

    private static final long DEFAULT_STEPS = 10_000;
    private static final double CLIP_NORM = 1;
    private static final double AVERAGING = 0.999;

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "DIR",
            description = "Folders with pictures, whose sizes may differ; every tenth is kept to validate on.")
    private List<Path> data = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the codec goes.", required = true)
    private Path out = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The codec's name (default: that of --out).")
    private @Nullable String name;

    @Option(names = "--from", paramLabel = "DIR", description = "Begin with the weights of this codec folder.")
    private @Nullable Path from;

    @Option(names = "--resume", description = "Go on with the interrupted training in --out, exactly.")
    private boolean resume;

    @Option(names = "--force", description = "Replace what --out holds.")
    private boolean force;

    @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps (default: 10,000).")
    private @Nullable Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "About how long to train, instead of steps: a few steps are timed first.")
    private @Nullable Double minutes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description = "Crops a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--crop",
            paramLabel = "N",
            defaultValue = "256",
            description = "Pixels a side of a crop, a multiple of 16 (default: ${DEFAULT-VALUE}).")
    private int crop;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "The largest rate; it falls along a cosine (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Mixin
    private CommonOptions common = new CommonOptions();

    CodecTrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<CodecRequest> unfinished =
                Checkpoint.exists(out) ? CodecRequest.read(out, TrainingRequest.UNFINISHED) : Optional.empty();
        if (resume && unfinished.isEmpty()) {
            throw new BadInputException("%s holds no unfinished training to resume: leave --resume out".formatted(out));
        }
        if (resume && force) {
            throw new BadInputException("--resume continues what --out holds, --force replaces it: leave one out");
        }
        if (resume) {
            return new CodecTrainingRun(session, common, out, unfinished.orElseThrow(), null).run(true);
        }
        if (!force && Checkpoint.exists(out)) {
            throw new BadInputException(
                    "%s holds an unfinished training: --resume continues it, --force starts anew".formatted(out));
        }
        if (!force && CodecFolder.exists(out)) {
            throw new BadInputException(
                    "%s holds a codec: choose another --out, or replace it with --force".formatted(out));
        }
        return new CodecTrainingRun(session, common, out, request(), minutes).run(false);
    }

    private CodecRequest request() {
        if (data.isEmpty()) {
            throw new BadInputException("--data is missing: name a folder with photographs");
        }
        if (steps != null && minutes != null) {
            throw new BadInputException("--steps and --minutes both say how long to train: leave one out");
        }
        if ((steps != null && steps < 1) || (minutes != null && !(minutes > 0))) {
            throw new BadInputException("--steps must be 1 or more, --minutes more than 0");
        }
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(steps == null ? DEFAULT_STEPS : steps)
                .withBatch(batch)
                .with(TrainingPlan.Optimization.adam(learningRate)
                        .withClipNorm(CLIP_NORM)
                        .withAveraging(AVERAGING))
                .withPatience(0)
                .withPrecision(common.precision())
                .withSeed(common.seed());
        return new CodecRequest(
                data.stream().map(CodecTrainCommand::absolute).toList(),
                from == null ? null : absolute(from),
                crop,
                name == null ? String.valueOf(out.toAbsolutePath().normalize().getFileName()) : name,
                from == null ? CompressionConfig.photo() : CodecFolder.describe(from),
                plan,
                spec.root().commandLine().getParseResult().originalArgs());
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
