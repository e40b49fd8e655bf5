package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LayersBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Unflatten;
import io.diabolo.train.PrecisionParity.Row;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The committed table of precisions, measured anew: 300 steps on drawn glyphs, 16 latents, seeds 1 to 3. */
class PrecisionParityTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 28, 28);
    private static final int LATENT = 16;

    /** The kinds of network that the table has, in its order. */
    private static final List<AutoencoderConfig> KINDS = List.of(
            AutoencoderConfig.mlp(SHAPE, LATENT).withOutput(OutputRange.UNIT),
            variational(AutoencoderConfig.mlp(SHAPE, LATENT).withOutput(OutputRange.UNIT)),
            AutoencoderConfig.conv(SHAPE, LATENT).withOutput(OutputRange.UNIT),
            variational(AutoencoderConfig.conv(SHAPE, LATENT).withOutput(OutputRange.UNIT)));

    @Test
    void table_ofEveryProcessor_hasTheKindsMeasuredHere_whichAllAgree() {
        assertThat(PrecisionParity.table().stream().map(row -> row.body() + " " + row.kind()))
                .containsExactlyElementsOf(
                        KINDS.stream().map(AutoencoderConfig::kind).toList());
        assertThat(PrecisionParity.table()).allMatch(Row::agrees);
    }

    @Test
    void table_float32MeasuredAnew_hasTheSameLoss() {
        // The cheapest kind; the others need the whole time on every processor.
        Row kept = PrecisionParity.table().get(0);
        double fp32 = loss(KINDS.get(0), Precision.FP32);
        // Another processor or number of threads sums in another order.
        assertThat(kept.fp32()).isCloseTo(fp32, within(0.02 * fp32));
    }

    @Test
    void table_bfloat16MeasuredAnew_hasTheSameLossesAndAgreesWithinOnePercent() {
        assumeTrue(
                Precision.bf16IsFast(Device.CPU),
                "NOT TESTED HERE: this processor has no bfloat16 products, so auto never chooses them on it");
        List<Row> measured = KINDS.stream().map(PrecisionParityTest::measure).toList();

        assertThat(measured).as("measured: %s", measured).allMatch(Row::agrees);
        for (int i = 0; i < measured.size(); i++) {
            Row row = measured.get(i);
            Row kept = PrecisionParity.table().get(i);
            assertThat(kept.fp32()).as("measured: %s", measured).isCloseTo(row.fp32(), within(0.02 * row.fp32()));
            assertThat(kept.bf16()).as("measured: %s", measured).isCloseTo(row.bf16(), within(0.02 * row.bf16()));
        }
    }

    @Test
    void auto_kindOutsideOfTheTable_isFp32() {
        LayersBody body = new LayersBody(
                List.of(new Flatten(), new Linear(8)), List.of(new Linear(784), new Unflatten(1, 28, 28)));

        assertThat(PrecisionParity.auto(
                        AutoencoderConfig.mlp(SHAPE, 4)
                                .withOutput(OutputRange.UNIT)
                                .withBody(body),
                        Device.CPU))
                .isEqualTo(Precision.FP32);
    }

    @Test
    void auto_kindOfTheTable_isBf16WhereTheProcessorHasIt() {
        assertThat(PrecisionParity.auto(AutoencoderConfig.conv(SHAPE, 4).withOutput(OutputRange.UNIT), Device.CPU))
                .isEqualTo(Precision.bf16IsFast(Device.CPU) ? Precision.BF16 : Precision.FP32);
        assertThat(PrecisionParity.auto(AutoencoderConfig.conv(SHAPE, 4).withOutput(OutputRange.UNIT), Device.MPS))
                .isEqualTo(Precision.FP32);
    }

    @Test
    void row_lossesMoreThanOnePercentApart_doesNotAgree() {
        assertThat(new Row("mlp", "plain", 1, 1.009).agrees()).isTrue();
        assertThat(new Row("mlp", "plain", 1, 1.011).agrees()).isFalse();
        assertThat(new Row("mlp", "plain", 1, 0.98).agrees()).isFalse();
    }

    private static AutoencoderConfig variational(AutoencoderConfig plain) {
        return plain.withBottleneck(new VariationalConfig(1, 100)).withLoss(Distortion.BCE);
    }

    private static Row measure(AutoencoderConfig config) {
        return new Row(
                config.body().kind(),
                config.bottleneck().kind(),
                loss(config, Precision.FP32),
                loss(config, Precision.BF16));
    }

    private static double loss(AutoencoderConfig config, Precision precision) {
        return LongStream.rangeClosed(1, 3)
                .mapToDouble(seed -> loss(config, precision, seed))
                .average()
                .orElseThrow();
    }

    private static double loss(AutoencoderConfig config, Precision precision, long seed) {
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(300)
                .withBatch(64)
                .withPrecision(precision)
                .withSeed(seed);
        try (Autoencoder model = config.build(seed);
                Trainer trainer = new Trainer(
                        model, Fixture.glyphs(), Fixture.validation(), Fixture.preprocessing(), plan, Device.CPU)) {
            return trainer.fit().bestValidationLoss();
        }
    }
}
