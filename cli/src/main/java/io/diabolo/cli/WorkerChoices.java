package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.ClusterTraining;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.jobs.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the workers of a cluster train, and which. */
final class WorkerChoices {

    /** What means nothing there: other machines, other data than rows of tables, what times or shows one machine. */
    private static final Set<String> REFUSED = Set.of(
            "--task",
            "--nodes",
            "--node",
            "--node-timeout",
            "--device",
            "--tensorboard",
            "--minutes",
            "--size",
            "--gray",
            "--strict",
            "--series",
            "--window",
            "--stride",
            "--time");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @ArgGroup(exclusive = false, heading = "%nOn a cluster:%n", order = 61)
    private Choices choices = new Choices();

    /**
     * Whether the cluster is asked.
     *
     * @throws BadInputException if not all is said that it takes
     * @throws ParameterException if another option was given that means nothing there
     */
    boolean asked() {
        if (choices.master == null) {
            if (choices.workers != null) {
                throw new BadInputException("--workers belongs to --spark, which names the cluster");
            }
            return false;
        }
        if (choices.workers == null) {
            throw new BadInputException("--spark needs --workers: how many train together, 2 at least");
        }
        SparkOptions.refuse(spec, REFUSED::contains);
        return true;
    }

    /** @param threads of each worker; 0 for one */
    ClusterTraining training(TrainRequest request, int threads) {
        int workers = choices.workers == null ? 0 : choices.workers;
        return new ClusterTraining(String.valueOf(choices.master), workers, Math.max(1, threads), request);
    }

    /** The command that continues what these arguments began. */
    static String resumption(List<String> command) {
        Stream<String> same =
                command.stream().filter(word -> !Set.of("--force", "--resume").contains(word));
        return "./diabolo "
                + Stream.concat(same, Stream.of("--resume")).map(Words::quoted).collect(Collectors.joining(" "));
    }

    private static final class Choices {

        @Option(
                names = "--spark",
                paramLabel = "MASTER",
                description =
                        "Train on Apache Spark, local[*] or spark://HOST:PORT: --data is a table that the cluster sees, Parquet or CSV, of up to 4 GB as text. Fetches Spark once.")
        private @Nullable String master;

        @Option(
                names = "--workers",
                paramLabel = "N",
                description =
                        "With --spark: how many workers train together, each with --threads threads (default: 1). One that is lost is replaced.")
        private @Nullable Integer workers;
    }
}
