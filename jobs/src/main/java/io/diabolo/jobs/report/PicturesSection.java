package io.diabolo.jobs.report;

import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.report.Block;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.study.Samples;
import io.diabolo.study.Samples.Reconstructions;
import io.diabolo.study.Samples.Worst;
import java.util.ArrayList;
import java.util.List;

/** Originals beside what each model makes of them, then the worst of all. */
final class PicturesSection {

    /** More do not fit a page in a size that one can see. */
    private static final int COLUMNS = 12;

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    PicturesSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        Samples samples = findings.study().samples();
        List<Block> blocks = new ArrayList<>();
        if (samples.originals().isEmpty()) {
            blocks.add(new Paragraph(lang.text(
                    "The samples are no pictures, so there is nothing to look at.",
                    "Les données ne sont pas des images : il n'y a rien à montrer.")));
        } else {
            blocks.add(
                    new Paragraph(
                            lang.text(
                                    "The upper row shows pictures of the test part, as they come and not chosen; each row below, what a model makes of them at one latent size.",
                                    "La première ligne montre des images de test, telles qu'elles viennent, non choisies ; chaque ligne suivante, ce qu'en fait un modèle à une taille latente donnée.")));
            for (String model : findings.study().plan().models()) {
                reconstructions(model, samples, blocks);
            }
        }
        for (String model : findings.models()) {
            worst(model, samples.worst(), blocks);
        }
        return new Section(lang.text("Reconstructions", "Reconstructions"), blocks);
    }

    private void reconstructions(String model, Samples samples, List<Block> blocks) {
        List<List<Picture>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        rows.add(first(samples.originals()));
        titles.add(lang.text("original", "original"));
        for (Reconstructions r : samples.reconstructions()) {
            if (r.model().equals(model)) {
                rows.add(first(r.pictures()));
                titles.add(lang.format("latent %s", "taille %s", lang.integer(r.latent())));
            }
        }
        if (rows.size() > 1) {
            String caption = lang.format(
                    "%s: originals and reconstructions by latent size",
                    "%s : originaux et reconstructions selon la taille latente", Lang.capital(Names.the(lang, model)));
            Sheet sheet = Sheet.ofRows(rows).withRowTitles(titles);
            blocks.add(files.sheet("reconstructions-" + model, caption, caption, sheet));
        }
    }

    private void worst(String model, List<Worst> all, List<Block> blocks) {
        List<Worst> worst =
                first(all.stream().filter(w -> w.model().equals(model)).toList());
        if (worst.isEmpty()) {
            return;
        }
        blocks.add(new Paragraph(sentence(model, worst)));
        Sheet sheet = new Sheet(
                List.of(
                        worst.stream().map(Worst::original).toList(),
                        worst.stream().map(Worst::reconstruction).toList()),
                List.of(lang.text("original", "original"), lang.text("reconstruction", "reconstruction")),
                worst.stream().map(w -> lang.error(w.mse())).toList());
        String items = lang.format(
                "From the left, with the MSE above: %s",
                "De gauche à droite, l'erreur au-dessus : %s",
                String.join(", ", worst.stream().map(Worst::item).toList()));
        blocks.add(files.sheet("worst-" + model, items, sentence(model, worst), sheet));
    }

    /** How bad the worst are, against the mean of the same model. */
    String sentence(String model, List<Worst> worst) {
        double most = worst.stream().mapToDouble(Worst::mse).max().orElseThrow();
        double mean = findings.size(model, worst.get(0).latent())
                .map(size -> size.mse().mean())
                .orElse(Double.NaN);
        String times = Double.isFinite(mean)
                ? lang.format(
                        ", %s times its mean test MSE (%s)",
                        ", soit %s fois son erreur moyenne de test (%s)",
                        lang.decimal(most / mean, 1),
                        lang.error(mean))
                : "";
        String french = lang.plural(worst.size(), "La pire reconstruction", "Les %s pires reconstructions");
        return lang.format(
                "The worst %s %s at latent size %s: the error reaches %s%s.",
                "%s %s à la taille latente %s : l'erreur y atteint %s%s.",
                lang == Lang.FRENCH
                        ? french.formatted(worst.size())
                        : lang.count(worst.size(), "reconstruction", "reconstructions"),
                Names.of(lang, model),
                lang.integer(worst.get(0).latent()),
                lang.error(most),
                times);
    }

    private static <T> List<T> first(List<T> items) {
        return items.subList(0, Math.min(COLUMNS, items.size()));
    }
}
