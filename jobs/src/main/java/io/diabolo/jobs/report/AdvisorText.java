package io.diabolo.jobs.report;

import io.diabolo.study.Advice;
import io.diabolo.study.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What speaks against trusting the study, a sentence each. */
final class AdvisorText {

    private final Lang lang;

    AdvisorText(Lang lang) {
        this.lang = lang;
    }

    /** One sentence a warning of the advisor, then the failed runs. */
    List<String> warnings(Findings findings) {
        List<String> texts = new ArrayList<>();
        for (Advice advice : findings.study().advice()) {
            for (Advice.Warning warning : advice.warnings()) {
                // Failed runs are told below, by name and reason; the answer tells of gains at the end of the grid.
                boolean told = warning.kind() == Advice.Kind.FAILED_RUNS
                        || (warning.kind() == Advice.Kind.STILL_GAINING && findings.hasNoKneeYet());
                if (!told) {
                    texts.add(warning(advice.model(), warning));
                }
            }
        }
        if (!findings.failed().isEmpty()) {
            texts.add(failed(findings.failed()));
        }
        return texts;
    }

    /** What one seed cannot tell; empty where there are more. */
    Optional<String> oneSeed(Findings findings) {
        return findings.study().plan().seeds().size() > 1
                ? Optional.empty()
                : Optional.of(
                        lang.text(
                                "Each model was trained with one seed only: there are no error bars, and a small difference may be chance. --seeds 3 gives them.",
                                "Chaque modèle n'a été entraîné qu'avec une seule graine : il n'y a pas de barres d'erreur, et un petit écart peut être dû au hasard. --seeds 3 en donne."));
    }

    /** {@code count}, {@code latent} and {@code value} mean what the kind says. */
    String warning(String model, Advice.Warning warning) {
        String the = Names.the(lang, model);
        String of = Names.of(lang, model);
        String latent = lang.integer(warning.latent());
        String share = lang.share(warning.value());
        int count = warning.count();
        return Lang.capital(
                switch (warning.kind()) {
                    case TOO_FEW_LATENTS ->
                        lang.format(
                                "for %s, the grid is too short to find a knee: %s, and at least three are needed.",
                                "pour %s, la grille est trop courte pour trouver un coude : %s, et il en faut au moins trois.",
                                the,
                                lang.count(
                                        count,
                                        lang.text("latent size", "taille latente"),
                                        lang.text("latent sizes", "tailles latentes")));
                    case NO_GAIN ->
                        lang.format(
                                "%s does not profit from a larger latent space: at latent size %s its error is no lower than at the smallest.",
                                "%s ne profite pas d'un espace latent plus grand : à la taille latente %s, son erreur n'est pas plus faible qu'à la plus petite.",
                                the,
                                latent);
                    case STILL_GAINING ->
                        lang.format(
                                "the error %s still falls at the end of the grid: the last step, to latent size %s, brings %s of the whole gain, so larger sizes are worth a try.",
                                "l'erreur %s baisse encore au bout de la grille : le dernier pas, jusqu'à la taille latente %s, apporte %s du gain total ; des tailles plus grandes valent un essai.",
                                of,
                                latent,
                                share);
                    case CUT_OFF -> cutOff(of, warning);
                    case DEAD_UNITS ->
                        lang.format(
                                "in %s %s, latent units do nothing; at latent size %s they are the most (%s).",
                                "dans %s %s, des unités latentes ne servent à rien ; c'est à la taille latente %s qu'elles sont les plus nombreuses (%s).",
                                runs(count),
                                of,
                                latent,
                                share);
                    case SEEDS_DISAGREE ->
                        lang.format(
                                "the seeds %s disagree at %s: most at latent size %s, where they scatter by %s of the whole gain, so more seeds are needed.",
                                "les graines %s divergent pour %s : surtout à la taille latente %s, où leur dispersion atteint %s du gain total ; il en faudrait davantage.",
                                of,
                                lang.count(
                                        count,
                                        lang.text("latent size", "taille latente"),
                                        lang.text("latent sizes", "tailles latentes")),
                                latent,
                                share);
                    case FAILED_RUNS ->
                        lang.format(
                                "%s %s failed.",
                                lang.plural(count, "%s %s a échoué.", "%s %s ont échoué."), runs(count), of);
                });
    }

    private String cutOff(String of, Advice.Warning warning) {
        String french = lang.plural(warning.count(), "s'est arrêté", "se sont arrêtés");
        return lang.format(
                "%s %s stopped too early: at latent size %s the validation loss still fell by %s in the last tenth, so train longer.",
                "%s %s " + french
                        + " trop tôt : à la taille latente %s, la perte de validation baissait encore de %s dans le dernier dixième ; il faut entraîner plus longtemps.",
                runs(warning.count()),
                of,
                lang.integer(warning.latent()),
                lang.share(warning.value()));
    }

    private String runs(int count) {
        return lang.count(count, lang.text("training", "entraînement"), lang.text("trainings", "entraînements"));
    }

    /** How many runs failed, and each with its reason, which is in English. */
    String failed(List<RunResult> failed) {
        List<String> names = failed.stream()
                .map(run -> "%s (%s)".formatted(run.key().name(), run.reason()))
                .toList();
        String french = lang.plural(
                failed.size(),
                "%s a échoué et manque à tous les chiffres : %s.",
                "%s ont échoué et manquent à tous les chiffres : %s.");
        String english = lang.plural(
                failed.size(),
                "%s failed and is missing from all figures: %s.",
                "%s failed and are missing from all figures: %s.");
        return lang.format(english, french, runs(failed.size()), lang.list(names));
    }
}
