package io.diabolo.jobs.report;

import io.diabolo.report.Block;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import io.diabolo.study.StudyModel;
import java.util.ArrayList;
import java.util.List;

/** The table: one row a model and latent size, means and standard deviations over the seeds. */
final class ResultsSection {

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    ResultsSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        files.numbers("results", exact());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(explanation()));
        if (findings.models().stream().anyMatch(model -> StudyModel.parse(model).kind() == StudyModel.Kind.DENOISING)) {
            blocks.add(
                    new Paragraph(
                            lang.text(
                                    "A denoising model is shown noisy test samples; its error is against the clean ones.",
                                    "Un modèle débruiteur voit des données de test bruitées ; son erreur est mesurée par rapport aux données propres.")));
        }
        if (!findings.sizes().isEmpty()) {
            blocks.add(precision());
            blocks.add(codes());
        }
        if (!findings.hasLabels()) {
            blocks.add(
                    new Paragraph(
                            lang.text(
                                    "The data have no labels, so the accuracy of nearest neighbours is not measured.",
                                    "Les données n'ont pas d'étiquettes : le taux de réussite des plus proches voisins n'est pas mesuré.")));
        } else if (findings.sizes().stream()
                .noneMatch(size -> size.knnAccuracy().isKnown())) {
            blocks.add(
                    new Paragraph(
                            lang.text(
                                    "No label of the test part occurs in the training part, so the accuracy of nearest neighbours cannot be measured.",
                                    "Aucune étiquette de la partie de test n'apparaît dans la partie d'entraînement : le taux de réussite des plus proches voisins ne peut pas être mesuré.")));
        }
        return new Section(lang.text("Results", "Résultats"), blocks);
    }

    private String explanation() {
        if (!findings.study().data().shape().isPicture()) {
            return lang.text(
                    "MSE is the mean squared error of one value that is known, in squared standard deviations (lower is better). SSIM and bits per pixel are left out: the samples are no pictures. The effective rank tells how many dimensions of the latent space are really used.",
                    "L'EQM est l'erreur quadratique moyenne d'une valeur connue, en carrés d'écarts types (plus elle est faible, mieux c'est). La SSIM et les bits par pixel manquent : les données ne sont pas des images. Le rang effectif dit combien de dimensions de l'espace latent servent réellement.");
        }
        return lang.text(
                "MSE is the mean squared error of one value between 0 and 1 (lower is better); PSNR and SSIM compare whole pictures (higher is better). Bits per pixel count the codes at 8 bits a unit, deflated; the effective rank tells how many dimensions of the latent space are really used.",
                "L'EQM est l'erreur quadratique moyenne d'une valeur comprise entre 0 et 1 (plus elle est faible, mieux c'est) ; le PSNR et la SSIM comparent des images entières (plus ils sont élevés, mieux c'est). Les bits par pixel comptent les codes à 8 bits par unité, compressés sans perte ; le rang effectif dit combien de dimensions de l'espace latent servent réellement.");
    }

    private Table precision() {
        List<Column> columns = List.of(
                Column.text(lang.text("Model", "Modèle")),
                Column.number(lang.text("Latent", "Taille"), ""),
                Column.number(lang.text("Parameters", "Paramètres"), ""),
                Column.number(lang.text("Training", "Entraînement"), "s"),
                Column.number(lang.text("Test MSE", "EQM de test"), ""),
                Column.number("PSNR", "dB"),
                Column.number("SSIM", ""));
        List<List<Cell>> rows = findings.sizes().stream()
                .map(size -> List.of(
                        Cell.of(name(size)),
                        Cell.of((long) size.latent()),
                        Cell.of(size.parameters()),
                        cell(size.seconds(), 1),
                        Cell.of(lang.errorBar(size.mse().mean(), size.mse().deviation())),
                        cell(size.psnrDb(), 2),
                        cell(size.ssim(), 3)))
                .toList();
        return new Table(
                lang.text("Precision and time: ", "Précision et durée : ") + spread() + beside(), columns, rows);
    }

    /** Times that others were measured beside are not those of a training alone. */
    private String beside() {
        int jobs = findings.study().plan().jobs();
        return jobs == 1
                ? ""
                : lang.format("; %s trainings at once", " ; %s entraînements à la fois", lang.integer(jobs));
    }

    private Table codes() {
        List<Column> columns = List.of(
                Column.text(lang.text("Model", "Modèle")),
                Column.number(lang.text("Latent", "Taille"), ""),
                Column.number(lang.text("Bits per pixel", "Bits par pixel"), ""),
                Column.number(lang.text("kNN accuracy", "Justesse kNN"), "%"),
                Column.number(lang.text("Effective rank", "Rang effectif"), ""),
                Column.number(lang.text("Active units", "Unités actives"), ""));
        List<List<Cell>> rows = findings.sizes().stream()
                .map(size -> List.of(
                        Cell.of(name(size)),
                        Cell.of((long) size.latent()),
                        cell(size.bitsPerPixel(), 3),
                        cell(size.knnAccuracy().times(100), 1),
                        cell(size.effectiveRank(), 1),
                        cell(size.activeUnits(), size.activeUnits().bar() > 0 ? 1 : 0)))
                .toList();
        return new Table(lang.text("The codes: ", "Les codes : ") + spread(), columns, rows);
    }

    private String spread() {
        int seeds = findings.study().plan().seeds().size();
        return seeds == 1
                ? lang.text("one seed, hence no spread", "une seule graine, donc sans dispersion")
                : lang.format("mean ± standard deviation over %s seeds", "moyenne ± écart type sur %s graines", seeds);
    }

    /** With the number of seeds where some of them failed. */
    private String name(SizeResult size) {
        String name = Names.label(lang, size.model());
        int seeds = findings.study().plan().seeds().size();
        return size.runs().size() == seeds
                ? name
                : name + lang.format(" (%s of %s)", " (%s sur %s)", size.runs().size(), seeds);
    }

    private Cell cell(Stat stat, int decimals) {
        return Cell.of(lang.spread(stat.mean(), stat.deviation(), decimals));
    }

    private Table exact() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("model"));
        for (String name : List.of("latent", "seeds", "parameters")) {
            columns.add(Column.number(name, ""));
        }
        for (String name : List.of(
                "epochs",
                "train_seconds",
                "images_per_second",
                "test_mse",
                "psnr_db",
                "ssim",
                "bits_per_pixel",
                "knn_accuracy",
                "effective_rank",
                "active_units")) {
            columns.add(Column.number(name, ""));
            columns.add(Column.number(name + "_deviation", ""));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (SizeResult size : findings.sizes()) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.of(size.model()),
                    Cell.of((long) size.latent()),
                    Cell.of((long) size.runs().size()),
                    Cell.of(size.parameters())));
            for (Stat stat : List.of(
                    size.epochs(),
                    size.seconds(),
                    size.imagesPerSecond(),
                    size.mse(),
                    size.psnrDb(),
                    size.ssim(),
                    size.bitsPerPixel(),
                    size.knnAccuracy(),
                    size.effectiveRank(),
                    size.activeUnits())) {
                row.add(Cell.of(stat.mean(), 0));
                row.add(Cell.of(stat.deviation(), 0));
            }
            rows.add(row);
        }
        return new Table("results", columns, rows);
    }
}
