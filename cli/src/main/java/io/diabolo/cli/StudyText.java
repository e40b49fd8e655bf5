package io.diabolo.cli;

import io.diabolo.jobs.TextTable;
import io.diabolo.study.Advice;
import io.diabolo.study.References;
import io.diabolo.study.RunResult;
import io.diabolo.study.StudyResult;
import java.nio.file.Path;

/** What a study found, in a table and a sentence a model; the last line names the report. */
record StudyText(Phrases phrases) {

    String text(Path folder, StudyResult result) {
        StringBuilder text = new StringBuilder(table(result).toString()).append('\n');
        for (Advice advice : result.advice()) {
            Advice.Knee knee = advice.knee();
            if (knee != null) {
                text.append(knee(advice.model(), knee)).append('\n');
            }
        }
        return text.append(phrases.text("figures: ", "chiffres : "))
                .append(folder.resolve("study.csv"))
                .append('\n')
                .append(phrases.text("report: ", "rapport : "))
                .append(folder.resolve("report.html"))
                .append('\n')
                .toString();
    }

    private TextTable table(StudyResult result) {
        TextTable table = new TextTable(
                1,
                phrases.text("model", "modèle"),
                phrases.text("latent", "taille"),
                phrases.text("test MSE", "EQM de test"),
                phrases.text("PSNR dB", "PSNR dB"),
                "SSIM",
                "kNN",
                phrases.text("images/s", "images/s"));
        for (RunResult run : result.runs()) {
            table.row(
                    run.key().model(),
                    Integer.toString(run.key().latent()),
                    run.ok() ? number("%.5g", run.test().mse()) : phrases.text("failed", "échec"),
                    number("%.2f", run.test().psnrDb()),
                    number("%.4f", run.test().ssim()),
                    number("%.3f", run.code().knnAccuracy()),
                    number("%,.0f", run.training().imagesPerSecond()));
        }
        for (References.PcaRow row : result.references().pca()) {
            table.row(phrases.text("PCA", "ACP"), Integer.toString(row.latent()), number("%.5g", row.testMse()));
        }
        return table;
    }

    private String knee(String model, Advice.Knee knee) {
        if (knee.latent() == knee.largest()) {
            return phrases.format(
                    "%s: no knee, the error falls up to the largest latent, %d",
                    "%s : pas de coude, l'erreur baisse jusqu'à la plus grande taille latente, %d",
                    model,
                    knee.largest());
        }
        return phrases.format(
                "%s: latent %d keeps %.0f %% of what %d gains over %d",
                "%s : la taille %d conserve %.0f %% de ce que %d gagne sur %d",
                model,
                knee.latent(),
                100 * knee.kept(),
                knee.largest(),
                knee.smallest());
    }

    private String number(String format, double value) {
        return Double.isNaN(value) ? "" : phrases.format(format, format, value);
    }
}
