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
                "split: at random, seed 0: 7 training, 1 validation, 2 test",
                "split: at random by the groups of (.*)_, seed 0: 7 training, 1 validation, 2 test",
                "skipped 2 of 9 pictures that cannot be read: a.png, b.png",
                "600 MB of pictures exceed the budget of 512 MB: they are read again at each use",
                "latents: duplicates dropped, [2, 2] became [2]",
                "a.csv has no header: its columns are called column1 to column3"
            })
    void in_french_isTranslated(String remark) {
        assertThat(Remarks.in(Locale.FRENCH, remark)).isNotEqualTo(remark).doesNotContain("en anglais", "training");
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
    void in_unknownRemark_staysEnglishAndSaysSo() {
        assertThat(Remarks.in(Locale.FRENCH, "something new")).isEqualTo("something new (en anglais)");
    }
}
