package io.diabolo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.HiddenBlock;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.ConvBody;
import io.diabolo.model.LayersBody;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.Dropout;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Normalize;
import io.diabolo.nn.Pool;
import io.diabolo.nn.TransposedConv;
import io.diabolo.nn.Unflatten;
import io.diabolo.nn.Upsample;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Schedule;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 8, 8);

    private static final String FIRST_PLAN = """
            {"epochs": 0, "steps": 0, "batch": 128, "optimizer": "ADAM", "learning_rate": 0.002, "schedule": "cosine",
             "warm_up_steps": 100, "weight_decay": 0.0, "clip_norm": 0.0, "patience": 10, "averaging": 0.0,
             "corruption": "gaussian:25+mask:0.2", "augmentation": 0.0, "precision": "FP32", "seed": 0}
            """;

    @TempDir
    Path folder = Path.of("");

    static Stream<AutoencoderConfig> models() {
        List<AutoencoderConfig> models = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            models.add(AutoencoderConfig.mlp(SHAPE, 2)
                    .withBody(new MlpBody(List.of(4, 3), activation, Normalization.BATCH, 0.25)));
        }
        for (ConvBody.Down down : ConvBody.Down.values()) {
            for (ConvBody.Up up : ConvBody.Up.values()) {
                models.add(AutoencoderConfig.conv(SHAPE, 2)
                        .withBody(new ConvBody(List.of(4), 2, 5, down, up, Activation.SILU, Normalization.LAYER)));
            }
        }
        for (Distortion loss : Distortion.values()) {
            models.add(AutoencoderConfig.conv(SHAPE, 2).withLoss(loss).withBottleneck(new VariationalConfig(0.5, 7)));
        }
        models.add(AutoencoderConfig.mlp(SHAPE, 2)
                .withBody(MlpBody.defaults(SHAPE, 2).withLinearPath()));
        models.add(AutoencoderConfig.conv(SampleShape.series(2, 30), 2));
        models.add(AutoencoderConfig.mlp(SampleShape.row(5), 2));
        models.add(AutoencoderConfig.plain(SHAPE, 2, everyLayer()));
        return models.stream();
    }

    private static Body everyLayer() {
        return new LayersBody(
                List.of(
                        new Conv(3, 3, 2),
                        new Normalize(Normalization.LAYER),
                        new Activate(Activation.LEAKY_RELU),
                        new Pool(2, true),
                        new Pool(2, false),
                        new Flatten(),
                        new Dropout(0.1)),
                List.of(new Linear(8), new Unflatten(2, 2, 2), new Upsample(4, 4), new TransposedConv(1, 3, 2, 8, 8)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void model_everyTypeAndSetting_survivesJson(AutoencoderConfig config) {
        String text = Json.text(config);
        assertThat(Json.parse(text, AutoencoderConfig.class)).isEqualTo(config);
        assertThat(text).doesNotContain("io.diabolo").doesNotContainPattern("\"[a-z]+[A-Z]\\w*\"");
    }

    private static AutoencoderConfig documented() {
        MlpBody body = new MlpBody(List.of(512, 256), Activation.GELU, Normalization.NONE, 0);
        return AutoencoderConfig.of(SHAPE, 2, body, new VariationalConfig(0.5, 7))
                .withOutput(OutputRange.UNIT);
    }

    @Test
    void text_ofAModel_isTheDocumentedOne() {
        AutoencoderConfig config = documented();
        assertThat(Json.tree(config)).isEqualTo(Json.parse("""
                                {"type": "autoencoder", "input": {"kind": "picture", "sizes": [1, 8, 8]}, "latent": 2,
                                 "body": {"type": "mlp", "widths": [512, 256], "activation": "gelu",
                                          "normalization": "none", "dropout": 0.0},
                                 "bottleneck": {"type": "variational", "beta": 0.5, "warm_up_steps": 7},
                                 "loss": "mse", "output": "unit", "mask_input": false,
                                 "objective": {"type": "standard"}}
                                """, com.fasterxml.jackson.databind.JsonNode.class));
        assertThat(Json.text(everyLayer()))
                .contains("transposed_conv", "\"upsample\"", "\"normalization\"", "\"leaky_relu\"", "\"decoder\"");
    }

    @Test
    void planAndPreprocessing_surviveJson() {
        TrainingPlan plan = TrainingPlan.auto()
                .withSeed(Long.MAX_VALUE)
                .withLearningRate(0.1 + 0.2)
                .withCorruption(new GaussianNoise(3).then(new HiddenBlock(0.5)));
        assertThat(Json.parse(Json.text(plan), TrainingPlan.class)).isEqualTo(plan);
        assertThat(Json.tree(plan).path("clip_norm").isNumber()).as("flat").isTrue();
        Preprocessing preprocessing = new ArrayPreprocessing(SHAPE, false, 1.0 / 3, Math.PI, -5, 7);
        assertThat(Json.parse(Json.text(preprocessing), Preprocessing.class)).isEqualTo(preprocessing);
    }

    /** Plans of model folders of format 1, whose corruption is a text. */
    @Test
    void plan_ofFormat1_isRead() {
        TrainingPlan plan = Json.parse(FIRST_PLAN, TrainingPlan.class);
        assertThat(plan)
                .isEqualTo(TrainingPlan.auto()
                        .withBatch(128)
                        .with(TrainingPlan.Optimization.auto()
                                .withLearningRate(2e-3)
                                .withSchedule(Schedule.COSINE, 100))
                        .withCorruption(new GaussianNoise(25).then(new HiddenElements(0.2))));
        assertThatThrownBy(
                        () -> Json.parse(FIRST_PLAN.replace("\"seed\"", "\"sede\": 1, \"seed\""), TrainingPlan.class))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("unknown setting 'sede'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\": \"mlp\"| \"type\": \"rnn\"| unknown type 'rnn'| mlp",
                "\"type\": \"variational\"| \"type\": \"plane\"| unknown type 'plane'| plain",
                "\"widths\"| \"width\"| missing| widths",
                "\"latent\": 2,| \"latent\": 2, \"latent_size\": 2,| unknown setting 'latent_size'| latent",
                "\"gelu\"| \"glue\"| 'glue'| gelu",
                "\"latent\": 2| \"latent\": 0| latent must be| was 0",
                "\"latent\": 2| \"latent\": \"x\"| latent| latent",
                "\"latent\": 2,| | latent| latent",
                "\"latent\": 2| \"latent\": 2.5| latent| latent",
                "\"beta\": 0.5| \"beta\": -1| beta must be| -1",
                "\"dropout\": 0.0| \"dropout\": 2| dropout| 2",
                "\"gelu\"| null| activation| activation",
                "\"loss\": \"mse\"| \"loss\": null| loss| loss",
                "[512, 256]| null| widths| widths",
                "[512, 256]| [512, null]| widths| widths",
                "[512, 256]| [0]| widths| 0",
                "\"loss\"| loss| in line| double-quote",
                "\"input\": {| \"input\": [{| input| Array"
            })
    void read_damagedModel_saysWhatInOneLine(String from, String to, String says, String alsoSays) throws IOException {
        String text = Json.parse(Json.text(documented()), com.fasterxml.jackson.databind.JsonNode.class)
                .toPrettyString()
                .replace(" : ", ": ")
                .replace("[ 512, 256 ]", "[512, 256]");
        assertThat(text).contains(from);
        Path file = folder.resolve("architecture.json");
        Files.writeString(file, text.replace(from, to == null ? "" : to));
        assertThatThrownBy(() -> Json.read(file, AutoencoderConfig.class))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(says)
                .hasMessageContaining(alsoSays)
                .message()
                .doesNotContain("\n", "io.diabolo", "Exception", "(start marker");
    }

    @Test
    void read_nothingOrTooMuch_isRefusedInOneLine() throws IOException {
        for (String content : List.of("", "null", "{} {}", "[".repeat(5_000), "{\"a\":" + " ".repeat(5 << 20) + "1}")) {
            Path file = Files.writeString(folder.resolve("a.json"), content);
            assertThatThrownBy(() -> Json.read(file, BottleneckConfig.class))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("a.json")
                    .message()
                    .doesNotContain("\n");
        }
        assertThatThrownBy(() -> Json.read(folder.resolve("missing.json"), BottleneckConfig.class))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("missing.json");
    }

    @Test
    void read_yaml_isTheSameModel() throws IOException {
        Path file = Files.writeString(folder.resolve("body.yaml"), """
                # A comment is welcome here.
                type: conv
                channels: [8, 16]
                depth: 1
                kernel: 3
                down: max_pool
                up: upsample
                activation: relu
                normalization: none
                """);
        assertThat(Json.read(file, Body.class))
                .isEqualTo(new ConvBody(
                        List.of(8, 16),
                        1,
                        3,
                        ConvBody.Down.MAX_POOL,
                        ConvBody.Up.UPSAMPLE,
                        Activation.RELU,
                        Normalization.NONE));
    }
}
