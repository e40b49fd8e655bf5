package io.diabolo.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remarks on data and trainings in other languages than English. They come as finished sentences out of modules that know of
 * no languages, so each is recognised by its form; one that is not known stays English.
 */
public final class Remarks {

    private static final List<Form> FRENCH = List.of(
            form(
                    "no better than the untrained network so far; lower the learning rate",
                    "pas mieux que le réseau non entraîné jusqu'ici ; baissez le taux d'apprentissage"),
            form(
                    "collapse: the output is the same for every input; lower the learning rate, or use another activation or normalisation",
                    "effondrement : la sortie est la même pour toutes les entrées ; baissez le taux d'apprentissage, ou prenez une autre activation ou normalisation"),
            form(
                    "no better than the mean sample so far; train longer, raise the latent size, or lower the learning rate",
                    "pas mieux que la donnée moyenne jusqu'ici ; entraînez plus longtemps, augmentez la taille latente ou baissez le taux d'apprentissage"),
            form(
                    "(\\d+) of (\\d+) latent units are dead \\(the same for every input\\); a smaller latent would do",
                    "$1 unités latentes sur $2 sont mortes (les mêmes pour toutes les entrées) ; une taille latente plus petite suffirait"),
            form(
                    "of ([\\d,]+) codes less than (\\d+) carry the data \\(a collapsed codebook\\); lower the learning rate, or take fewer codes",
                    "sur $1 codes, moins de $2 portent les données (dictionnaire effondré) ; baissez le taux d'apprentissage, ou prenez moins de codes"),
            form(
                    "the KL term is zero: the latent carries nothing \\(posterior collapse\\); lower beta or lengthen its warm-up",
                    "le terme KL est nul : le latent ne porte rien (effondrement de l'a posteriori) ; baissez bêta ou allongez sa montée"),
            form("split: the data's own files: (.*)", "répartition : les fichiers mêmes des données : $1"),
            form(
                    "split: the data's own test files; validation from training at random, seed (\\d+): (.*)",
                    "répartition : les fichiers de test mêmes des données ; validation tirée au hasard de l'entraînement, graine $1 : $2"),
            form("split: in order: (.*)", "répartition : dans l'ordre : $1"),
            form("split: at random, seed (\\d+): (.*)", "répartition : au hasard, graine $1 : $2"),
            form(
                    "split: at random by the groups of (.*), seed (\\d+): (.*)",
                    "répartition : au hasard, par les groupes de $1, graine $2 : $3"),
            form(
                    "(models|latents|seeds): duplicates dropped, (.*) became (.*)",
                    "$1 : doublons retirés, $2 devient $3"),
            form(
                    "skipped (\\d+) of (\\d+) pictures that cannot be read: (.*)",
                    "$1 images illisibles sur $2 sont laissées de côté : $3"),
            form(
                    "(\\d+) MB of pictures exceed the budget of (\\d+) MB: they are read again at each use",
                    "$1 Mo d'images dépassent le budget de $2 Mo : elles sont relues à chaque usage"),
            form("(.*) has CMYK colours: it is taken as RGB", "$1 est en CMJN : l'image est prise en RVB"),
            form(
                    "(.*) has (\\d+) bits a channel: they are rounded to 8",
                    "$1 a $2 bits par canal : ils sont arrondis à 8"),
            form(
                    "(.*) has no header: its columns are called (.*)",
                    "$1 n'a pas d'en-tête : ses colonnes s'appellent $2"),
            form(
                    "(.*) is not UTF-8 to its end and was read as (.*)",
                    "$1 n'est pas en UTF-8 jusqu'à sa fin et a été lu comme $2"),
            form(
                    "([\\d,]+) steps of each training fit in the time",
                    "$1 pas par entraînement tiennent dans le temps donné"),
            form("([\\d,]+) steps fit in the time", "$1 pas tiennent dans le temps donné"));

    private static final List<Form> PARTS = List.of(
            form("(\\d+) training, (\\d+) validation, (\\d+) test", "$1 d'entraînement, $2 de validation, $3 de test"));

    private Remarks() {}

    /** The remark in a language, if it can be said there. */
    public static String in(Locale locale, String remark) {
        return Lang.of(locale) == Lang.FRENCH ? french(remark) : remark;
    }

    private static String french(String remark) {
        for (Form form : FRENCH) {
            Matcher matcher = form.english.matcher(remark);
            if (matcher.matches()) {
                String text = matcher.replaceFirst(form.translation);
                for (Form part : PARTS) {
                    text = part.english.matcher(text).replaceFirst(part.translation);
                }
                return Lang.FRENCH.text("", text);
            }
        }
        return Lang.FRENCH.text("", remark + " (en anglais)");
    }

    private static Form form(String english, String french) {
        return new Form(Pattern.compile(english, Pattern.DOTALL), french);
    }

    private record Form(Pattern english, String translation) {}
}
