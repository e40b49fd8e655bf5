package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.report.LineChart;
import io.diabolo.report.NetworkDiagram;
import io.diabolo.report.Series;
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

    /** Times of the runs as they ended would lie on a vertical line: a curve of each says what a second brings. */
    @Test
    void timeChart_showsTheCourseOfTheSmallestTheKneeAndTheLargestOverSeconds() {
        LineChart chart = precision(new Fixture(), EN).timeChart().orElseThrow();
        assertThat(chart.series())
                .extracting(Series::name)
                .containsExactly(
                        "MLP, latent 2",
                        "MLP, latent 32",
                        "MLP, latent 64",
                        "convolutional, latent 2",
                        "convolutional, latent 32",
                        "convolutional, latent 64");
        Series first = chart.series().get(0);
        assertThat(first.size()).isEqualTo(21);
        assertThat(first.x(0)).isZero();
        assertThat(first.x(20)).isCloseTo(21.4, within(2.0));
        assertThat(first.y(20)).isCloseTo(.0589, within(.003)); // an MSE, not the sum over 784 values
        assertThat(chart.yLabel()).isEqualTo("validation MSE");
    }

    @Test
    void timeChart_ofRunsSideBySide_saysSo() {
        Fixture fixture = new Fixture();
        assertThat(precision(fixture, EN).timeChart().orElseThrow().xLabel()).isEqualTo("training seconds");
        fixture.jobs = 2;
        assertThat(precision(fixture, EN).timeChart().orElseThrow().xLabel()).isEqualTo("training seconds, 2 at once");
        assertThat(new AnswerText(new Findings(fixture.study()), EN).text())
                .contains("measured with 2 trainings at once");
        assertThat(new AnswerText(new Findings(fixture.study()), Lang.FRENCH).text())
                .contains("durée mesurée avec 2 entraînements à la fois");
    }

    @Test
    void course_lowestAtTheEnd_isNotCalledLearningByHeart() {
        Fixture fixture = new Fixture();
        fixture.train = .8;
        assertThat(course(fixture, EN))
                .contains(
                        "falls from",
                        "25% above that of training, but it does not rise again",
                        "more samples would help")
                .doesNotContain("by heart");
        assertThat(course(fixture, Lang.FRENCH)).contains("mais ne remonte pas").doesNotContain("cœur");
    }

    @Test
    void course_thatRisesAgain_isCalledLearningByHeart() {
        Fixture fixture = new Fixture();
        fixture.train = .5;
        fixture.rise = .5;
        assertThat(course(fixture, EN)).contains("then it rises again, by", "learns its training data by heart");
        assertThat(course(fixture, Lang.FRENCH)).contains("ensuite elle remonte, de", "apprend ses données par cœur");
    }

    @Test
    void course_lowestBeforeTheFirstStep_saysThatTheUntrainedModelIsKept() {
        Fixture fixture = new Fixture();
        fixture.worse = true;
        assertThat(course(fixture, EN))
                .contains("is lowest before the first step", "what is kept is the untrained model")
                .doesNotContain("falls");
        assertThat(course(fixture, Lang.FRENCH)).contains("le modèle non entraîné qui est gardé");
    }

    private static String course(Fixture fixture, Lang lang) {
        Findings findings = new Findings(fixture.study());
        return new TrainingSection(findings, lang, new ReportFiles()).sentence(findings.focus("mlp"));
    }

    @Test
    void time_whereEachIsFasterSomewhere_isNotClaimed() {
        Fixture fixture = new Fixture();
        fixture.slowAtFirst = true;
        assertThat(new AnswerText(new Findings(fixture.study()), EN).text())
                .contains("and neither trains faster at every size")
                .doesNotContain("times as long", "times as fast");
    }

    @Test
    void loss_ofALikelihood_isDefinedAndNotDrawnAsAnError() {
        Fixture fixture = new Fixture();
        fixture.models = List.of("mlp-variational", "mlp");
        Findings findings = new Findings(fixture.study());
        TrainingSection training = new TrainingSection(findings, EN, new ReportFiles());
        assertThat(training.meaning("mlp-variational"))
                .hasValueSatisfying(text -> assertThat(text).contains("in nats", "784 values", "evidence lower bound"));
        assertThat(training.meaning("mlp")).isEmpty();
        assertThat(training.sentence(findings.focus("mlp"))).contains("the validation MSE falls from");
        assertThat(training.sentence(findings.focus("mlp-variational"))).contains("the validation loss falls from");
        assertThat(new PrecisionSection(findings, EN, new ReportFiles())
                        .timeChart()
                        .orElseThrow()
                        .series())
                .allMatch(series -> series.name().startsWith("MLP"));
    }

    @Test
    void traversal_labels_haveTheDecimalsThatTellThemApart() {
        LatentSection section = new LatentSection(new Findings(new Fixture().study()), EN, new ReportFiles());
        assertThat(section.labels(List.of(-0.02, 0.001, 0.022))).containsExactly("-0.020", "0.001", "0.022");
        assertThat(section.labels(List.of(-120.4, 10.2, 140.8))).containsExactly("-120", "10", "141");
        assertThat(section.labels(List.of(-3.17, 0.2, 3.57))).containsExactly("-3.2", "0.2", "3.6");
        assertThat(section.labels(List.of(1.0))).containsExactly("1.0");
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
