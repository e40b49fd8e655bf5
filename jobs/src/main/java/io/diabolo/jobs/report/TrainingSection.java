package io.diabolo.jobs.report;

import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import io.diabolo.study.RunResult;
import io.diabolo.study.RunResult.CurvePoint;
import io.diabolo.study.StudyModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The curves: training beside validation, and the validation of every latent size. */
final class TrainingSection {

    /** A validation loss that ends this much above the training loss is worth a word. */
    private static final double GAP = 0.1;

    /** By so much a validation loss must rise again before a model is said to learn by heart. */
    private static final double RISE = 0.02;

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    TrainingSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        files.numbers("curves", numbers());
        List<Block> blocks = new ArrayList<>();
        List<Block> charts = new ArrayList<>();
        for (String model : findings.models()) {
            SizeResult size = findings.focus(model);
            meaning(model).ifPresent(text -> blocks.add(new Paragraph(text)));
            if (!points(size, CurvePoint::validationLoss).isEmpty()) {
                blocks.add(new Paragraph(sentence(size)));
                charts.add(curves(size));
                charts.add(validations(model));
            }
        }
        blocks.addAll(charts);
        if (charts.isEmpty()) {
            blocks.add(new Paragraph(lang.text("No curve was recorded.", "Aucune courbe n'a été enregistrée.")));
        }
        guards().forEach((warning, runs) -> blocks.add(guard(warning, runs)));
        return new Section(lang.text("Training", "Entraînement"), blocks);
    }

    /** What the loss of a model is whose loss is no MSE. */
    Optional<String> meaning(String model) {
        return StudyModel.parse(model).learnsSquaredError()
                ? Optional.empty()
                : Optional.of(lang.format(
                        "The loss of %s is what its training minimises: in nats, summed over the %s values of a sample, how unlikely the sample is given its code, and the divergence of the code from the prior (the negative evidence lower bound).",
                        "La perte %s est ce que son entraînement minimise : en nats, sommés sur les %s valeurs d'une donnée, l'invraisemblance de la donnée sachant son code et la divergence du code par rapport à l'a priori (l'opposé de la borne inférieure de la vraisemblance, ELBO).",
                        lang == Lang.FRENCH ? Names.of(lang, model) : Names.the(lang, model),
                        lang.integer(findings.study().data().shape().elements())));
    }

    /** How far the validation loss fell, and where it ended beside the training loss. */
    String sentence(SizeResult size) {
        List<CurvePoint> valid = points(size, CurvePoint::validationLoss);
        CurvePoint first = valid.get(0);
        double factor = findings.curveFactor(size.model());
        if (valid.size() < 2) {
            return lang.format(
                    "%s, latent size %s: the validation %s was measured only once (%s), so its course cannot be told.",
                    "%s, taille latente %s : %s de validation n'a été mesurée qu'une fois (%s), son évolution reste inconnue.",
                    Lang.capital(Names.the(lang, size.model())),
                    lang.integer(size.latent()),
                    measure(size.model(), "la perte", "l'EQM"),
                    lang.error(factor * first.validationLoss()));
        }
        CurvePoint last = valid.get(valid.size() - 1);
        CurvePoint best = valid.stream()
                .min(Comparator.comparingDouble(CurvePoint::validationLoss))
                .orElseThrow();
        if (best.epoch() == first.epoch()) {
            return lang.format(
                    "%s, latent size %s, seed %s: the validation %s is lowest before the first step (%s) and ends at %s: training made it worse, and what is kept is the untrained model.",
                    "%s, taille latente %s, graine %s : %s de validation est la plus faible avant le premier pas (%s) et finit à %s : l'entraînement l'a aggravée, et c'est le modèle non entraîné qui est gardé.",
                    Lang.capital(Names.the(lang, size.model())),
                    lang.integer(size.latent()),
                    size.first().key().seed(),
                    measure(size.model(), "la perte", "l'EQM"),
                    lang.error(factor * first.validationLoss()),
                    lang.error(factor * last.validationLoss()));
        }
        String fall = lang.format(
                "%s, latent size %s, seed %s: the validation %s falls from %s to %s, its lowest value, reached at epoch %s of %s",
                "%s, taille latente %s, graine %s : %s de validation descend de %s à %s, sa plus faible valeur, atteinte à l'époque %s sur %s",
                Lang.capital(Names.the(lang, size.model())),
                lang.integer(size.latent()),
                size.first().key().seed(),
                measure(size.model(), "la perte", "l'EQM"),
                lang.error(factor * first.validationLoss()),
                lang.error(factor * best.validationLoss()),
                epoch(best.epoch()),
                epoch(last.epoch()));
        if (!Double.isFinite(last.trainLoss())) {
            return fall + ".";
        }
        double gap = last.validationLoss() / last.trainLoss() - 1;
        double rise = last.validationLoss() / best.validationLoss() - 1;
        if (gap > GAP && rise > RISE) {
            return fall
                    + lang.format(
                            "; then it rises again, by %s, to %s above that of training: the model learns its training data by heart.",
                            " ; ensuite elle remonte, de %s, jusqu'à dépasser de %s celle d'entraînement : le modèle apprend ses données par cœur.",
                            lang.share(rise),
                            lang.share(gap));
        }
        return fall
                + (gap > GAP
                        ? lang.format(
                                "; at the end it lies %s above that of training, but it does not rise again: more samples would help.",
                                " ; à la fin, elle dépasse de %s celle d'entraînement, mais ne remonte pas : plus de données aideraient.",
                                lang.share(gap))
                        : lang.format(
                                "; at the end it exceeds that of training by no more than %s: no sign of learning by heart.",
                                " ; à la fin, elle ne dépasse pas celle d'entraînement de plus de %s : aucun signe d'apprentissage par cœur.",
                                lang.percent(GAP, 0)));
    }

    /** Which curve it is: French with its article. */
    private String measure(String model, String loss, String mse) {
        boolean squared = StudyModel.parse(model).learnsSquaredError();
        return lang == Lang.FRENCH ? (squared ? mse : loss) : (squared ? "MSE" : "loss");
    }

    private String epoch(double epoch) {
        return lang.decimal(epoch, epoch == Math.rint(epoch) ? 0 : 1);
    }

    private Block curves(SizeResult size) {
        List<Series> series = new ArrayList<>();
        List<CurvePoint> train = points(size, CurvePoint::trainLoss);
        if (!train.isEmpty()) {
            series.add(series(size, lang.text("training", "entraînement"), train, CurvePoint::trainLoss));
        }
        series.add(series(size, "validation", points(size, CurvePoint::validationLoss), CurvePoint::validationLoss));
        return chart("curves-" + size.model(), Names.title(lang, size.model(), size.latent()), size.model(), series);
    }

    private Block validations(String model) {
        List<Series> series = findings.sizes(model).stream()
                .filter(size -> !points(size, CurvePoint::validationLoss).isEmpty())
                .map(size -> series(
                        size,
                        lang.format("latent %s", "taille %s", size.latent()),
                        points(size, CurvePoint::validationLoss),
                        CurvePoint::validationLoss))
                .toList();
        return chart(
                "validation-" + model,
                lang.format(
                        "%s: validation by latent size",
                        "%s : validation par taille latente", Lang.capital(Names.label(lang, model))),
                model,
                series);
    }

    private Block chart(String name, String title, String model, List<Series> series) {
        return files.chart(
                name,
                new LineChart(
                        title, lang.text("epoch", "époque"), measure(model, "perte", "EQM"), false, true, series));
    }

    /** Those that a logarithmic axis can show: the first training loss is not yet known. */
    private static List<CurvePoint> points(SizeResult size, ToDoubleFunction<CurvePoint> loss) {
        return size.first().history().stream()
                .filter(p -> Double.isFinite(loss.applyAsDouble(p)) && loss.applyAsDouble(p) > 0)
                .toList();
    }

    private Series series(SizeResult size, String name, List<CurvePoint> points, ToDoubleFunction<CurvePoint> loss) {
        double factor = findings.curveFactor(size.model());
        return new Series(
                name,
                points.stream().mapToDouble(CurvePoint::epoch).toArray(),
                points.stream()
                        .mapToDouble(point -> factor * loss.applyAsDouble(point))
                        .toArray(),
                null);
    }

    /** What the guards said, with the runs that they said it of. */
    private Map<String, List<String>> guards() {
        Map<String, List<String>> guards = new LinkedHashMap<>();
        for (RunResult run : findings.study().runs()) {
            for (String warning : run.warnings()) {
                guards.computeIfAbsent(warning, w -> new ArrayList<>())
                        .add(run.key().name());
            }
        }
        return guards;
    }

    private Block guard(String warning, List<String> runs) {
        return new Callout(
                Callout.Kind.WARNING,
                lang.format(
                        "During the training of %s: %s",
                        "Pendant l'entraînement de %s : %s", lang.list(runs), Remarks.in(lang.locale(), warning)));
    }

    private Table numbers() {
        List<List<Cell>> rows = findings.study().runs().stream()
                .flatMap(run -> run.history().stream().map(p -> Stream.of(
                                Cell.of(run.key().model()),
                                Cell.of((long) run.key().latent()),
                                Cell.of(run.key().seed()),
                                Cell.of(p.epoch(), 0),
                                Cell.of(p.seconds(), 0),
                                Cell.of(p.trainLoss(), 0),
                                Cell.of(p.validationLoss(), 0))
                        .toList()))
                .toList();
        return new Table(
                "curves",
                List.of(
                        Column.text("model"),
                        Column.number("latent", ""),
                        Column.number("seed", ""),
                        Column.number("epoch", ""),
                        Column.number("seconds", ""),
                        Column.number("train_loss", ""),
                        Column.number("validation_loss", "")),
                rows);
    }
}
