package io.diabolo.jobs;

import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.FitReport;
import io.diabolo.detect.Rates;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The {@code README.md} of a detector's folder. */
record DetectorCard(SavedDetector saved, AnomalyDetector detector) {

    String text(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        FitReport report = detector.report();
        StringBuilder text = new StringBuilder("# %s%n%nA detector of abnormal samples %s: %d autoencoders.%n%n"
                .formatted(name, detector.input().shape(), detector.members()));
        text.append(
                "It promises that at most %s of normal samples count as abnormal. The promise is made by %,d normal samples that nothing was fitted to; it holds as long as new normal samples are drawn as those were.%n%n"
                        .formatted(Rates.text(detector.options().falseAlarms()), report.heldOut()));
        report.warnings().forEach(warning -> text.append("> **Warning:** %s%n%n".formatted(warning)));
        TextTable table = new TextTable(2, "what", "value");
        table.row("data", report.data());
        table.row("SHA-256 of the data", report.dataHash());
        table.row(
                "samples",
                "%,d: %,d trained on, %,d held out, %,d left out as too strange to be normal"
                        .formatted(report.samples(), report.trained(), report.heldOut(), report.leftOut()));
        table.row("threshold", "%.4g".formatted(detector.threshold()));
        table.row("smallest rate that can be promised", Rates.text(report.smallestRate()));
        table.row("seconds", "%.0f".formatted(report.seconds()));
        table.row("seed", Long.toString(detector.options().seed()));
        table.row("made with", String.join(", ", report.versions()));
        text.append(table.markdown());
        if (!saved.command().isEmpty()) {
            text.append("%n```%n./diabolo %s%n```%n"
                    .formatted(saved.command().stream().map(Words::quoted).collect(Collectors.joining(" "))));
        }
        text.append(
                "%nScores have no unit: 0 is the median of normal samples, 1 about their 90th percentile.%n%n## Use%n%n```%n./diabolo detect %s DATA --out findings%n./diabolo detect eval %s --data LABELLED%n./diabolo detect threshold %s --false-alarms 0.5%%%n```%n"
                        .formatted(Words.quoted(name), Words.quoted(name), Words.quoted(name)));
        return text.toString();
    }
}
