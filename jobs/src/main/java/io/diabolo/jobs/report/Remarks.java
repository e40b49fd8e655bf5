package io.diabolo.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            form(
                    "split: in order of time, no window in two parts: (.*)",
                    "répartition : dans l'ordre du temps, aucune fenêtre dans deux parties : $1"),
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
            form(
                    "(.*) is left out: the program (.*) is not installed",
                    "$1 est laissé de côté : le programme $2 n'est pas installé"),
            form("(.*) has CMYK colours: it is taken as RGB", "$1 est en CMJN : l'image est prise en RVB"),
            form(
                    "(.*) has (\\d+) bits a channel: they are rounded to 8",
                    "$1 a $2 bits par canal : ils sont arrondis à 8"),
            form(
                    "time is the column '(.*)'; it has ([\\d,]+) gaps \\(steps above (.*) times the usual (.*)\\), which no window straddles",
                    "le temps est la colonne « $1 » ; elle a $2 trous (des pas de plus de $3 fois le pas habituel de $4), qu'aucune fenêtre n'enjambe"),
            form("time is the column '(.*)'", "le temps est la colonne « $1 »"),
            form(
                    "column '(.*)': ([\\d,]+) of ([\\d,]+) cells hold categories that the model did not see in training",
                    "colonne « $1 » : $2 cases sur $3 contiennent des catégories que le modèle n'a pas vues à l'entraînement"),
            form("column '(.*)': (.*): left out", "colonne « $1 » : $2 : laissée de côté"),
            form(
                    "([\\d,]+) columns \\('(.*)', \\.\\.\\.\\): (.*): left out",
                    "$1 colonnes (« $2 », ...) : $3 : laissées de côté"),
            form(
                    "(.*) has no column '(.*)': its rows have no labels",
                    "$1 n'a pas de colonne « $2 » : ses lignes n'ont pas d'étiquettes"),
            form("(.*): (\\d+) signals at (.*) samples a second", "$1 : $2 signaux à $3 valeurs par seconde"),
            form("reading the pictures of (.*)", "lecture des images de $1"),
            form(
                    "(denoise|inpaint|upscale|deblock): (\\d+) pictures in their sizes, (\\d+) to validate on; ([\\d,]+) steps of (\\d+) crops of (\\d+) x (\\d+)",
                    "$1 : $2 images dans leurs tailles, $3 pour valider ; $4 pas de $5 extraits de $6 x $7"),
            form(
                    "left out (\\d+) of (\\d+) pictures, which cannot be read",
                    "$1 images sur $2 sont laissées de côté : illisibles"),
            form(
                    "left out (\\d+) of (\\d+) pictures, which have a side under the crop's (\\d+) pixels: crops of (\\d+) pixels take (\\d+) of them",
                    "$1 images sur $2 sont laissées de côté : un côté de moins que les $3 points de l'extrait ; des extraits de $4 points en prennent $5"),
            form(
                    "left out (\\d+) of (\\d+) pictures, which have a side under the crop's (\\d+) pixels",
                    "$1 images sur $2 sont laissées de côté : un côté de moins que les $3 points de l'extrait"),
            form(
                    "left out: (.*): (.*) pixels are too few: a picture must have (\\d+) a side",
                    "laissée de côté : $1 : $2 points sont trop peu, une image doit en avoir $3 de côté"),
            form(
                    "WebP is left out: libwebp cannot be loaded on this machine \\((.*)\\)",
                    "WebP est laissé de côté : libwebp ne se charge pas sur cette machine ($1)"),
            form(
                    "(.*) has no header: its columns are called (.*)",
                    "$1 n'a pas d'en-tête : ses colonnes s'appellent $2"),
            form(
                    "(.*) is not UTF-8 to its end and was read as (.*)",
                    "$1 n'est pas en UTF-8 jusqu'à sa fin et a été lu comme $2"),
            form(
                    "([\\d,]+) steps of each training fit in the time",
                    "$1 pas par entraînement tiennent dans le temps donné"),
            form(
                    "node (\\d+) of (\\d+), waiting for the others for ([\\d,]+) seconds at most",
                    "nœud $1 sur $2, attend les autres au plus $3 secondes"),
            form("all (\\d+) nodes are there", "les $1 nœuds sont là"),
            form(
                    "nodes: (.*) ms a step, of which (.*) ms went into adding up the gradients of all \\((.*) bytes each way\\) and waiting for slower nodes",
                    "nœuds : $1 ms par pas, dont $2 ms pour additionner les gradients de tous ($3 octets dans chaque sens) et attendre les nœuds plus lents"),
            form("([\\d,]+) steps fit in the time", "$1 pas tiennent dans le temps donné"),
            form(
                    "the prior in (.*) was fitted to other weights and is left aside: fit it anew with (.*)",
                    "la loi a priori dans $1 a été ajustée à d'autres poids et reste de côté : ajustez-la de nouveau avec $2"),
            form("1 picture; speeds in megapixels a second", "1 image ; vitesses en mégapixels par seconde"),
            form("([\\d,]+) pictures; speeds in megapixels a second", "$1 images ; vitesses en mégapixels par seconde"),
            form(
                    "BD-rate of (.*) against (.*): none: the curves overlap by ([\\d.]+) dB, (\\d+) are needed",
                    "BD-rate de $1 face à $2 : aucun, les courbes se recouvrent sur $3 dB, il en faut $4"),
            form(
                    "BD-rate of (.*) against (.*): ([-+]\\d+)\\.(\\d) % \\(over (\\d+)\\.(\\d) to (\\d+)\\.(\\d) dB\\)",
                    "BD-rate de $1 face à $2 : $3,$4 % (de $5,$6 à $7,$8 dB)"),
            form(
                    "(.*) is smaller as PNG: ([\\d,]+) bytes, coded ([\\d,]+)",
                    "$1 est plus petite en PNG : $2 octets, codée $3"),
            form(
                    "left out: (.*) is (.*), and pictures are compared from (\\d+) pixels a side on",
                    "laissée de côté : $1 fait $2, et les images se comparent à partir de $3 pixels de côté"),
            form(
                    "1 file was passed over, as it is hidden or not named as a picture: (.*)",
                    "1 fichier est laissé de côté, caché ou sans un nom d'image : $1"),
            form(
                    "([\\d,]+) files were passed over, as they are hidden or not named as pictures: (.*) and ([\\d,]+) more",
                    "$1 fichiers sont laissés de côté, cachés ou sans un nom d'image : $2 et $3 autres"),
            form(
                    "([\\d,]+) files were passed over, as they are hidden or not named as pictures: (.*)",
                    "$1 fichiers sont laissés de côté, cachés ou sans un nom d'image : $2"),
            form("left out: (.*) does not fit into memory", "laissée de côté : $1 ne tient pas en mémoire"),
            form("left out: (.*) cannot be decoded: (.*)", "laissée de côté : $1 ne peut être décodée : $2"),
            form(
                    "the data of the training is not found \\((.*)\\): samples are shown without their nearest training samples, and not judged; --data says where it is",
                    "les données d'entraînement ne sont pas trouvées ($1) : les tirages sont montrés sans leurs plus proches données d'entraînement, et sans jugement ; --data dit où elles sont"),
            form(
                    "(\\d+) of the (\\d+) numbers of the code carry something",
                    "$1 des $2 nombres du code portent quelque chose"),
            form(
                    "no number of the code carries anything \\(posterior collapse\\): train with a lower --beta",
                    "aucun nombre du code ne porte quoi que ce soit (effondrement de l'a posteriori) : entraînez avec un --beta plus petit"),
            form(
                    "the samples are nearly all alike: two of them differ by (.*), two training samples by (.*); raise the temperature, or train with a lower beta",
                    "les tirages se ressemblent presque tous : deux d'entre eux diffèrent de $1, deux données d'entraînement de $2 ; montez la température, ou entraînez avec un bêta plus petit"),
            form(
                    "the samples are training samples learned by heart: the nearest one is (.*) away, from samples that were held out (.*); train with more samples or fewer steps",
                    "les tirages sont des données d'entraînement apprises par cœur : la plus proche est à $1, de données mises de côté à $2 ; entraînez avec plus de données ou moins de pas"),
            form(
                    "vectors are drawn independently at each position, as often as training saw each: parts of a sample need not fit together; --prior autoregressive fits a prior that knows how they follow from each other",
                    "les vecteurs sont tirés indépendamment à chaque position, aussi souvent que l'entraînement les a vus : les parties d'un tirage ne vont pas forcément ensemble ; --prior autoregressive ajuste une loi qui sait comment ils suivent les uns des autres"),
            form(
                    "(.*) is (\\d+x\\d+): it is brought to the model's (\\d+x\\d+)",
                    "$1 est de taille $2 : l'image est amenée à celle du modèle, $3"),
            form(
                    "fitted a mixture of (\\d+) to ([\\d,]+) codes; (.*) nats a code on validation; it is saved with the model",
                    "un mélange de $1 est ajusté à $2 codes ; $3 nats par code en validation ; il est enregistré avec le modèle"),
            form(
                    "fitted an autoregressive prior to ([\\d,]+) codes; (.*) nats a code on validation, (.*) where each place is drawn alone; it is saved with the model",
                    "une loi autorégressive est ajustée à $1 codes ; $2 nats par code en validation, $3 où chaque position est tirée seule ; elle est enregistrée avec le modèle"),
            form("data:  (.*), samples (.*)", "données : $1, de forme $2"),
            form(
                    "model: (.*), ([\\d,]+) parameters; ([\\d,]+) steps of (\\d+) samples at most",
                    "modèle : $1, $2 paramètres ; au plus $3 pas de $4 données"),
            form(
                    "model: (.*), ([\\d,]+) parameters; ([\\d,]+) steps of (\\d+) samples",
                    "modèle : $1, $2 paramètres ; $3 pas de $4 données"),
            form(
                    "this is not the training split that the model learned from \\((.*), or split otherwise\\): test samples may be among those it has seen",
                    "ce n'est pas la répartition sur laquelle le modèle a appris ($1, ou réparti autrement) : des données de test peuvent être parmi celles qu'il a vues"),
            form(
                    "It is no better than the mean of the training split: give it more samples or more steps, or lower the learning rate\\.",
                    "Il ne fait pas mieux que la moyenne des données d'entraînement : donnez-lui plus de données ou plus de pas, ou baissez le taux d'apprentissage."),
            form(
                    "It removes ([\\d.]+) % of the squared error of its input\\.",
                    "Il ôte $1 % de l'erreur quadratique de son entrée."),
            form(
                    "Its output is no closer to the clean samples than its input: train longer\\.",
                    "Sa sortie n'est pas plus proche des données propres que son entrée : entraînez plus longtemps."),
            form(
                    "Its code of a sample has ([\\d,]+) bits; PCA's numbers have none to compare with\\.",
                    "Son code d'une donnée a $1 bits ; les nombres de l'ACP n'en ont pas qui se comparent."),
            form(
                    "Its error is ([\\d.]+) % below that of PCA with ([\\d,]+) numbers, as many as a sample uses; which ones it uses is not counted\\.",
                    "Son erreur est de $1 % inférieure à celle de l'ACP avec $2 nombres, autant qu'une donnée en emploie ; lesquels n'est pas compté."),
            form(
                    "Its error is ([\\d.]+) % below that of PCA with as many numbers\\.",
                    "Son erreur est de $1 % inférieure à celle de l'ACP avec autant de nombres."),
            form(
                    "PCA with as many numbers is better: train longer if the validation loss still fell, else give it more samples\\.",
                    "L'ACP avec autant de nombres est meilleure : entraînez plus longtemps si la perte de validation baissait encore, sinon donnez-lui plus de données."),
            form(
                    "No step made it better than what it began with: lower the learning rate, or give it more samples\\.",
                    "Aucun pas ne l'a amélioré par rapport au départ : baissez le taux d'apprentissage, ou donnez-lui plus de données."),
            form(
                    "It was best at step ([\\d,]+) and no better in the ([\\d,]+) steps behind it, which learned the training samples by heart: more samples would help, more steps would not\\.",
                    "Il était le meilleur au pas $1 et pas mieux dans les $2 pas suivants, qui ont appris les données d'entraînement par cœur : plus de données aideraient, plus de pas non."));

    /** What stands in tables beside numbers. */
    private static final List<Form> CELLS = List.of(
            form("([\\d,]+) test samples of (.*)", "$1 données de test de « $2 »"),
            form("this model", "ce modèle"),
            form("squared error", "erreur quadratique"),
            form("its input \\((.*)\\)", "son entrée ($1)"),
            form("PCA, (\\d+) components", "ACP, $1 composantes"),
            form("mean image", "image moyenne"),
            form("mean sample", "donnée moyenne"),
            form("PSNR dB", "PSNR dB"),
            form("nats a sample, decoder (.*)", "nats par donnée, décodeur $1"),
            form("-log p\\(x\\), ([\\d,]+) importance samples", "-log p(x), $1 tirages d'importance"),
            form("standard error", "erreur type"),
            form("active units", "unités actives"),
            form("held-out crops", "extraits mis de côté"),
            form("damage", "défaut"),
            form("method", "méthode"),
            form("damaged", "abîmés"),
            form("restored before the training", "restaurés avant l'entraînement"),
            form("restored", "restaurés"),
            form("as it is", "telle quelle"),
            form("Gaussian filter", "filtre gaussien"),
            form("median", "médiane"),
            form("Gaussian mean of what is known", "moyenne gaussienne de ce qui est connu"),
            form("gray", "gris"),
            form("nearest", "plus proche voisin"),
            form("bilinear", "bilinéaire"),
            form("bicubic", "bicubique"),
            form("restorer", "restaurateur"),
            form("JPEG, quality (\\d+)", "JPEG, qualité $1"),
            form("noise, sigma (\\d+)", "bruit, sigma $1"),
            form("(\\d+) % of the pixels lost", "$1 % des points perdus"),
            form("boxes of (\\d+) x (\\d+)", "boîtes de $1 x $2"),
            form("reduced by (\\d+)", "réduite par $1"),
            form("quality", "qualité"),
            form("bits/pixel", "bits/pixel"),
            form("encode", "coder"),
            form("decode", "décoder"),
            form("to file", "écrire"),
            form("from file", "lire"),
            form("prior: standard normal", "loi a priori : normale centrée réduite"),
            form(
                    "prior: mixture of ([\\d,]+) learned in training",
                    "loi a priori : mélange de $1 appris à l'entraînement"),
            form("prior: VampPrior of ([\\d,]+) pseudo-inputs", "loi a priori : VampPrior de $1 pseudo-entrées"),
            form("prior: a second layer of ([\\d,]+) numbers", "loi a priori : une deuxième couche de $1 nombres"),
            form("prior: mixture of (\\d+)", "loi a priori : mélange de $1"),
            form(
                    "prior: mixture of (\\d+) fitted to training codes",
                    "loi a priori : mélange de $1 ajusté aux codes d'entraînement"),
            form(
                    "prior: vectors drawn independently at each position",
                    "loi a priori : vecteurs tirés indépendamment à chaque position"),
            form(
                    "prior: autoregressive, fitted to training codes",
                    "loi a priori : autorégressive, ajustée aux codes d'entraînement"),
            form("prior: posterior of a picture", "loi a posteriori d'une image"),
            form("prior: none", "sans loi a priori"),
            form("(\\d+) of (\\d+)", "$1 sur $2"),
            form("(-?\\d+)\\.(\\d+(?:e[-+]?\\d+)?)", "$1,$2"));

    private static final List<Form> PARTS = List.of(
            form("(\\d+) training, (\\d+) validation, (\\d+) test", "$1 d'entraînement, $2 de validation, $3 de test"),
            form("denoising (\\w+) (\\w+) autoencoder", "auto-encodeur débruiteur $2 $1"),
            form("(\\w+) (\\w+) autoencoder", "auto-encodeur $2 $1"),
            form("auto-encodeur( débruiteur)? (\\w+) plain", "auto-encodeur$1 $2 simple"),
            form("auto-encodeur( débruiteur)? (\\w+) sparse", "auto-encodeur$1 $2 parcimonieux"),
            form("auto-encodeur( débruiteur)? (\\w+) variational", "auto-encodeur$1 $2 variationnel"),
            form("auto-encodeur( débruiteur)? (\\w+) quantized", "auto-encodeur$1 $2 quantifié"),
            form("auto-encodeur( débruiteur)? (\\w+) wasserstein", "auto-encodeur$1 $2 de Wasserstein"),
            form("auto-encodeur( débruiteur)? (\\w+) adversarial", "auto-encodeur$1 $2 adverse"),
            form(", loss (\\w+)", ", perte $1"),
            form(
                    ": text with too many different values to be categories :",
                    ": texte aux valeurs trop diverses pour être des catégories :"),
            form(": text with ([\\d,]+) different values :", ": texte à $1 valeurs différentes :"),
            form(": times :", ": des dates :"),
            form(": no value in any row :", ": aucune valeur dans aucune ligne :"),
            form(": the same value in all rows :", ": la même valeur dans toutes les lignes :"),
            form(
                    ": categories, where only numbers can be used :",
                    ": des catégories, là où seuls des nombres peuvent servir :"));

    private Remarks() {}

    /** The remark in a language, if it can be said there. */
    public static String in(Locale locale, String remark) {
        return Lang.of(locale) == Lang.FRENCH ? french(remark) : remark;
    }

    /** A cell of a table in a language; one that is not known, a name for example, stays as it is. */
    public static String cellIn(Locale locale, String cell) {
        return Lang.of(locale) == Lang.FRENCH ? translated(CELLS, cell).orElse(cell) : cell;
    }

    private static String french(String remark) {
        return translated(FRENCH, remark).orElseGet(() -> Lang.FRENCH.text("", remark + " (en anglais)"));
    }

    private static Optional<String> translated(List<Form> forms, String english) {
        for (Form form : forms) {
            Matcher matcher = form.english.matcher(english);
            if (matcher.matches()) {
                String text = matcher.replaceFirst(form.translation);
                for (Form part : PARTS) {
                    text = part.english.matcher(text).replaceFirst(part.translation);
                }
                return Optional.of(Lang.FRENCH.text("", text));
            }
        }
        return Optional.empty();
    }

    private static Form form(String english, String french) {
        return new Form(Pattern.compile(english, Pattern.DOTALL), french);
    }

    private record Form(Pattern english, String translation) {}
}
