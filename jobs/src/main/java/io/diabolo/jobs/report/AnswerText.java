package io.diabolo.jobs.report;

import io.diabolo.study.Advice;
import io.diabolo.study.Advice.Kind;
import io.diabolo.study.LimitRow;
import io.diabolo.study.LimitRow.Variant;
import io.diabolo.study.References;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answer in a few sentences: which latent size, which model, how it stands to PCA, and where it ends. */
final class AnswerText {

    /** From this share on, a knee keeps all of the gain as far as a reader cares. */
    private static final double ALL = 0.995;
    /** Errors that grow by less than this factor on other data are no limit worth the name. */
    private static final double HARMLESS = 1.2;
    /** Training times within this factor are about the same. */
    private static final double SAME_TIME = 1.1;

    private final Findings findings;
    private final Lang lang;

    AnswerText(Findings findings, Lang lang) {
        this.findings = findings;
        this.lang = lang;
    }

    /** The sentences; one where no run came to its end. */
    String text() {
        if (findings.sizes().isEmpty()) {
            return lang.text(
                    "No run came to its end, so the study has no answer.",
                    "Aucun entraînement n'est allé à son terme : l'étude n'a pas de réponse.");
        }
        return Stream.of(knee(), models(), linear(), limit())
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Which latent size is enough: said once where it is the same for all models. */
    String knee() {
        List<String> models = findings.models();
        List<Advice.Knee> found =
                models.stream().flatMap(model -> findings.knee(model).stream()).toList();
        if (findings.hasNoKneeYet()) {
            return noKneeYet(models);
        }
        List<Integer> knees = found.stream().map(Advice.Knee::latent).toList();
        List<String> parts = new ArrayList<>();
        boolean shared =
                knees.size() == models.size() && knees.stream().distinct().count() == 1;
        for (String model : models) {
            Optional<Advice.Knee> knee = findings.knee(model);
            if (knee.isEmpty()) {
                parts.add(noKnee(model));
            } else if (shared) {
                parts.add(kept(model, knee.get(), parts.isEmpty()));
            } else {
                parts.add(lang.format(
                        "at %s %s",
                        "à %s, %s", lang.integer(knee.get().latent()), kept(model, knee.get(), parts.isEmpty())));
            }
        }
        String all = lang.list(parts);
        return (knees.isEmpty() ? Lang.capital(all) : start(knees, shared) + all) + ".";
    }

    /** Where every model goes on gaining up to the largest size: there is no knee to tell of. */
    private String noKneeYet(List<String> models) {
        List<String> parts = new ArrayList<>();
        for (String model : models) {
            Advice.Knee knee = findings.knee(model).orElseThrow();
            parts.add(lang.format(
                    "%s goes from a test MSE of %s at %s to %s at %s",
                    "%s passe d'une erreur quadratique moyenne de test de %s à la taille %s à %s à la taille %s",
                    Names.the(lang, model),
                    lang.error(knee.smallestError()),
                    lang.integer(knee.smallest()),
                    lang.error(knee.largestError()),
                    lang.integer(knee.largest())));
        }
        return lang.format(
                "The error has no knee on this grid, for no size below the largest keeps 95%% of the gain: %s. Larger sizes are worth a try.",
                "La courbe d'erreur n'a pas de coude sur cette grille, car aucune taille inférieure à la plus grande ne conserve 95 %% du gain : %s. Des tailles plus grandes valent un essai.",
                lang.list(parts));
    }

    private String start(List<Integer> knees, boolean shared) {
        String sizes = lang.list(knees.stream().map(lang::integer).toList());
        return shared
                ? lang.format(
                        "The knee of the validation error lies at latent size %s: there ",
                        "Le coude de l'erreur de validation se trouve à la taille latente %s : ",
                        lang.integer(knees.get(0)))
                : lang.format(
                        lang.plural(
                                knees.size(),
                                "The knee of the validation error lies at latent size %s: ",
                                "The knees of the validation errors lie at latent sizes %s: "),
                        lang.plural(
                                knees.size(),
                                "Le coude de l'erreur de validation se trouve à la taille latente %s : ",
                                "Les coudes de l'erreur de validation se trouvent aux tailles latentes %s : "),
                        sizes);
    }

    private String kept(String model, Advice.Knee knee, boolean isFirst) {
        Stat mse = findings.size(model, knee.latent())
                .map(SizeResult::mse)
                .orElseGet(() -> new Stat(knee.error(), Double.NaN, 1));
        return lang.format(
                "%1$s keeps %2$s of what %3$s gains over %4$s%5$s (%9$s%6$s, between %7$s at %4$s and %8$s at %3$s)",
                "%1$s y conserve %2$s du gain obtenu de %4$s à %3$s%5$s (%9$s%6$s, entre %7$s à %4$s et %8$s à %3$s)",
                Names.the(lang, model),
                knee.kept() >= ALL ? lang.text("all", "la totalité") : lang.percent(knee.kept(), 0),
                lang.integer(knee.largest()),
                lang.integer(knee.smallest()),
                knee.withinMargin()
                        ? lang.text(", as good as 95% within the error bars", ", soit 95 % aux barres d'erreur près")
                        : "",
                lang.errorBar(mse.mean(), mse.deviation()),
                lang.error(knee.smallestError()),
                lang.error(knee.largestError()),
                isFirst ? lang.text("test MSE ", "erreur quadratique moyenne de test : ") : "");
    }

    private String noKnee(String model) {
        int sizes = findings.sizes(model).size();
        boolean noGain = findings.study()
                .advice(model)
                .map(a -> a.warnings().stream().anyMatch(w -> w.kind() == Kind.NO_GAIN))
                .orElse(false);
        return noGain && sizes > 2
                ? lang.format(
                        "for %s, no latent size stands out, for the largest is no better than the smallest",
                        "pour %s, aucune taille latente ne se détache, car la plus grande ne fait pas mieux que la plus petite",
                        Names.the(lang, model))
                : lang.format(
                        "for %s, no latent size can be recommended, for a knee needs at least three sizes and there %s",
                        "pour %s, aucune taille latente ne peut être conseillée, car un coude demande au moins trois tailles et il n'y en a que %s",
                        Names.the(lang, model),
                        lang == Lang.FRENCH
                                ? lang.integer(sizes)
                                : lang.plural(sizes, "is only ", "are only ") + lang.integer(sizes));
    }

    /** Which model is better, by how much, and what it costs. */
    String models() {
        return findings.comparison().map(this::compared).orElseGet(this::alone);
    }

    private String compared(Comparison c) {
        String error = lang.errorBar(c.lower().mse().mean(), c.lower().mse().deviation());
        String otherError =
                lang.errorBar(c.higher().mse().mean(), c.higher().mse().deviation());
        String lower = Names.the(lang, c.lower().model());
        String higher = Names.the(lang, c.higher().model());
        if (!c.isClear()) {
            return lang.format(
                    "At latent size %1$s, %2$s and %4$s cannot be told apart by their error (%3$s and %5$s), while training takes %6$s and %7$s%8$s.",
                    "À la taille latente %1$s, l'erreur ne départage pas %2$s et %4$s (%3$s et %5$s), pour un entraînement de %6$s et %7$s%8$s.",
                    lang.integer(c.latent()),
                    lower,
                    error,
                    higher,
                    otherError,
                    lang.duration(c.lower().seconds().mean()),
                    lang.duration(c.higher().seconds().mean()),
                    beside());
        }
        return lang.format(
                "At latent size %1$s, %2$s is more precise than %4$s: its test MSE of %3$s is %6$s lower than %5$s, %7$s.",
                "À la taille latente %1$s, %2$s est plus précis que %4$s : son erreur de %3$s est inférieure de %6$s à %5$s, %7$s.",
                lang.integer(c.latent()),
                lower,
                error,
                higher,
                otherError,
                lang.share(c.saved()),
                cost(c) + beside());
    }

    /** Trainings side by side take longer than one alone. */
    private String beside() {
        int jobs = findings.study().plan().jobs();
        return jobs == 1
                ? ""
                : lang.format(
                        ", measured with %s trainings at once",
                        ", durée mesurée avec %s entraînements à la fois", lang.integer(jobs));
    }

    /** Whether the networks are better than PCA with as many numbers; empty where no size can be compared. */
    String linear() {
        Map<Integer, Double> pca = findings.study().references().pca().stream()
                .collect(Collectors.toMap(References.PcaRow::latent, References.PcaRow::testMse));
        List<SizeResult> sizes = findings.sizes().stream()
                .filter(size -> pca.containsKey(size.latent()))
                .toList();
        if (sizes.isEmpty()) {
            return "";
        }
        List<String> lost = findings.models().stream()
                .map(model -> lostTo(pca, model))
                .filter(part -> !part.isEmpty())
                .toList();
        if (!lost.isEmpty()) {
            return lang.format(
                    "PCA, which needs no training, has the lower error than %s: undertrained there, train longer.",
                    "L'ACP, qui ne demande aucun entraînement, a une erreur plus faible que %s : entraînement insuffisant, à prolonger.",
                    lang.list(lost));
        }
        DoubleSummaryStatistics gains = sizes.stream()
                .mapToDouble(size -> 1 - size.mse().mean() / Objects.requireNonNull(pca.get(size.latent())))
                .summaryStatistics();
        String least = lang.percent(gains.getMin(), 0);
        String most = lang.percent(gains.getMax(), 0);
        return least.equals(most)
                ? lang.format(
                        "The error is below that of PCA with as many numbers, by %s.",
                        "L'erreur est inférieure à celle de l'ACP avec autant de nombres, de %s.", most)
                : lang.format(
                        "At every size the error is below that of PCA with as many numbers, by %s to %s.",
                        "À chaque taille, l'erreur est inférieure à celle de l'ACP avec autant de nombres, de %s à %s.",
                        least,
                        most);
    }

    private String lostTo(Map<Integer, Double> pca, String model) {
        List<String> sizes = findings.sizes(model).stream()
                .filter(size -> size.mse().mean() >= pca.getOrDefault(size.latent(), Double.POSITIVE_INFINITY))
                .map(size -> lang.integer(size.latent()))
                .toList();
        return sizes.isEmpty()
                ? ""
                : lang.format(
                        lang.plural(sizes.size(), "%s at latent size %s", "%s at latent sizes %s"),
                        lang.plural(sizes.size(), "%s à la taille latente %s", "%s aux tailles latentes %s"),
                        Names.the(lang, model),
                        lang.list(sizes));
    }

    /** The time of the more precise model, against that of the other. */
    String cost(Comparison c) {
        String time = lang.duration(c.lower().seconds().mean());
        String other = lang.duration(c.higher().seconds().mean());
        double ratio = c.timeRatio();
        if (findings.comparisons().stream().anyMatch(size -> faster(c, size))) {
            return lang.text(
                    "and neither trains faster at every size",
                    "et aucun des deux ne s'entraîne plus vite à toutes les tailles");
        }
        if (ratio > SAME_TIME) {
            return lang.format(
                    "but it trains for %s instead of %s (%s times as long)",
                    "mais son entraînement dure %s au lieu de %s (%s fois plus long)",
                    time,
                    other,
                    lang.decimal(ratio, 1));
        } else if (ratio < 1 / SAME_TIME) {
            return lang.format(
                    "and it also trains faster, in %s instead of %s (%s times as fast)",
                    "et son entraînement est aussi plus court : %s au lieu de %s (%s fois plus rapide)",
                    time,
                    other,
                    lang.decimal(1 / ratio, 1));
        }
        return lang.format(
                "with about the same training time (%s and %s)",
                "pour une durée d'entraînement comparable (%s et %s)", time, other);
    }

    /** Whether the two take turns in being clearly faster, at this size and at another. */
    private static boolean faster(Comparison here, Comparison there) {
        double one = firstOverSecond(here);
        double other = firstOverSecond(there);
        return (one > SAME_TIME && other < 1 / SAME_TIME) || (one < 1 / SAME_TIME && other > SAME_TIME);
    }

    private static double firstOverSecond(Comparison c) {
        return c.one().seconds().mean() / c.other().seconds().mean();
    }

    private String alone() {
        SizeResult focus = findings.focus(findings.models().get(0));
        Optional<References.PcaRow> pca = findings.study().references().pca().stream()
                .filter(row -> row.latent() == focus.latent())
                .findFirst();
        String models = lang.format(
                findings.models().size() > 1
                        ? "The models share no latent size, so they cannot be compared"
                        : "Only %s was trained, so no two models can be compared",
                findings.models().size() > 1
                        ? "Les modèles n'ont aucune taille latente en commun et ne peuvent être comparés"
                        : "Seul %s a été entraîné : deux modèles ne peuvent donc être comparés",
                Names.the(lang, focus.model()));
        return pca.map(row -> lang.format(
                        "%s; at latent size %s it reaches a test MSE of %s in %s of training, PCA one of %s.",
                        "%s ; à la taille latente %s, il atteint une erreur de %s en %s d'entraînement, et l'ACP %s.",
                        models,
                        lang.integer(focus.latent()),
                        lang.errorBar(focus.mse().mean(), focus.mse().deviation()),
                        lang.duration(focus.seconds().mean()),
                        lang.error(row.testMse())))
                .orElse(models + ".");
    }

    /** Where the better model fails. */
    String limit() {
        SizeResult best = findings.best();
        List<LimitRow> rows = findings.study().limits().stream()
                .filter(row -> row.model().equals(best.model()) && row.latent() == best.latent())
                .toList();
        Optional<LimitRow> base =
                rows.stream().filter(row -> row.variant() == Variant.UNCHANGED).findFirst();
        Optional<LimitRow> worst = rows.stream()
                .filter(row -> row.variant() != Variant.UNCHANGED)
                .max(Comparator.comparingDouble(LimitRow::mse));
        if (base.isEmpty() || worst.isEmpty()) {
            return lang.text(
                    "Where the models fail was not measured.",
                    "Les données sur lesquelles les modèles échouent n'ont pas été recherchées.");
        }
        return limit(best, base.get(), worst.get());
    }

    private String limit(SizeResult best, LimitRow base, LimitRow worst) {
        double factor = worst.mse() / base.mse();
        String pictures = Names.pictures(lang, worst.variant(), worst.data());
        if (factor < HARMLESS) {
            return lang.format(
                    "None of the other data tried is a limit: on the hardest, %s, the error only goes from %s to %s.",
                    "Aucune des autres données essayées n'est une limite : sur les plus difficiles, %s, l'erreur ne passe que de %s à %s.",
                    pictures,
                    lang.error(base.mse()),
                    lang.error(worst.mse()));
        }
        String verdict = worst.mse() > worst.meanImageMse()
                ? lang.format(
                        ", worse than always answering with their mean image (%s)",
                        ", moins bien que de toujours répondre par leur image moyenne (%s)",
                        lang.error(worst.meanImageMse()))
                : lang.format(
                        ", still better than always answering with their mean image (%s)",
                        ", ce qui reste mieux que de toujours répondre par leur image moyenne (%s)",
                        lang.error(worst.meanImageMse()));
        return lang.format(
                "The limit is the kind of data: on %s, the error %s at latent size %s grows from %s to %s, %s times as much%s.",
                "La limite tient aux données : sur %s, l'erreur %s de taille latente %s passe de %s à %s, soit %s fois plus%s.",
                pictures,
                Names.of(lang, best.model()),
                lang.integer(best.latent()),
                lang.error(base.mse()),
                lang.error(worst.mse()),
                lang.decimal(factor, 1),
                verdict);
    }
}
