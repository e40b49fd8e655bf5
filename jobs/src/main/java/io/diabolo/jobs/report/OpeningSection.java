package io.diabolo.jobs.report;

import io.diabolo.data.SampleShape;
import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.study.StudyPlan;
import io.diabolo.study.StudyResult.DataSummary;
import java.util.ArrayList;
import java.util.List;

/** The question, what was done to answer it, the answer, and what speaks against trusting it. */
final class OpeningSection {

    private final Findings findings;
    private final Lang lang;

    OpeningSection(Findings findings, Lang lang) {
        this.findings = findings;
        this.lang = lang;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(question()));
        blocks.add(new Paragraph(setUp()));
        blocks.add(new Callout(Callout.Kind.ANSWER, new AnswerText(findings, lang).text()));
        for (String warning : new AdvisorText(lang).warnings(findings)) {
            blocks.add(new Callout(Callout.Kind.WARNING, warning));
        }
        new AdvisorText(lang).oneSeed(findings).ifPresent(note -> blocks.add(new Callout(Callout.Kind.NOTE, note)));
        return new Section(lang.text("The question and the answer", "La question et la réponse"), blocks);
    }

    String question() {
        String sizes = lang.text(
                "What does the size of the latent space do", "Quel est l'effet de la taille de l'espace latent");
        List<String> models = findings.study().plan().models();
        String many = models.size() < 2
                ? ""
                : lang.format(
                        ", how do %s differ in training time and in precision",
                        ", en quoi %s diffèrent-ils par la durée d'entraînement et par la précision",
                        lang.list(models.stream().map(m -> Names.the(lang, m)).toList()));
        return sizes + many + lang.text(", and where are the limits?", ", et où sont les limites ?");
    }

    /** The grid in numbers. */
    String setUp() {
        StudyPlan plan = findings.study().plan();
        DataSummary data = findings.study().data();
        return lang.format(
                "%s, %s (%s) and %s make %s, each on the same %s (%s, %s); %s serve to choose the weights that are kept, and all figures are measured on %s that no model has seen.",
                "%s, %s (%s) et %s donnent %s, chacun sur les mêmes %s (« %s », %s) ; %s servent à choisir les poids gardés, et tous les chiffres sont mesurés sur %s qu'aucun modèle n'a vues.",
                Lang.capital(
                        lang.count(plan.models().size(), lang.text("model", "modèle"), lang.text("models", "modèles"))),
                lang.count(
                        plan.latents().size(),
                        lang.text("latent size", "taille latente"),
                        lang.text("latent sizes", "tailles latentes")),
                lang.list(plan.latents().stream().map(lang::integer).toList()),
                lang.count(plan.seeds().size(), lang.text("seed", "graine"), lang.text("seeds", "graines")),
                lang.count(plan.size(), lang.text("training", "entraînement"), lang.text("trainings", "entraînements")),
                samples(data.train()),
                data.name(),
                shape(data.shape()),
                samples(data.validation()),
                samples(data.test()));
    }

    /** {@code 28 × 28, 1 channel}; of series {@code 96 steps, 2 channels}; of rows {@code 14 values}. */
    private String shape(SampleShape shape) {
        if (shape.kind() == SampleShape.Kind.ROW) {
            return lang.count(shape.elements(), lang.text("value", "valeur"), lang.text("values", "valeurs"));
        }
        int steps = shape.elements() / shape.channels();
        String size = shape.kind() == SampleShape.Kind.PICTURE
                ? shape.width() + " × " + shape.height()
                : lang.count(steps, lang.text("step", "pas"), lang.text("steps", "pas"));
        return size + ", "
                + lang.count(shape.channels(), lang.text("channel", "canal"), lang.text("channels", "canaux"));
    }

    private String samples(int count) {
        boolean pictures = !findings.study().samples().originals().isEmpty();
        return pictures
                ? lang.count(count, lang.text("picture", "image"), lang.text("pictures", "images"))
                : lang.count(count, lang.text("sample", "donnée"), lang.text("samples", "données"));
    }
}
