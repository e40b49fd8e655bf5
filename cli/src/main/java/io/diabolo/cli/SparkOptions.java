package io.diabolo.cli;

import io.diabolo.detect.Rates;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.JobControl;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Of commands that a cluster can do as well. */
final class SparkOptions {

    /** What means something there. */
    private static final Set<String> TOGETHER = Set.of("--spark", "--force", "--out", "--json", "--quiet", "--debug");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description =
                    "On Apache Spark, local[*] or spark://HOST:PORT: Parquet or CSV tables of any size, or pictures, and --out names a table, .parquet or .csv. Fetches Spark once.")
    private @Nullable String master;

    @Option(names = "--force", description = "With --spark: replace what --out names.")
    private boolean force;

    /**
     * Whether the cluster is asked.
     *
     * @throws ParameterException if another option was given that means nothing there, or one that means something only there
     */
    boolean asked() {
        if (master != null) {
            refuse(spec, option -> !TOGETHER.contains(option));
        }
        if (master == null && force) {
            throw new ParameterException(spec.commandLine(), "--force means nothing without --spark: leave it out");
        }
        return master != null;
    }

    /** @throws ParameterException if an option was given that means nothing together with {@code --spark} */
    static void refuse(CommandSpec spec, Predicate<String> meansNothing) {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (meansNothing.test(option.longestName())) {
                throw new ParameterException(
                        spec.commandLine(), option.longestName() + " means nothing with --spark: leave one out");
            }
        }
    }

    ClusterRequest request(String model, List<String> inputs, String out) {
        return new ClusterRequest(String.valueOf(master), model, inputs, out, force);
    }

    /** Asks the cluster, and Ctrl-C ends that. */
    static int run(Session session, CommonOptions common, Work work) {
        ClusterJobs jobs = ClusterJobs.installed();
        try (LongRun run = LongRun.ofParts(session, common)) {
            try {
                ClusterOutcome outcome = work.on(jobs, run.files());
                common.answer(session, outcome, () -> text(outcome));
                return ExitCodes.OK;
            } catch (CancellationException e) {
                return run.interrupted("; nothing was written");
            }
        }
    }

    private static String text(ClusterOutcome outcome) {
        long refused = outcome.rows() - outcome.done();
        String what = outcome.numbers() > 0
                ? "%,d codes of %d numbers".formatted(outcome.done(), outcome.numbers())
                : "%,d judged, %,d of them count as abnormal (if all were normal: about %.1f, %s)"
                        .formatted(
                                outcome.done(),
                                outcome.abnormal(),
                                outcome.falseAlarms() * outcome.done(),
                                Rates.text(outcome.falseAlarms()));
        return "%,d rows: %s, %,d refused; %.1f s%nresult: %s%n%s"
                .formatted(
                        outcome.rows(),
                        what,
                        refused,
                        outcome.seconds(),
                        outcome.out(),
                        outcome.refused() == null ? "" : "refused, with reasons: %s%n".formatted(outcome.refused()));
    }

    /** A request to the cluster. */
    interface Work {

        ClusterOutcome on(ClusterJobs jobs, JobControl control);
    }
}
