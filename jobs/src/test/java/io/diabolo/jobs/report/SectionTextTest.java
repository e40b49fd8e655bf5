package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.report.NetworkDiagram;
import io.diabolo.study.References.Codec;
import io.diabolo.study.References.EqualBytesRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTextTest {

    private static final Lang EN = Lang.ENGLISH;

    private static PrecisionSection precision(Fixture fixture, Lang lang) {
        return new PrecisionSection(new Findings(fixture.study()), lang, new ReportFiles());
    }

    @Test
    void byLatent_namesWhoWinsWhere() {
        assertThat(precision(new Fixture(), EN).byLatent())
                .startsWith(
                        "The convolutional network has the lower error at latent sizes 8, 16, 32 and 64 (by up to 21%, at"
                                + " 64); at latent sizes 2 and 4 the two cannot be told apart.");
        assertThat(precision(new Fixture().swapped(), Lang.FRENCH).byLatent())
                .startsWith(
                        "Le MLP a l’erreur la plus faible aux tailles latentes 8, 16, 32 et 64 (jusqu’à 21\u00a0% de"
                                + " moins, à 64)");
    }

    @Test
    void oneSeed_differences_notCalledCertain() {
        Fixture fixture = new Fixture();
        fixture.seeds = 1;
        assertThat(precision(fixture, EN).byLatent())
                .contains("With a single seed, any difference of at least 1% counts");
    }

    @Test
    void pca_beatenAtSomeSizes_namesThem() {
        assertThat(precision(new Fixture(), EN).againstPca("conv"))
                .contains(
                        "The convolutional network has a lower error than PCA at latent sizes 2, 4, 8, 16 and 32, but not"
                                + " at latent size 64.");
    }

    @Test
    void sameError_reachedByTheOther_withSizeAndTime() {
        assertThat(precision(new Fixture(), EN).sameError().orElseThrow().replace('\u00a0', ' '))
                .isEqualTo(
                        "The lowest error of the MLP, 0.0191 at latent size 64, takes 23 s of training; the convolutional"
                                + " network gets there with latent size 16 and 75 s of training.");
    }

    @Test
    void jpeg_smallerAndWorse_saidSo_elseItsSmallest() {
        BytesSection bytes = new BytesSection(new Findings(new Fixture().study()), EN, new ReportFiles());
        assertThat(bytes.sentence(new EqualBytesRow(Codec.AUTOENCODER, "mlp", 64, 8, 100, 1, .0019, 27.2))
                        .orElseThrow())
                .contains(
                        "with no more bytes (81\u00a0bytes, all pictures in one sheet) JPEG gives 23.8\u00a0dB, which is"
                                + " worse.");
        assertThat(bytes.sentence(new EqualBytesRow(Codec.AUTOENCODER, "mlp", 8, 8, 8, 1, .03, 15.2))
                        .orElseThrow())
                .contains("JPEG does not get so small: its smallest, all pictures in one sheet, takes 81\u00a0bytes");
    }

    @Test
    void modelSize_told_withThePicturesThatEarnItBack() {
        BytesSection bytes = new BytesSection(new Findings(new Fixture().study()), EN, new ReportFiles());
        // 4,496,000 bytes of weights, 81 bytes of JPEG against 32 * 0.89 of codes.
        assertThat(bytes.modelSize("mlp").orElseThrow())
                .contains("take 4.5\u00a0MB")
                .contains("they are earned back from 85,606 pictures on");
    }

    @Test
    void network_drawn_fromInputToOutputWithShapes() {
        NetworkDiagram diagram = (NetworkDiagram) new NetworksSection(new Findings(new Fixture().study()), EN)
                .section()
                .blocks()
                .get(3);
        assertThat(diagram.layers()).extracting(NetworkDiagram.Layer::group).startsWith(NetworkDiagram.Group.INPUT);
        assertThat(diagram.layers())
                .extracting(NetworkDiagram.Layer::shape)
                .containsExactly(
                        "1 × 28 × 28",
                        "32 × 14 × 14",
                        "64 × 7 × 7",
                        "32",
                        "64 × 7 × 7",
                        "32 × 14 × 14",
                        "1 × 28 × 28",
                        "1 × 28 × 28");
        assertThat(diagram.layers()).extracting(NetworkDiagram.Layer::kind).contains("conv 3×3 stride\u00a02, GELU");
        assertThat(diagram.layers().stream()
                        .mapToLong(NetworkDiagram.Layer::parameters)
                        .sum())
                .isEqualTo(241_441);
    }

    @Test
    void noLabels_latentSection_saysSo() {
        Fixture fixture = new Fixture();
        fixture.labels = false;
        assertThat(new LatentSection(new Findings(fixture.study()), EN, new ReportFiles()).neighbours())
                .contains("There are no labels to colour by, and no accuracy to tell.");
        assertThat(new LatentSection(new Findings(new Fixture().study()), EN, new ReportFiles()).neighbours())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("81.3% for the MLP", "27 labels would give 3.7%"));
    }

    @Test
    void stat_overSeeds_sampleDeviation() {
        Stat stat = Stat.of(List.of(1.0, 2.0, 3.0, Double.NaN).stream().mapToDouble(Double::doubleValue));
        assertThat(stat).isEqualTo(new Stat(2, 1, 3));
        assertThat(Stat.of(List.of(2.0).stream().mapToDouble(Double::doubleValue))
                        .deviation())
                .isNaN();
    }
}
