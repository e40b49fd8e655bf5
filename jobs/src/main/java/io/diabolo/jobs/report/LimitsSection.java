package io.diabolo.jobs.report;

import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.report.Block;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import io.diabolo.study.LimitRow;
import io.diabolo.study.LimitRow.Variant;
import io.diabolo.study.Samples.LimitExamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The models on data that they were not trained for. */
final class LimitsSection {

    private static final int COLUMNS = 10;

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    LimitsSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        List<LimitRow> rows = findings.study().limits();
        if (rows.isEmpty()) {
            blocks.add(
                    new Paragraph(
                            lang.text(
                                    "The models were not tried on other data, for which there are only changed pictures.",
                                    "Les modèles n'ont pas été essayés sur d'autres données, qui ne seraient que des images modifiées.")));
        } else {
            files.numbers("limits", exact(rows));
            blocks.add(new Paragraph(lang.format(
                    "Each trained model is asked to give back what it is shown: noisy, shifted by three pixels, inverted or enlarged test pictures, and data of another kind. The error is against what it was shown, noise included. Measured on %s, so that even the unchanged ones may have another error than the whole test part.",
                    "On demande à chaque modèle entraîné de rendre ce qu'on lui montre : des images de test bruitées, décalées de trois pixels, inversées ou agrandies, et d'autres données. L'erreur est mesurée par rapport à ce qui est montré, bruit compris. Mesuré sur %s : même inchangées, elles peuvent avoir une autre erreur que toute la partie de test.",
                    measured(rows))));
            for (String model : findings.models()) {
                int latent = findings.focus(model).latent();
                sentence(rows.stream()
                                .filter(r -> r.model().equals(model) && r.latent() == latent)
                                .toList())
                        .ifPresent(text -> blocks.add(new Paragraph(text)));
            }
            blocks.add(shown(rows));
            examples(blocks);
        }
        return new Section(lang.text("Limits", "Limites"), blocks);
    }

    private String measured(List<LimitRow> rows) {
        int most = rows.stream().mapToInt(LimitRow::samples).max().orElseThrow();
        return lang.format(
                lang.plural(most, "the first test sample", "the first %s test samples"),
                lang.plural(most, "la première donnée de test", "les %s premières données de test"),
                lang.integer(most));
    }

    /** Where one model of one size is lost, and what it bears; empty without the unchanged data to compare with. */
    Optional<String> sentence(List<LimitRow> rows) {
        Optional<LimitRow> base =
                rows.stream().filter(r -> r.variant() == Variant.UNCHANGED).findFirst();
        List<LimitRow> changed = rows.stream()
                .filter(r -> r.variant() != Variant.UNCHANGED)
                .sorted(Comparator.comparingDouble(LimitRow::mse))
                .toList();
        if (base.isEmpty() || changed.isEmpty()) {
            return Optional.empty();
        }
        double known = base.get().mse();
        LimitRow mildest = changed.get(0);
        String start = lang.format(
                "%s at latent size %s, whose error on unchanged test data is %s, suffers least on %s (%s times that)",
                "%s de taille latente %s, dont l'erreur sur les données de test inchangées est de %s, souffre le moins sur %s (%s fois cette erreur)",
                Lang.capital(Names.the(lang, mildest.model())),
                lang.integer(mildest.latent()),
                lang.error(known),
                pictures(mildest),
                times(mildest.mse() / known));
        List<String> lost = changed.stream()
                .filter(r -> r.mse() > r.meanImageMse())
                .map(r -> lang.format("%s (%s times)", "%s (%s fois)", pictures(r), times(r.mse() / known)))
                .toList();
        return Optional.of(start
                + (lost.isEmpty()
                        ? lang.text(
                                "; on no other data is it worse than answering with their mean image.",
                                " ; nulle part il ne fait moins bien que de répondre par leur image moyenne.")
                        : lang.format(
                                "; it is worse than answering with their mean image on %s.",
                                " ; il fait moins bien que de répondre par leur image moyenne sur %s.",
                                lang.list(lost))));
    }

    private String times(double factor) {
        return lang.decimal(factor, 1);
    }

    private String pictures(LimitRow row) {
        return Names.pictures(lang, row.variant(), row.data());
    }

    private String name(Variant variant, String data) {
        String name = Names.label(lang, variant);
        return variant == Variant.OTHER_DATA ? "%s (%s)".formatted(name, data) : name;
    }

    private Table shown(List<LimitRow> rows) {
        List<List<Cell>> cells = new ArrayList<>();
        for (LimitRow row : rows) {
            double known = rows.stream()
                    .filter(r -> r.variant() == Variant.UNCHANGED
                            && r.model().equals(row.model())
                            && r.latent() == row.latent())
                    .mapToDouble(LimitRow::mse)
                    .findFirst()
                    .orElse(Double.NaN);
            cells.add(List.of(
                    Cell.of(Names.label(lang, row.model())),
                    Cell.of((long) row.latent()),
                    Cell.of(name(row.variant(), row.data())),
                    Cell.of(lang.error(row.mse())),
                    Cell.of(row.mse() / known, 1),
                    Cell.of(row.psnrDb(), 2),
                    Cell.of(lang.error(row.meanImageMse()))));
        }
        return new Table(
                lang.text("The models on other data", "Les modèles sur d'autres données"),
                List.of(
                        Column.text(lang.text("Model", "Modèle")),
                        Column.number(lang.text("Latent", "Taille"), ""),
                        Column.text(lang.text("Data", "Données")),
                        Column.number(lang.text("MSE", "EQM"), ""),
                        Column.number(lang.text("Times unchanged", "Rapport à l'inchangé"), ""),
                        Column.number("PSNR", "dB"),
                        Column.number(lang.text("Their mean", "Leur moyenne"), lang.text("MSE", "EQM"))),
                cells);
    }

    private static Table exact(List<LimitRow> rows) {
        List<Column> columns = List.of(
                Column.text("model"),
                Column.number("latent", ""),
                Column.text("variant"),
                Column.text("data"),
                Column.number("samples", ""),
                Column.number("mse", ""),
                Column.number("psnr_db", ""),
                Column.number("mean_image_mse", ""));
        List<List<Cell>> cells = rows.stream()
                .map(row -> List.of(
                        Cell.of(row.model()),
                        Cell.of((long) row.latent()),
                        Cell.of(row.variant().name().toLowerCase(Locale.ROOT)),
                        Cell.of(row.data()),
                        Cell.of((long) row.samples()),
                        Cell.of(row.mse(), 0),
                        Cell.of(row.psnrDb(), 0),
                        Cell.of(row.meanImageMse(), 0)))
                .toList();
        return new Table("limits", columns, cells);
    }

    /** One sheet a model at its knee: below each kind of data what the model makes of it. */
    private void examples(List<Block> blocks) {
        for (String model : findings.models()) {
            int latent = findings.focus(model).latent();
            List<List<Picture>> rows = new ArrayList<>();
            List<String> titles = new ArrayList<>();
            for (LimitExamples example : findings.study().samples().limits()) {
                if (example.model().equals(model) && example.latent() == latent) {
                    rows.add(first(example.inputs()));
                    titles.add(name(example.variant(), example.data()));
                    rows.add(first(example.reconstructions()));
                    titles.add("→ " + lang.text("reconstruction", "reconstruction"));
                }
            }
            if (!rows.isEmpty()) {
                String caption = lang.format(
                        "%s: other data and, below each, the reconstruction",
                        "%s : d'autres données et, sous chacune, sa reconstruction", Names.title(lang, model, latent));
                Sheet sheet = Sheet.ofRows(rows).withRowTitles(titles);
                blocks.add(files.sheet("limits-" + model, caption, caption, sheet));
            }
        }
    }

    private static List<Picture> first(List<Picture> pictures) {
        return pictures.subList(0, Math.min(COLUMNS, pictures.size()));
    }
}
