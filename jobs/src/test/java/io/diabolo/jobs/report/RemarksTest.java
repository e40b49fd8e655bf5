package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remarks in the words of the modules that make them. */
class RemarksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no better than the untrained network so far; lower the learning rate",
                "collapse: the output is the same for every input; lower the learning rate, or use another activation or normalisation",
                "no better than the mean sample so far; train longer, raise the latent size, or lower the learning rate",
                "2 of 8 latent units are dead (the same for every input); a smaller latent would do",
                "of 1,024 codes less than 10 carry the data (a collapsed codebook); lower the learning rate, or take fewer codes",
                "the KL term is zero: the latent carries nothing (posterior collapse); lower beta or lengthen its warm-up",
                "split: in order: 7 training, 1 validation, 2 test",
                "split: in order of time, no window in two parts: 7 training, 1 validation, 2 test",
                "split: at random, seed 0: 7 training, 1 validation, 2 test",
                "split: at random by the groups of (.*)_, seed 0: 7 training, 1 validation, 2 test",
                "skipped 2 of 9 pictures that cannot be read: a.png, b.png",
                "600 MB of pictures exceed the budget of 512 MB: they are read again at each use",
                "latents: duplicates dropped, [2, 2] became [2]",
                "a.csv has no header: its columns are called column1 to column3",
                "time is the column 'when'",
                "time is the column 'when'; it has 3 gaps (steps above 1.5 times the usual 60.0), which no window straddles",
                "column 'state': 3 of 400 cells hold categories that the model did not see in training",
                "column 'id': text with too many different values to be categories: left out",
                "column 'id': text with 1,200 different values: left out",
                "column 'when': times: left out",
                "column 'a': no value in any row: left out",
                "column 'a': the same value in all rows: left out",
                "column 'a': categories, where only numbers can be used: left out",
                "9 columns ('a', 'b', ...): the same value in all rows: left out",
                "a.csv has no column 'state': its rows have no labels",
                "100.hea: 2 signals at 360 samples a second",
                "WebP is left out: libwebp cannot be loaded on this machine (no library)",
                "reading the pictures of photos",
                "denoise: 120 pictures in their sizes, 4 to validate on; 2,000 steps of 8 crops of 96 x 96",
                "left out 2 of 9 pictures, which cannot be read",
                "left out 2 of 9 pictures, which have a side under the crop's 96 pixels",
                "left out 2 of 9 pictures, which have a side under the crop's 96 pixels: crops of 64 pixels take 2 of them",
                "left out: a.png: 8x8 pixels are too few: a picture must have 24 a side",
                "1 file was passed over, as it is hidden or not named as a picture: b.heic",
                "2 files were passed over, as they are hidden or not named as pictures: b.heic, c.jp2",
                "5 files were passed over, as they are hidden or not named as pictures: .g.png, b.heic and 3 more",
                "data:  glyphs, samples [1, 28, 28]",
                "model: denoising plain mlp autoencoder, latent 32, loss mse, 889,472 parameters; 4,000 steps of 128 samples at most",
                "It is no better than the mean of the training split: give it more samples or more steps, or lower the learning rate.",
                "It removes 80 % of the squared error of its input.",
                "Its output is no closer to the clean samples than its input: train longer.",
                "Its code of a sample has 1,024 bits; PCA's numbers have none to compare with.",
                "Its error is 12 % below that of PCA with 16 numbers, as many as a sample uses; which ones it uses is not counted.",
                "Its error is 47 % below that of PCA with as many numbers.",
                "PCA with as many numbers is better: train longer if the validation loss still fell, else give it more samples.",
                "No step made it better than what it began with: lower the learning rate, or give it more samples.",
                "It was best at step 400 and no better in the 3,600 steps behind it, which learned the training samples by heart: more samples would help, more steps would not."
            })
    void in_french_isTranslated(String remark) {
        assertThat(Remarks.in(Locale.FRENCH, remark))
                .isNotEqualTo(remark)
                .doesNotContain("en anglais", "training", "left out", "rows", "text with", "times:");
        assertThat(Remarks.in(Locale.ENGLISH, remark)).isEqualTo(remark);
    }

    @Test
    void in_french_keepsTheNumbers() {
        assertThat(
                        Remarks.in(
                                Locale.FRENCH,
                                "split: the data's own test files; validation from training at random, seed 3: 10800 training, 1200 validation, 2000 test"))
                .isEqualTo(
                        "répartition : les fichiers de test mêmes des données ; validation tirée au hasard de l’entraînement, graine 3 : 10800 d’entraînement, 1200 de validation, 2000 de test");
    }

    @Test
    void in_french_turnsTheKindOfAModelRound() {
        assertThat(
                        Remarks.in(
                                Locale.FRENCH,
                                "model: denoising plain mlp autoencoder, latent 32, loss mse, 889,472 parameters; 40 steps of 128 samples"))
                .startsWith("modèle")
                .contains("auto-encodeur débruiteur mlp simple, latent 32, perte mse, 889,472 paramètres");
    }

    @Test
    void cellIn_french_translatesWordsAndNumbersAndKeepsNames() {
        assertThat(Remarks.cellIn(Locale.FRENCH, "PCA, 32 components")).isEqualTo("ACP, 32 composantes");
        assertThat(Remarks.cellIn(Locale.FRENCH, "0.0080")).isEqualTo("0,0080");
        assertThat(Remarks.cellIn(Locale.FRENCH, "8.1e-05")).isEqualTo("8,1e-05");
        assertThat(Remarks.cellIn(Locale.FRENCH, "noise, sigma 25")).isEqualTo("bruit, sigma 25");
        assertThat(Remarks.cellIn(Locale.FRENCH, "MSE")).isEqualTo("MSE");
        assertThat(Remarks.cellIn(Locale.ENGLISH, "0.0080")).isEqualTo("0.0080");
    }

    @Test
    void in_unknownRemark_staysEnglishAndSaysSo() {
        assertThat(Remarks.in(Locale.FRENCH, "something new")).isEqualTo("something new (en anglais)");
    }
}
