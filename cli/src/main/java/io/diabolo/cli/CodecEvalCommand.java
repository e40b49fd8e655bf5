package io.diabolo.cli;

import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.jobs.CodecEvalOutcome;
import io.diabolo.jobs.CodecEvalRequest;
import io.diabolo.jobs.StudyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo codec eval}. */
@Command(
        name = "eval",
        abbreviateSynopsis = true,
        sortOptions = false,
        description =
                "Measures a codec beside others on a folder of pictures, through real files: rate, distortion, speed and BD-rate, with a report.",
        footer = {
            "",
            "Examples:",
            "  ./diabolo codec eval --data photos",
            "  ./diabolo codec eval --codec my-codec --data photos --against jpeg,webp --out my-codec-eval"
        })
final class CodecEvalCommand implements Callable<Integer> {

    private final Session session;
    private final CodecSource codecs;

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "A codec of codec train (default: the shipped one for photographs).")
    private @Nullable Path folder;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Pictures that training did not see.")
    private Path data = Path.of("");

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "C",
            description =
                    "Of jpeg, webp, avif and jxl, joined by commas (default: jpeg,webp). avif needs the programs avifenc and avifdec, jxl cjxl and djxl.")
    private List<CodecEvalRequest.Other> against = CodecEvalRequest.Other.USUAL;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "codec-eval",
            description = "Where the report and its numbers go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("codec-eval");

    @Option(names = "--force", description = "Replace a report that is there.")
    private boolean force;

    @Option(
            names = "--lang",
            paramLabel = "en|fr",
            description = "Language of the report and of the console (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    CodecEvalCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        common.speak(lang);
        CodecEvalRequest request = new CodecEvalRequest(
                data.toString(),
                folder == null ? null : folder.toString(),
                against,
                out.toString(),
                force,
                lang,
                common.command());
        try (LongRun run = LongRun.ofParts(session, common)) {
            CodecEvalOutcome outcome = common.jobs().withCodecs(codecs).evaluateCodec(request, run.files());
            RateComparison comparison = outcome.comparison();
            if (comparison == null) {
                return run.interruptedAs(
                        common.phrases().text("interrupted; nothing was written", "interrompu ; rien n'a été écrit"));
            }
            common.answer(session, comparison, () -> text(outcome, comparison));
            return ExitCodes.OK;
        }
    }

    private String text(CodecEvalOutcome outcome, RateComparison comparison) {
        Phrases phrases = common.phrases();
        return phrases.table(CodecEvalOutcome.table(comparison))
                + outcome.remarks().stream()
                        .map(remark -> phrases.remark(remark) + "\n")
                        .collect(Collectors.joining())
                + outcome.report()
                + "\n";
    }
}
