package io.diabolo.jobs.report;

import io.diabolo.data.Dataset;
import io.diabolo.image.Sheet;
import io.diabolo.report.Block;
import io.diabolo.report.Paragraph;
import io.diabolo.report.ScatterChart;
import io.diabolo.report.Section;
import io.diabolo.study.Samples.AxisPicture;
import io.diabolo.study.Samples.LatentMap;
import io.diabolo.study.Samples.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The latent space in two dimensions, coloured by label, with pictures along its axes. */
final class LatentSection {

    private static final int MOST_DECIMALS = 8;

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    LatentSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        List<Block> charts = new ArrayList<>();
        List<Block> sheets = new ArrayList<>();
        for (LatentMap map : findings.study().samples().maps()) {
            if (!map.points().isEmpty()) {
                blocks.add(new Paragraph(sentence(map)));
                charts.add(chart(map));
                axis(map, map.alongX(), 1).ifPresent(sheets::add);
                axis(map, map.alongY(), 2).ifPresent(sheets::add);
            }
        }
        if (charts.isEmpty()) {
            blocks.add(new Paragraph(lang.text("No latent space was drawn.", "Aucun espace latent n'a été dessiné.")));
        }
        neighbours().ifPresent(text -> blocks.add(new Paragraph(text)));
        blocks.addAll(charts);
        blocks.addAll(sheets);
        return new Section(
                lang.text("The latent space in two dimensions", "L'espace latent en deux dimensions"), blocks);
    }

    /** What the two axes are, and how much of the space they show. */
    String sentence(LatentMap map) {
        String the = Lang.capital(Names.the(lang, map.model()));
        return map.projected()
                ? lang.format(
                        "%s has %s latent dimensions; the chart shows the two leading principal components of the codes of %s, which hold %s of their variance.",
                        "%s a %s dimensions latentes ; le graphique montre les deux premières composantes principales des codes de %s, qui portent %s de leur variance.",
                        the,
                        lang.integer(map.latent()),
                        samples(map),
                        lang.percent(map.variance(), 0))
                : lang.format(
                        "%s has two latent dimensions, which the chart shows as they are for %s.",
                        "%s a deux dimensions latentes, que le graphique montre telles quelles pour %s.",
                        the,
                        samples(map));
    }

    private String samples(LatentMap map) {
        return lang.count(
                map.points().size(),
                lang.text("test sample", "donnée de test"),
                lang.text("test samples", "données de test"));
    }

    /** How well labels can be told in the whole latent space, against chance. */
    Optional<String> neighbours() {
        int labels = findings.study().data().labelNames().size();
        List<String> parts = new ArrayList<>();
        for (String model : findings.models()) {
            SizeResult size = findings.focus(model);
            Stat accuracy = size.knnAccuracy();
            if (accuracy.isKnown()) {
                parts.add(lang.format(
                        "%s %s at latent size %s",
                        "dans %s des cas %s à la taille latente %s",
                        lang.percent(accuracy.mean(), 1),
                        lang.text("for ", "pour ") + Names.the(lang, model),
                        lang.integer(size.latent())));
            }
        }
        if (labels == 0) {
            return Optional.of(lang.text(
                    "There are no labels to colour by, and no accuracy to tell.",
                    "Il n'y a pas d'étiquettes pour colorer les points, ni de taux de réussite à donner."));
        } else if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(lang.format(
                "The label of a test sample, guessed from the five nearest training codes in the whole latent space, is right in %s; guessing blindly among %s labels would give %s.",
                "L'étiquette d'une donnée de test, devinée d'après les cinq codes d'entraînement les plus proches dans tout l'espace latent, est juste %s ; un tirage au hasard parmi %s étiquettes donnerait %s.",
                lang.list(parts),
                lang.integer(labels),
                lang.percent(1.0 / labels, 1)));
    }

    private Block chart(LatentMap map) {
        List<String> names = new ArrayList<>(map.labelNames());
        boolean unlabelled = map.points().stream().anyMatch(p -> p.label() == Dataset.NO_LABEL);
        if (unlabelled || names.isEmpty()) {
            names.add(lang.text("test samples", "données de test"));
        }
        List<ScatterChart.Point> points = map.points().stream()
                .map(p -> new ScatterChart.Point(p.x(), p.y(), index(p, names.size() - 1)))
                .toList();
        return files.chart(
                "latent-" + map.model() + "-" + map.latent(),
                new ScatterChart(
                        Names.title(lang, map.model(), map.latent()), axis(map, 1), axis(map, 2), points, names));
    }

    /** The last name is that of samples without a label, where there are such. */
    private static int index(Point point, int last) {
        return point.label() == Dataset.NO_LABEL ? last : Math.min(point.label(), last);
    }

    private String axis(LatentMap map, int number) {
        return map.projected()
                ? lang.format("component %s", "composante %s", number)
                : lang.format("latent unit %s", "unité latente %s", number);
    }

    /** With as many decimals as tell two neighbours apart, by two digits of their distance. */
    List<String> labels(List<Double> places) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < places.size(); i++) {
            double distance = Math.abs(places.get(i) - places.get(i - 1));
            nearest = distance > 0 ? Math.min(nearest, distance) : nearest;
        }
        int decimals = Double.isInfinite(nearest)
                ? 1
                : (int) Math.max(0, Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(nearest))));
        return places.stream().map(place -> lang.decimal(place, decimals)).toList();
    }

    private Optional<Block> axis(LatentMap map, List<AxisPicture> pictures, int number) {
        if (pictures.isEmpty()) {
            return Optional.empty();
        }
        Sheet sheet = Sheet.ofRows(
                        List.of(pictures.stream().map(AxisPicture::picture).toList()))
                .withColumnTitles(labels(pictures.stream().map(AxisPicture::at).toList()));
        String caption = lang.format(
                "%s: pictures decoded along %s, the other axis at its mean",
                "%s : images décodées le long de l'axe « %s », l'autre restant à sa moyenne",
                Names.title(lang, map.model(), map.latent()),
                axis(map, number));
        return Optional.of(
                files.sheet("axis-%s-%d-%d".formatted(map.model(), map.latent(), number), caption, caption, sheet));
    }
}
