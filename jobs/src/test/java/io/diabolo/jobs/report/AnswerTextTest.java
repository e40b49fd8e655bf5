package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.study.RunResult;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    private static AnswerText english(Fixture fixture) {
        return new AnswerText(new Findings(fixture.study()), Lang.ENGLISH);
    }

    /** With plain spaces. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    @Test
    void knee_shared_saidOnceWithItsNumbers() {
        assertThat(plain(english(new Fixture()).knee()))
                .isEqualTo(
                        "The knee of the validation error lies at latent size 32: there the MLP keeps 99% of what 64 gains over"
                                + " 2 (test MSE 0.0196 ± 0.0004, between 0.0589 at 2 and 0.0191 at 64) and the convolutional network"
                                + " keeps 98% of what 64 gains over 2 (0.0158 ± 0.0003, between 0.0601 at 2 and 0.0151 at 64).");
    }

    @Test
    void knees_apart_bothSaid() {
        Fixture fixture = new Fixture();
        fixture.mlp = new double[] {.06, .03, .021, .0205, .0202, .02};
        assertThat(plain(english(fixture).knee()))
                .startsWith(
                        "The knees of the validation errors lie at latent sizes 8 and 32: at 8 the MLP keeps 98% of")
                .contains("and at 32 the convolutional network keeps 98% of");
    }

    @Test
    void knee_errorFallsToTheLargestSize_saidAsNone() {
        Fixture fixture = new Fixture();
        fixture.mlp = new double[] {.06, .05, .04, .03, .02, .01};
        fixture.conv = new double[] {.07, .06, .05, .04, .03, .02};
        assertThat(plain(english(fixture).knee()))
                .isEqualTo("The error has no knee on this grid, for no size below the largest keeps 95% of the gain:"
                        + " the MLP goes from a test MSE of 0.0600 at 2 to 0.0100 at 64 and the convolutional network"
                        + " goes from a test MSE of 0.0700 at 2 to 0.0200 at 64. Larger sizes are worth a try.");
    }

    @Test
    void knee_inFrench_withDecimalComma() {
        assertThat(plain(new AnswerText(new Findings(new Fixture().study()), Lang.FRENCH).knee()))
                .startsWith(
                        "Le coude de l’erreur de validation se trouve à la taille latente 32 : le MLP y conserve 99 % du gain"
                                + " obtenu de 2 à 64 (erreur quadratique moyenne de test : 0,0196 ± 0,0004,");
    }

    @Test
    void linear_belowPcaEverywhere_saysByHowMuch() {
        // PCA: .0646, .0513, .0384, .0271, .0167, .0089
        Fixture fixture = new Fixture();
        fixture.mlp = new double[] {.0323, .0513 * .7, .0384 * .7, .0271 * .7, .0167 * .7, .0089 * .7};
        fixture.conv = fixture.mlp;
        assertThat(plain(english(fixture).linear()))
                .isEqualTo("At every size the error is below that of PCA with as many numbers, by 30% to 50%.");
    }

    @Test
    void linear_aModelAbovePca_isNamedWithItsSizes() {
        Fixture fixture = new Fixture();
        fixture.mlp = new double[] {.06, .05, .038, .028, .016, .009};
        fixture.conv = new double[] {.06, .05, .038, .027, .016, .008};
        assertThat(plain(english(fixture).linear()))
                .isEqualTo("PCA, which needs no training, has the lower error than the MLP at latent sizes 16 and 64:"
                        + " undertrained there, train longer.");
    }

    @Test
    void twoLatents_noKnee_saidSo() {
        Fixture fixture = new Fixture();
        fixture.latents = List.of(8, 16);
        fixture.models = List.of("mlp");
        assertThat(english(fixture).knee())
                .isEqualTo(
                        "For the MLP, no latent size can be recommended, for a knee needs at least three sizes and there"
                                + " are only 2.");
    }

    @Test
    void noGain_noKnee_saidSo() {
        Fixture fixture = new Fixture();
        fixture.models = List.of("mlp");
        fixture.mlp = new double[] {.02, .02, .02, .02, .02, .021};
        assertThat(english(fixture).knee()).contains("the largest is no better than the smallest");
    }

    @Test
    void models_convBetter_thenMlpBetter_sentenceTurnsRound() {
        assertThat(plain(english(new Fixture()).models()))
                .isEqualTo("At latent size 32, the convolutional network is more precise than the MLP: its test MSE of"
                        + " 0.0158 ± 0.0003 is 19% lower than 0.0196 ± 0.0004, but it trains for 76 s instead of 22 s (3.5"
                        + " times as long).");
        assertThat(plain(english(new Fixture().swapped()).models()))
                .isEqualTo("At latent size 32, the MLP is more precise than the convolutional network: its test MSE of"
                        + " 0.0158 ± 0.0003 is 19% lower than 0.0196 ± 0.0004, and it also trains faster, in 22 s instead of"
                        + " 76 s (3.5 times as fast).");
    }

    @Test
    void models_withinTheScatterOfSeeds_notToldApart() {
        Fixture fixture = new Fixture();
        fixture.scatter = .3;
        assertThat(english(fixture).models()).contains("cannot be told apart by their error");
        assertThat(new AnswerText(new Findings(fixture.study()), Lang.FRENCH).models())
                .contains("l’erreur ne départage pas le réseau convolutif et le MLP");
    }

    @Test
    void models_sameTime_saidSo() {
        Fixture fixture = new Fixture();
        fixture.convSeconds = fixture.mlpSeconds;
        assertThat(english(fixture).models()).contains("with about the same training time");
    }

    @Test
    void oneModel_notCompared_butWithPca() {
        Fixture fixture = new Fixture();
        fixture.models = List.of("conv");
        assertThat(plain(english(fixture).models()))
                .isEqualTo(
                        "Only the convolutional network was trained, so no two models can be compared; at latent size 32"
                                + " it reaches a test MSE of 0.0158 ± 0.0003 in 76 s of training, PCA one of 0.0167.");
    }

    @Test
    void limit_worseThanTheMeanImageOrNot_saidSo() {
        assertThat(english(new Fixture()).limit())
                .isEqualTo(
                        "The limit is the kind of data: on inverted pictures, the error of the convolutional network at"
                                + " latent size 32 grows from 0.0158 to 0.121, 7.7 times as much, still better than always answering"
                                + " with their mean image (0.620).");
        Fixture lost = new Fixture();
        lost.inverted = .7;
        assertThat(english(lost).limit())
                .contains("to 0.700, 44.3 times as much, worse than always answering with their mean image (0.620)");
    }

    @Test
    void allRunsFailed_noAnswer() {
        Fixture fixture = new Fixture();
        fixture.models = List.of("mlp");
        fixture.failures = fixture.latents.stream()
                .flatMap(latent -> LongStream.range(0, 3).mapToObj(seed -> new RunResult.Key("mlp", latent, seed)))
                .toList();
        assertThat(english(fixture).text()).isEqualTo("No run came to its end, so the study has no answer.");
    }
}
