// What the pages say, in English and French. English is the key, so that a missing line is still a sentence.

const FRENCH = {
  Models: "Modèles",
  Train: "Entraîner",
  "Latent space": "Espace latent",
  Compress: "Compresser",
  Restore: "Restaurer",
  Detect: "Détecter",
  Data: "Données",
  Pages: "Pages",
  "To the content": "Aller au contenu",
  "This address lacks the token: open the one that ./diabolo studio printed.":
    "Il manque le jeton dans cette adresse : ouvrez celle que ./diabolo studio a affichée.",

  "Drop a picture here": "Déposez une image ici",
  "Choose a file": "Choisir un fichier",
  "Or one of the folder": "Ou une image du dossier",
  "the photograph that comes along": "la photographie fournie",
  before: "avant",
  after: "après",
  "where before ends and after begins": "limite entre avant et après",
  original: "original",
  Download: "Télécharger",
  Cancel: "Annuler",
  Delete: "Supprimer",
  "working …": "calcul en cours…",
  "loading …": "chargement…",

  "What is in the folder: autoencoders that were trained here or on the command line.":
    "Le contenu du dossier : les autoencodeurs entraînés ici ou en ligne de commande.",
  "There is no model yet. The embedded pictures are enough to train one in a minute.":
    "Il n'y a pas encore de modèle. Les images intégrées suffisent pour en entraîner un en une minute.",
  "Train one": "En entraîner un",
  "The folder is large: only a part of it was looked at.": "Le dossier est grand : seule une partie a été parcourue.",
  latent: "taille du code",
  parameters: "paramètres",
  "test error (MSE)": "erreur de test (MSE)",
  "PCA's": "celle de l'ACP",
  trained: "entraînement",
  "test pictures and what the model makes of them": "images de test et ce que le modèle en fait",
  "Delete {0}? Its files cannot be brought back.": "Supprimer {0} ? Ses fichiers ne pourront pas être récupérés.",
  "{0} is deleted": "{0} est supprimé",
  "Trainings that were stopped": "Entraînements arrêtés",
  Continue: "Continuer",

  "Choose data and a kind of autoencoder, and watch it learn.": "Choisissez des données et un type d'autoencodeur, puis regardez-le apprendre.",
  Name: "Nom",
  "of the folder that the model goes into": "du dossier où ira le modèle",
  "embedded pen-drawn digits and letters": "chiffres et lettres intégrés, tracés à la plume",
  pictures: "images",
  table: "tableau",
  array: "tableau numpy",
  Kind: "Type",
  "as suits the data": "selon les données",
  "fully connected (mlp)": "entièrement connecté (mlp)",
  "convolutional (conv)": "convolutif (conv)",
  "Numbers in the code": "Nombres dans le code",
  Minutes: "Minutes",
  "More choices": "Plus de choix",
  "variational: new samples can be drawn": "variationnel : on peut tirer de nouveaux échantillons",
  "Noise on the input, for a denoiser": "Bruit sur l'entrée, pour un débruiteur",
  none: "aucun",
  "Size of pictures": "Taille des images",
  "such as 64x48; empty keeps their own": "par exemple 64x48 ; vide : leur taille d'origine",
  "gray instead of colour": "gris au lieu de la couleur",
  "Start training": "Lancer l'entraînement",
  Trainings: "Entraînements",
  "None yet.": "Aucun pour l'instant.",
  queued: "en attente",
  running: "en cours",
  done: "terminé",
  stopped: "arrêté",
  failed: "échoué",
  "stopping …": "arrêt en cours…",
  Stop: "Arrêter",
  "Begin again": "Recommencer",
  step: "pas",
  "{0} of {1}": "{0} sur {1}",
  loss: "perte",
  "validation loss": "perte de validation",
  validation: "validation",
  training: "entraînement",
  "PCA with as many numbers": "ACP avec autant de nombres",
  "samples a second": "échantillons par seconde",
  "time left": "temps restant",
  seconds: "secondes",
  "What it makes of samples it does not learn from": "Ce qu'il fait d'échantillons qu'il n'apprend pas",
  "with noise": "bruité",
  rebuilt: "reconstruit",
  "at step {0}": "au pas {0}",
  Log: "Journal",
  "Its error is {0} % below that of PCA with as many numbers.": "Son erreur est de {0} % inférieure à celle de l'ACP avec autant de nombres.",
  "PCA with as many numbers is better: train longer, or give it more samples.":
    "L'ACP avec autant de nombres fait mieux : entraînez plus longtemps ou donnez-lui plus d'échantillons.",
  "Look at its latent space": "Voir son espace latent",
  "The curves of a training, and samples that sharpen while it goes on, come here.":
    "Les courbes d'un entraînement, et des échantillons qui se précisent pendant ce temps, apparaîtront ici.",
  "Training {0}: {1}": "Entraînement {0} : {1}",

  "Each point is a picture as the model sees it. Point at one to see it, click to take it up, and move the numbers of its code.":
    "Chaque point est une image telle que le modèle la voit. Survolez-en un pour la voir, cliquez pour la prendre et modifiez les nombres de son code.",
  Model: "Modèle",
  "There is no model of pictures in the folder yet.": "Il n'y a pas encore de modèle d'images dans le dossier.",
  "{0} of {1} test samples, in the plane of the first two principal components of their codes":
    "{0} des {1} échantillons de test, dans le plan des deux premières composantes principales de leurs codes",
  "codes in a plane; arrow keys go from point to point, Enter takes one up":
    "codes dans un plan ; les flèches vont de point en point, Entrée en prend un",
  "Take another up as B": "En prendre une autre comme B",
  "between A and B": "entre A et B",
  "The numbers of the code": "Les nombres du code",
  "decoded in {0} ms": "décodé en {0} ms",
  "Back to its code": "Revenir à son code",
  "number {0}": "nombre {0}",
  "All zero": "Tout à zéro",
  "a picture decoded from the sliders": "image décodée à partir des curseurs",
  "Zoom with the wheel, move with the right button; double click shows all.":
    "Zoomez avec la molette, déplacez avec le bouton droit ; double-clic : tout voir.",

  "A small file of a photograph: move the quality and see what it costs.":
    "Un petit fichier pour une photographie : réglez la qualité et voyez ce qu'elle coûte.",
  Quality: "Qualité",
  "1 is the smallest file, 8 the best picture": "1 : le plus petit fichier, 8 : la meilleure image",
  file: "fichier",
  "{0} bytes": "{0} octets",
  "bits per pixel": "bits par pixel",
  "error (PSNR)": "erreur (PSNR)",
  "smaller than raw": "plus petit que brut",
  "Beside others with as many bytes": "À côté d'autres avec autant d'octets",
  "Click in the picture to choose the part that is compared.": "Cliquez dans l'image pour choisir la partie comparée.",
  "Open a .dbl file": "Ouvrir un fichier .dbl",
  "decoded file": "fichier décodé",
  "part of the picture, {0}": "partie de l'image, {0}",

  "Take noise or JPEG's blocks out of a photograph, enlarge it, or paint over what is to be repaired.":
    "Retirez le bruit ou les blocs JPEG d'une photographie, agrandissez-la, ou peignez ce qui est à réparer.",
  "What to do": "Que faire",
  "take noise out": "retirer le bruit",
  "take JPEG's blocks out": "retirer les blocs JPEG",
  enlarge: "agrandir",
  "repair what is painted over": "réparer ce qui est peint",
  "How strong the noise is": "Force du bruit",
  "found by itself": "trouvée automatiquement",
  Factor: "Facteur",
  "Brush, in pixels": "Pinceau, en pixels",
  "Paint over what is to be repaired, with mouse or finger. With nothing painted, transparent and dead pixels are found.":
    "Peignez ce qui est à réparer, à la souris ou au doigt. Sans peinture, les pixels transparents ou morts sont recherchés.",
  "Wipe the paint away": "Effacer la peinture",
  Start: "Lancer",
  "done in {0} s": "fait en {0} s",
  "Go on from the result": "Continuer avec le résultat",
  "Back to the original": "Revenir à l'original",
  restored: "restaurée",
  "paint over what is to be repaired": "peindre ce qui est à réparer",

  "Which samples are abnormal, how sure that is, and why, by a detector that has seen normal ones.":
    "Quels échantillons sont anormaux, avec quelle certitude et pourquoi, selon un détecteur qui en a vu de normaux.",
  "There is no detector in the folder yet. One is fitted on the command line, in a minute:":
    "Il n'y a pas encore de détecteur dans le dossier. On en ajuste un en ligne de commande, en une minute :",
  Detector: "Détecteur",
  Judge: "Juger",
  "False alarms that are promised": "Fausses alarmes promises",
  "so many of normal samples count as abnormal; nothing is trained again": "part des échantillons normaux comptés comme anormaux ; rien n'est réentraîné",
  abnormal: "anormaux",
  "The strangest": "Les plus étranges",
  sample: "échantillon",
  "p-value": "valeur p",
  score: "score",
  why: "pourquoi",
  "{0} is {1}, expected {2}": "{0} vaut {1}, attendu {2}",
  picture: "image",
  expected: "attendue",
  "where they differ": "où elles diffèrent",

  "What a training would read: samples, labels, and how they are dealt out.":
    "Ce que lirait un entraînement : échantillons, étiquettes et répartition.",
  sending: "envoi",
  "Drop a table, an array or a folder of pictures here; folders in it are labels":
    "Déposez ici un tableau, un tableau numpy ou un dossier d'images ; ses sous-dossiers sont des étiquettes",
  "Choose files": "Choisir des fichiers",
  "Choose a folder": "Choisir un dossier",
  "there is no data among these files: pictures, .csv, .tsv, .npy and .npz are":
    "il n'y a pas de données parmi ces fichiers : il faut des images, .csv, .tsv, .npy ou .npz",
  "What is shown": "Ce qui est montré",
  samples: "échantillons",
  "shape of each": "forme de chacun",
  "smallest and largest value": "plus petite et plus grande valeur",
  mean: "moyenne",
  "Dealt out": "Répartition",
  test: "test",
  Labels: "Étiquettes",
  "Some of them": "Quelques-uns",
  Columns: "Colonnes",
  column: "colonne",
  type: "type",
  range: "étendue",
  missing: "manquantes",
  "a sheet of samples": "planche d'échantillons",
  "Train on it": "Entraîner dessus",
};

let french = false;

/** Takes the browser's language, or the one that the address asks for: ?lang=fr. */
export function speak() {
  const wanted = new URLSearchParams(location.search).get("lang") ?? navigator.language;
  french = wanted.toLowerCase().startsWith("fr");
  document.documentElement.lang = french ? "fr" : "en";
}

/** A text of the pages, with values in the places {0}, {1}. */
export function t(text, ...values) {
  const said = french ? (FRENCH[text] ?? text) : text;
  return said.replace(/\{(\d)\}/g, (whole, i) => values[i] ?? whole);
}
