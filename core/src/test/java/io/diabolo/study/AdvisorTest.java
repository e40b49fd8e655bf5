package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.study.Advice.Kind;
import io.diabolo.study.Advice.Knee;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AdvisorTest {

    private static final double[] SETTLED = {5, 2, 1.001, 1, 1};

    @Test
    void advise_curveThatFlattens_findsTheSmallestThatKeeps95Percent() {
        // gain .080; 8 keeps .072 / .080 = 90 %, 16 keeps 97.5 %
        Advice advice = Advisor.advise("mlp", runs(SETTLED, 2, .10, 4, .05, 8, .028, 16, .022, 32, .020));
        Knee knee = Objects.requireNonNull(advice.knee());
        assertThat(knee.latent()).isEqualTo(16);
        assertThat(knee.kept()).isCloseTo(.975, within(1e-9));
        assertThat(knee.withinMargin()).isFalse();
        assertThat(advice.warnings()).isEmpty();
    }

    /** By the test part 4 would do: it must not choose. */
    @Test
    void advise_testDisagrees_choosesByValidationAndReportsTest() {
        Advice advice = Advisor.advise(
                "mlp",
                List.of(
                        run(2, 0, .10, .11, 2, SETTLED),
                        run(4, 0, .06, .021, 4, SETTLED),
                        run(8, 0, .022, .03, 8, SETTLED),
                        run(16, 0, .020, .02, 16, SETTLED)));
        Knee knee = Objects.requireNonNull(advice.knee());
        assertThat(knee.latent()).isEqualTo(8);
        assertThat(knee.error()).isEqualTo(.03);
        assertThat(knee.kept()).isCloseTo(8.0 / 9, within(1e-9));
        assertThat(knee.withinMargin()).isFalse();
    }

    @Test
    void advise_seedsVary_marginLetsASmallerOneIn() {
        // 8: mean .025, which keeps 93.75 %; its three seeds spread by more than the difference to 95 %
        List<RunResult> runs = new ArrayList<>(runs(SETTLED, 2, .1, 4, .05, 8, .022, 16, .0201, 32, .020));
        runs.add(run(8, 1, .025, 8, SETTLED));
        runs.add(run(8, 2, .028, 8, SETTLED));
        Advice advice = Advisor.advise("mlp", runs);
        Knee knee = Objects.requireNonNull(advice.knee());
        assertThat(knee.latent()).isEqualTo(8);
        assertThat(knee.kept()).isCloseTo(.9375, within(1e-9));
        assertThat(knee.margin()).isCloseTo(.003 / Math.sqrt(3), within(1e-9));
        assertThat(knee.withinMargin()).isTrue();
    }

    @Test
    void advise_twoSizes_givesNoKneeAndSaysSo() {
        Advice advice = Advisor.advise("mlp", runs(SETTLED, 2, .1, 4, .05));
        assertThat(advice.knee()).isNull();
        assertThat(kinds(advice)).contains(Kind.TOO_FEW_LATENTS);
    }

    @Test
    void advise_largestIsNoBetter_givesNoKneeAndSaysSo() {
        Advice advice = Advisor.advise("mlp", runs(SETTLED, 2, .1, 4, .1, 8, .11));
        assertThat(advice.knee()).isNull();
        assertThat(kinds(advice)).containsExactly(Kind.NO_GAIN);
    }

    @Test
    void advise_lastStepStillGains_saysHowMuch() {
        Advice advice = Advisor.advise("mlp", runs(SETTLED, 2, .10, 4, .06, 8, .02));
        assertThat(advice.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.STILL_GAINING);
            assertThat(warning.latent()).isEqualTo(8);
            assertThat(warning.value()).isCloseTo(.5, within(1e-9));
        });
        assertThat(Objects.requireNonNull(advice.knee()).latent()).isEqualTo(8);
    }

    @Test
    void advise_lossStillFalls_saysItWasCutOff() {
        // Five points, one an epoch: at 4.5 epochs the loss is 1.05, at the end 1.
        Advice advice = Advisor.advise(
                "mlp", runs(new double[] {5, 3, 2, 1.1, 1}, 2, .10, 4, .05, 8, .028, 16, .0202, 32, .020));
        assertThat(advice.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.CUT_OFF);
            assertThat(warning.count()).isEqualTo(5);
            assertThat(warning.value()).isCloseTo(.05 / 1.05, within(1e-9));
        });
    }

    @Test
    void advise_deadUnits_saysWhereMost() {
        List<RunResult> runs = new ArrayList<>(runs(SETTLED, 2, .10, 4, .05, 16, .0202));
        runs.add(run(32, 0, .02, 24, SETTLED));
        assertThat(Advisor.advise("mlp", runs).warnings())
                .containsExactly(new Advice.Warning(Kind.DEAD_UNITS, 32, 1, .25));
    }

    @Test
    void advise_seedsDisagree_saysWhereMost() {
        List<RunResult> runs = new ArrayList<>(runs(SETTLED, 2, .10, 4, .05, 8, .021, 16, .02));
        runs.add(run(4, 1, .08, 4, SETTLED));
        assertThat(Advisor.advise("mlp", runs).warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.SEEDS_DISAGREE);
            assertThat(warning.latent()).isEqualTo(4);
            assertThat(warning.value()).isCloseTo(.03 / Math.sqrt(2) / .08, within(1e-9));
        });
    }

    private static List<Kind> kinds(Advice advice) {
        return advice.warnings().stream().map(Advice.Warning::kind).toList();
    }

    /** Pairs of a latent size and its test error, seed 0, all units active. */
    private static List<RunResult> runs(double[] losses, double... pairs) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            runs.add(run((int) pairs[i], 0, pairs[i + 1], (int) pairs[i], losses));
        }
        return runs;
    }

    private static RunResult run(int latent, long seed, double mse, int active, double[] losses) {
        return run(latent, seed, mse, mse, active, losses);
    }

    private static RunResult run(
            int latent, long seed, double validationMse, double testMse, int active, double[] losses) {
        List<RunResult.CurvePoint> curve = new ArrayList<>();
        for (double loss : losses) {
            curve.add(new RunResult.CurvePoint(curve.size() + 1, 0, loss, loss));
        }
        return new RunResult(
                new RunResult.Key("mlp", latent, seed),
                RunResult.Status.OK,
                "",
                new RunResult.Training(5, 100, 1, 1, validationMse, 0),
                new RunResult.Test(testMse, .3, 20, .9, List.of()),
                new RunResult.Code(.1, .9, latent, active, List.of()),
                curve,
                List.of(),
                List.of());
    }
}
