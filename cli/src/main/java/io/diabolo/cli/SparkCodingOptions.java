package io.diabolo.cli;

import io.diabolo.jobs.FilesEnding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Of commands whose pictures a cluster can code as well. */
final class SparkCodingOptions {

    /** Failures that are said; all of them are in a table. */
    private static final int SAID = 3;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description =
                    "Code on Apache Spark, local[*] or spark://HOST:PORT, to the same bytes; all machines see the paths that are named. Fetches Spark once.")
    private @Nullable String master;

    /**
     * The cluster, if one is asked for.
     *
     * @throws ParameterException if another option was given that means nothing there
     */
    Optional<String> master() {
        if (master != null) {
            SparkOptions.refuse(spec, "--threads"::equals);
        }
        return Optional.ofNullable(master);
    }

    /** As without a cluster, though only the first failures are said of the many that there may be. */
    int end(LongRun run, FilesEnding ending) {
        return run.end(ending, master == null ? Integer.MAX_VALUE : SAID);
    }
}
