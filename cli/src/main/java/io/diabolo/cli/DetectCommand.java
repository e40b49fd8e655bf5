package io.diabolo.cli;

import io.diabolo.detect.Finding;
import io.diabolo.detect.Rates;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.DetectRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.StudyRequest;
import io.diabolo.jobs.TextTable;
import io.diabolo.jobs.WatchRequest;
import io.diabolo.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./diabolo detect}: what is abnormal; its subcommands make and judge detectors. */
@Command(
        name = "detect",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Says which samples are abnormal, with which probability and why: rows of tables, series, pictures.",
            "A detector is fitted to normal samples with: detect fit."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo detect fit --data normal.csv --out guard           fits a detector that promises 1%% false alarms",
            "  ./diabolo detect guard new.csv --out findings                scores.csv and report.html",
            "  ./diabolo detect guard 'days/*.parquet' --spark local[*] --out scores.parquet",
            "  ./diabolo detect guard --watch incoming --stop               each file as it comes",
            "  ./diabolo detect eval guard --data labelled.csv --target state",
            "  ./diabolo detect threshold guard --false-alarms 0.5%%"
        })
final class DetectCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    // Not required, as picocli sees it: the subcommands have none of them.
    @Parameters(index = "0", arity = "0..1", paramLabel = "DETECTOR", description = "The folder of a detector.")
    private @Nullable Path folder;

    // Text, as the address of a table on a cluster is no path of this machine.
    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "DATA",
            description =
                    "A table, series, an array or a folder of pictures, as those that the detector was fitted to.")
    private List<String> data = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where scores.csv and report.html go (default: ${DEFAULT-VALUE}).",
            defaultValue = "findings")
    private String out = "findings";

    @Option(
            names = "--watch",
            paramLabel = "DIR",
            description =
                    "Instead of DATA: judge the files of this folder, and those that come, until Ctrl-C; a line of JSON each.")
    private @Nullable Path watch;

    @Option(names = "--stop", description = "With --watch: the first abnormal sample ends it, with exit code 3.")
    private boolean stop;

    @Option(names = "--limit", paramLabel = "N", description = "Take at most N samples.")
    private int limit;

    @Option(names = "--strict", description = "A picture that does not decode is an error instead of being skipped.")
    private boolean strict;

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the report (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Mixin
    private EngineOptions common = new EngineOptions();

    DetectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean onCluster = spark.asked();
        if (folder != null && watch != null && data.isEmpty()) {
            return watch(folder, watch);
        }
        if (folder == null || data.isEmpty() || watch != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "missing required parameters: a DETECTOR and either DATA or --watch, or one of the commands fit, eval and threshold");
        }
        if (onCluster) {
            ClusterRequest request = spark.request(folder.toString(), data, out);
            return SparkOptions.run(session, common, (jobs, control) -> jobs.detect(request, control));
        }
        if (data.size() > 1) {
            throw new ParameterException(spec.commandLine(), "one argument too many: '%s'".formatted(data.get(1)));
        }
        DetectRequest request = new DetectRequest(folder.toString(), data.get(0), out, limit, strict, lang);
        DetectRequest.Outcome outcome = common.jobs().detect(request, common.control(session));
        common.answer(session, outcome, () -> text(outcome));
        return ExitCodes.OK;
    }

    private int watch(Path detector, Path watched) {
        try (CtrlC ctrlC = CtrlC.watch()) {
            JobControl control = common.control(session)
                    .withStop(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
            WatchRequest.Outcome outcome = common.jobs()
                    .watch(new WatchRequest(detector.toString(), watched.toString(), stop), this::print, control);
            common.say(
                    session,
                    "%,d files, %,d rejected; %.1f ms a file (median), %.1f ms (99th percentile)"
                            .formatted(outcome.parts(), outcome.rejected(), outcome.p50Millis(), outcome.p99Millis()));
            return stop && outcome.rejected() > 0 ? ExitCodes.BAD_INPUT : ExitCodes.OK;
        }
    }

    private void print(WatchRequest.Part part) {
        session.out().println(Json.tree(part).toString());
        session.out().flush();
    }

    private static String text(DetectRequest.Outcome outcome) {
        StringBuilder text =
                new StringBuilder("%,d of %,d samples count as abnormal (if all were normal: about %.1f, %s)%n%n"
                        .formatted(
                                outcome.abnormal(),
                                outcome.samples(),
                                outcome.falseAlarms() * outcome.samples(),
                                Rates.text(outcome.falseAlarms())));
        TextTable table = new TextTable(1, "strangest", "p", "score", "verdict", "why");
        for (Finding finding : outcome.strangest()
                .subList(0, Math.min(SHOWN, outcome.strangest().size()))) {
            table.row(
                    finding.item(),
                    "%.4f".formatted(finding.pValue()),
                    "%.2f".formatted(finding.score()),
                    finding.abnormal() ? "abnormal" : "normal",
                    why(finding.reasons()));
        }
        return text.append(table)
                .append("%nscores: %s%nreport: %s%n".formatted(outcome.scores(), outcome.report()))
                .toString();
    }

    private static String why(List<Finding.Reason> reasons) {
        return reasons.isEmpty()
                ? ""
                : "%s is %s, expected %s"
                        .formatted(
                                reasons.get(0).where(),
                                reasons.get(0).value(),
                                reasons.get(0).expected());
    }
}
