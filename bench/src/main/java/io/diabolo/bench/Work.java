package io.diabolo.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.data.SampleShape;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.ConvBody;
import io.diabolo.model.MlpBody;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import java.util.List;

/** What is done by every side: a network, a batch, a number of images. */
enum Work {
    MLP("a", "MLP 784-512-256-32-256-512-784", Kind.TRAIN, Network.MLP, 128, 119_808, 5),
    CONV("b", "conv, 32 and 64 channels, latent 32", Kind.TRAIN, Network.CONV, 128, 59_904, 5),
    DEEP("c", "deep MLP 784-1000-500-250-30", Kind.TRAIN, Network.DEEP, 512, 119_808, 5),
    COLOUR("d", "conv on 3x64x64, latent 64", Kind.TRAIN, Network.COLOUR, 128, 8_192, 5),
    STUDY("e", "a study: mlp and conv, 6 latents", Kind.STUDY, Network.CONV, 128, 59_904, 3),
    BATCH_MLP("f1", "reconstruct 10,000, MLP of (a)", Kind.BATCH, Network.MLP, 128, 10_000, 5),
    BATCH_CONV("f2", "reconstruct 10,000, conv of (b)", Kind.BATCH, Network.CONV, 128, 10_000, 5),
    SINGLE_MLP("f3", "one image at a time, MLP of (a)", Kind.SINGLE, Network.MLP, 128, 2_000, 5),
    SINGLE_CONV("f4", "one image at a time, conv of (b)", Kind.SINGLE, Network.CONV, 128, 2_000, 5),
    START("g", "start-up: saved model, one picture", Kind.START, Network.CONV, 1, 1, 5);

    private static final int QUICK_STEPS = 2;

    private final String id;
    private final String title;
    private final Kind kind;
    private final Network network;
    private final int batch;
    private final int images;
    private final int rounds;

    Work(String id, String title, Kind kind, Network network, int batch, int images, int rounds) {
        this.id = id;
        this.title = title;
        this.kind = kind;
        this.network = network;
        this.batch = batch;
        this.images = images;
        this.rounds = rounds;
    }

    /** A letter, and a number where a letter has several lines. */
    String id() {
        return id;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    Network network() {
        return network;
    }

    int batch() {
        return batch;
    }

    /** How many images a round takes; in a study, each of its trainings. */
    int images(boolean quick) {
        if (!quick) {
            return images;
        }
        return kind == Kind.TRAIN || kind == Kind.STUDY ? QUICK_STEPS * batch : Math.min(images, 256);
    }

    int rounds(boolean quick) {
        return quick ? 2 : rounds;
    }

    List<Integer> latents(boolean quick) {
        return quick ? List.of(2, 8) : List.of(2, 4, 8, 16, 32, 64);
    }

    /** What is done with a network. */
    enum Kind {
        @JsonProperty("train")
        TRAIN,
        @JsonProperty("study")
        STUDY,
        /** Many pictures at once. */
        @JsonProperty("batch")
        BATCH,
        /** Pictures one by one. */
        @JsonProperty("single")
        SINGLE,
        /** A process from its start to its first result. */
        @JsonProperty("start")
        START;

        /** Products of a step, in units of those of a forward pass. */
        int passes() {
            return switch (this) {
                case TRAIN -> 3; // forward, and backward by inputs and by weights
                case BATCH, SINGLE -> 1;
                case STUDY, START -> 0; // several networks, or mostly waiting: no meaningful count
            };
        }
    }

    /** An architecture that every side knows by name. */
    enum Network {
        @JsonProperty("mlp")
        MLP(32),
        @JsonProperty("conv")
        CONV(32),
        @JsonProperty("deep")
        DEEP(30),
        @JsonProperty("colour")
        COLOUR(64);

        private final int latent;

        Network(int latent) {
            this.latent = latent;
        }

        int latent() {
            return latent;
        }

        SampleShape shape() {
            return this == COLOUR ? SampleShape.picture(3, 64, 64) : SampleShape.picture(1, 28, 28);
        }

        AutoencoderConfig config() {
            return switch (this) {
                case MLP -> dense(512, 256);
                case DEEP -> dense(1000, 500, 250);
                case CONV -> convolutions(32, 64);
                case COLOUR -> convolutions(32, 64, 128, 128);
            };
        }

        private AutoencoderConfig dense(Integer... widths) {
            return linearOutputs(new MlpBody(List.of(widths), Activation.GELU, Normalization.NONE, 0));
        }

        private AutoencoderConfig convolutions(Integer... channels) {
            return linearOutputs(new ConvBody(
                    List.of(channels),
                    1,
                    3,
                    ConvBody.Down.STRIDE,
                    ConvBody.Up.TRANSPOSED,
                    Activation.GELU,
                    Normalization.NONE));
        }

        private AutoencoderConfig linearOutputs(Body body) {
            return AutoencoderConfig.plain(shape(), latent, body);
        }
    }
}
