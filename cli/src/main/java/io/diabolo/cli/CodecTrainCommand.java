package io.diabolo.cli;

import io.diabolo.codec.Codec;
import io.diabolo.jobs.CodecTrainOutcome;
import io.diabolo.jobs.CodecTrainRequest;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo codec train}: a new training, or one that goes on. */
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

    private final Session session;

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "DIR",
            description = "Folders with pictures, whose sizes may differ; every tenth is kept to validate on.")
    private List<Path> data = List.of();

    @Option(
            names = "--group-by",
            paramLabel = "REGEX",
            description =
                    "Pictures whose paths agree in what this finds (its first group) are not divided, for example '^[^/]+' for one person a folder.")
    private @Nullable String groupBy;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the codec goes.", required = true)
    private Path out = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The codec's name (default: that of --out).")
    private @Nullable String name;

    @Option(
            names = "--from",
            paramLabel = "DIR|photo",
            description = "Begin with the weights of this codec folder, or of the shipped codec for photographs.")
    private @Nullable String from;

    @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps (default: 10,000).")
    private @Nullable Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "About how long it may take in all, instead of steps: a few steps are timed first.")
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
    private ExistingChoices folder = new ExistingChoices();

    @Mixin
    private TrainingOptions common = new TrainingOptions();

    CodecTrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (LongRun run = LongRun.ofTraining(session, common)) {
            CodecTrainOutcome outcome = common.jobs().trainCodec(request(), run.training());
            run.endProgress();
            if (outcome.interrupted()) {
                return run.interrupted(" at step %,d; go on with: ./diabolo codec train --resume --out %s"
                        .formatted(outcome.training().steps(), Words.quoted(out.toString())));
            }
            if (common.json() || !common.quiet()) {
                common.answer(session, outcome, () -> "%s\ncodec: %s\n"
                        .formatted(outcome.table(), out.resolve(Codec.WEIGHTS)));
            }
            return ExitCodes.OK;
        }
    }

    private CodecTrainRequest request() {
        return new CodecTrainRequest(
                new Output(out.toString(), folder.existing(), false),
                data.stream().map(Path::toString).toList(),
                groupBy,
                name,
                from,
                new CodecTrainRequest.Steps(
                        steps, minutes, crop, batch, learningRate, common.precision(), common.seed()),
                common.command());
    }
}
