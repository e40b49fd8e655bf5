package io.diabolo.jobs.report;

import io.diabolo.report.Block;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import io.diabolo.study.References.PcaRow;
import io.diabolo.study.RunResult.CurvePoint;
import io.diabolo.study.StudyModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Error against latent size, and against training time. */
final class PrecisionSection {

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    PrecisionSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        if (!findings.comparisons().isEmpty()) {
            blocks.add(new Paragraph(byLatent()));
        }
        List<String> pca = findings.models().stream()
                .flatMap(model -> againstPca(model).stream())
                .toList();
        blocks.add(new Paragraph((String.join(" ", pca) + " " + references()).strip()));
        if (!findings.sizes().isEmpty()) {
            sameError().ifPresent(text -> blocks.add(new Paragraph(text)));
            blocks.add(new Paragraph(clock()));
            blocks.add(errorChart());
            timeChart().ifPresent(chart -> blocks.add(files.chart("error-by-time", chart)));
        }
        return new Section(lang.text("Precision and time", "Précision et durée"), blocks);
    }

    /** At which latent sizes which of two models is better. */
    String byLatent() {
        List<Comparison> all = findings.comparisons();
        List<String> parts = new ArrayList<>();
        for (String model : List.of(all.get(0).one().model(), all.get(0).other().model())) {
            List<Comparison> won = all.stream()
                    .filter(c -> c.isClear() && c.lower().model().equals(model))
                    .toList();
            if (!won.isEmpty()) {
                parts.add(won(model, won));
            }
        }
        List<Comparison> open = all.stream().filter(c -> !c.isClear()).toList();
        if (!open.isEmpty()) {
            parts.add(lang.format(
                    "at %s the two cannot be told apart",
                    "%s rien ne les départage",
                    sizes(open.stream().map(Comparison::latent).toList())));
        }
        String rule = all.stream().allMatch(Comparison::hasSpread)
                ? lang.text(
                        "A difference counts where it exceeds twice its standard error over the seeds.",
                        "Un écart compte s'il dépasse deux fois son erreur type sur les graines.")
                : lang.text(
                        "With a single seed, any difference of at least 1% counts, chance or not.",
                        "Avec une seule graine, tout écart d'au moins 1 % compte, hasard ou non.");
        return Lang.capital(String.join(lang.text("; ", " ; "), parts)) + ". " + rule;
    }

    private String won(String model, List<Comparison> won) {
        Comparison most =
                won.stream().max(Comparator.comparingDouble(Comparison::saved)).orElseThrow();
        return lang.format(
                won.size() == 1
                        ? "%1$s has the lower error at %2$s (by %3$s)"
                        : "%1$s has the lower error at %2$s (by up to %3$s, at %4$s)",
                won.size() == 1
                        ? "%1$s a l'erreur la plus faible %2$s (%3$s de moins)"
                        : "%1$s a l'erreur la plus faible %2$s (jusqu'à %3$s de moins, à %4$s)",
                Names.the(lang, model),
                sizes(won.stream().map(Comparison::latent).toList()),
                lang.share(most.saved()),
                lang.integer(most.latent()));
    }

    /** French with its preposition, which depends on the number. */
    private String sizes(List<Integer> latents) {
        String word = lang.text("latent size", "à la taille latente");
        String words = lang.text("latent sizes", "aux tailles latentes");
        String list = lang.list(latents.stream().map(lang::integer).toList());
        return (latents.size() == 1 ? word : words) + " " + list;
    }

    /** At which latent sizes a model beats principal components, and at which it does not. */
    Optional<String> againstPca(String model) {
        List<Integer> better = new ArrayList<>();
        List<Integer> worse = new ArrayList<>();
        for (SizeResult size : findings.sizes(model)) {
            findings.study().references().pca().stream()
                    .filter(row -> row.latent() == size.latent())
                    .forEach(row -> (size.mse().mean() < row.testMse() ? better : worse).add(size.latent()));
        }
        String the = Lang.capital(Names.the(lang, model));
        if (better.isEmpty() && worse.isEmpty()) {
            return Optional.empty();
        } else if (worse.isEmpty()) {
            return Optional.of(lang.format(
                    "%s has a lower error than PCA at every latent size.",
                    "%s a une erreur plus faible que l'ACP à chaque taille latente.", the));
        } else if (better.isEmpty()) {
            return Optional.of(lang.format(
                    "%s has no lower error than PCA at any latent size.",
                    "%s n'a nulle part une erreur plus faible que l'ACP.", the));
        }
        return Optional.of(lang.format(
                "%s has a lower error than PCA at %s, but not at %s.",
                "%s a une erreur plus faible que l'ACP %s, mais pas %s.", the, sizes(better), sizes(worse)));
    }

    /** What the two references are. */
    private String references() {
        return lang.format(
                "PCA (principal components) is the best linear autoencoder; always answering with the mean training sample gives an error of %s.",
                "L'ACP (analyse en composantes principales) est le meilleur auto-encodeur linéaire ; répondre toujours par la moyenne d'entraînement donne une erreur de %s.",
                lang.error(findings.study().references().meanImageMse()));
    }

    /** What the model that is less precise at best reaches, and from which size on the other reaches it too. */
    Optional<String> sameError() {
        if (findings.models().size() < 2) {
            return Optional.empty();
        }
        SizeResult first = lowest(findings.models().get(0));
        SizeResult second = lowest(findings.models().get(1));
        boolean firstIsWorse = first.mse().mean() > second.mse().mean();
        SizeResult target = firstIsWorse ? first : second;
        String other = (firstIsWorse ? second : first).model();
        return findings.sizes(other).stream()
                .filter(size -> size.mse().mean() <= target.mse().mean())
                .findFirst()
                .map(size -> lang.format(
                        "The lowest error %s, %s at latent size %s, takes %s of training; %s gets there with latent size %s and %s of training.",
                        "La plus faible erreur %s, %s à la taille latente %s, demande %s d'entraînement ; %s y parvient avec une taille latente de %s et %s d'entraînement.",
                        Names.of(lang, target.model()),
                        lang.error(target.mse().mean()),
                        lang.integer(target.latent()),
                        lang.duration(target.seconds().mean()),
                        Names.the(lang, other),
                        lang.integer(size.latent()),
                        lang.duration(size.seconds().mean())));
    }

    private SizeResult lowest(String model) {
        return findings.sizes(model).stream()
                .min(Comparator.comparingDouble(size -> size.mse().mean()))
                .orElseThrow();
    }

    private String clock() {
        int jobs = findings.study().plan().jobs();
        return jobs == 1
                ? lang.text(
                        "Times are those of training alone, one run after the other, without validation.",
                        "Les durées sont celles de l'entraînement seul, un à la fois, sans la validation.")
                : lang.format(
                        "Times are those of training alone, without validation; %s runs shared the machine, so one alone may be faster.",
                        "Les durées sont celles de l'entraînement seul, sans la validation ; %s entraînements se partageaient la machine, un seul irait peut-être plus vite.",
                        jobs);
    }

    private Block errorChart() {
        List<Series> series = new ArrayList<>();
        for (String model : findings.models()) {
            series.add(series(model, size -> size.latent()));
        }
        List<PcaRow> pca = findings.study().references().pca().stream()
                .filter(row -> row.testMse() > 0)
                .toList();
        if (!pca.isEmpty()) {
            series.add(new Series(
                    lang.text("PCA", "ACP"),
                    pca.stream().mapToDouble(PcaRow::latent).toArray(),
                    pca.stream().mapToDouble(PcaRow::testMse).toArray(),
                    null));
        }
        double mean = findings.study().references().meanImageMse();
        if (mean > 0) {
            double[] ends = findings.study().plan().latents().stream()
                    .mapToDouble(Integer::doubleValue)
                    .toArray();
            double[] level = new double[ends.length];
            Arrays.fill(level, mean);
            series.add(new Series(lang.text("mean sample", "moyenne"), ends, level, null));
        }
        return files.chart(
                "error-by-latent",
                new LineChart(
                        lang.text("Error against latent size", "Erreur selon la taille latente"),
                        lang.text("latent size", "taille latente"),
                        lang.text("test MSE", "EQM de test"),
                        true,
                        true,
                        series));
    }

    /** Validation against the time of training; empty where no model learns the squared error. */
    Optional<LineChart> timeChart() {
        List<Series> series = new ArrayList<>();
        for (String model : findings.models()) {
            if (StudyModel.parse(model).learnsSquaredError()) {
                for (SizeResult size : findings.curves(model)) {
                    course(size).ifPresent(series::add);
                }
            }
        }
        int jobs = findings.study().plan().jobs();
        String beside = jobs == 1 ? "" : lang.format(", %s at once", ", %s à la fois", jobs);
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new LineChart(
                        lang.text("Error against training time", "Erreur selon la durée d'entraînement"),
                        lang.text("training seconds", "secondes d'entraînement") + beside,
                        lang.text("validation MSE", "EQM de validation"),
                        false,
                        true,
                        series));
    }

    /** How the first run of a size came to its error; empty where its curve has no two points. */
    private Optional<Series> course(SizeResult size) {
        double factor = findings.curveFactor(size.model());
        List<CurvePoint> points = size.first().history().stream()
                .filter(point -> point.validationLoss() > 0 && Double.isFinite(point.validationLoss()))
                .toList();
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Series(
                        Names.label(lang, size.model(), size.latent()),
                        points.stream().mapToDouble(CurvePoint::seconds).toArray(),
                        points.stream()
                                .mapToDouble(point -> factor * point.validationLoss())
                                .toArray(),
                        null));
    }

    private Series series(String model, ToDoubleFunction<SizeResult> x) {
        List<SizeResult> sizes = findings.sizes(model);
        boolean bars = sizes.stream().anyMatch(size -> size.mse().count() > 1);
        return new Series(
                Names.label(lang, model),
                sizes.stream().mapToDouble(x).toArray(),
                sizes.stream().mapToDouble(size -> size.mse().mean()).toArray(),
                bars ? sizes.stream().mapToDouble(size -> size.mse().bar()).toArray() : null);
    }
}
