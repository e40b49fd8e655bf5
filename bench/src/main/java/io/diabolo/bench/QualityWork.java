package io.diabolo.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is learned by every side, each in its own way, while the test error is watched over the seconds. */
enum QualityWork {
    MLP_2("mlp-2", "MLP, Fashion-MNIST, 2 latents", QualityData.Source.FASHION, "mlp", 2, Pace.USUAL, 1.9),
    MLP_8("mlp-8", "MLP, Fashion-MNIST, 8 latents", QualityData.Source.FASHION, "mlp", 8, Pace.USUAL, 1.9),
    MLP_32("mlp-32", "MLP, Fashion-MNIST, 32 latents", QualityData.Source.FASHION, "mlp", 32, Pace.USUAL, 1.9),
    CONV_2("conv-2", "conv, Fashion-MNIST, 2 latents", QualityData.Source.FASHION, "conv", 2, Pace.USUAL, 4),
    CONV_8("conv-8", "conv, Fashion-MNIST, 8 latents", QualityData.Source.FASHION, "conv", 8, Pace.USUAL, 4),
    CONV_32("conv-32", "conv, Fashion-MNIST, 32 latents", QualityData.Source.FASHION, "conv", 32, Pace.USUAL, 4),
    DEEP("deep-30", "deep MLP, MNIST, 30 latents", QualityData.Source.MNIST, "deep", 30, Pace.USUAL, 2.5),
    COLOUR(
            "colour-64",
            "conv, photographs 3x64x64, 64 latents",
            QualityData.Source.CROPS,
            "colour",
            64,
            Pace.USUAL,
            2.5),
    FACES("faces-32", "conv, 240 faces 92x112, 32 latents", QualityData.Source.FACES, "faces", 32, Pace.SMALL_DATA, 2),
    VAE("vae-8", "variational MLP, Fashion-MNIST, 8 latents", QualityData.Source.FASHION, "mlp", 8, Pace.USUAL, 2),
    TABLE("table-4", "table of 36 columns, 4 latents", QualityData.Source.TABLE, "table", 4, Pace.SMALL_DATA, 0.7),
    STUDY("study", "study: mlp and conv, 2 to 64 latents", QualityData.Source.FASHION, "mlp", 2, Pace.STUDY, 7);

    private final String id;
    private final String title;
    private final QualityData.Source source;
    private final String network;
    private final int latent;
    private final Pace pace;
    private final double minutes;

    /** @param minutes of one seed, about, all sides on two quiet processors */
    QualityWork(
            String id, String title, QualityData.Source source, String network, int latent, Pace pace, double minutes) {
        this.id = id;
        this.title = title;
        this.source = source;
        this.network = network;
        this.latent = latent;
        this.pace = pace;
        this.minutes = minutes;
    }

    /** A kind of network, and where a kind has several lines its latent size. */
    String id() {
        return id;
    }

    String title() {
        return title;
    }

    QualityData.Source source() {
        return source;
    }

    /** What the peers train; several in a study. */
    List<Model> models(boolean quick) {
        if (!isStudy()) {
            return List.of(new Model(network, latent));
        }
        return Stream.of("mlp", "conv")
                .flatMap(body ->
                        (quick ? Stream.of(2) : Stream.of(2, 4, 8, 16, 32, 64)).map(size -> new Model(body, size)))
                .toList();
    }

    boolean isStudy() {
        return this == STUDY;
    }

    Measure measure() {
        return this == VAE ? Measure.NEGATIVE_ELBO : Measure.MSE;
    }

    /** Of one seed, about, all sides on two quiet processors. */
    double minutes() {
        return minutes;
    }

    /** Whether a quick run does it: one of each kind, and not the one that takes longest. */
    boolean isInQuick() {
        return switch (this) {
            case MLP_8, CONV_8, FACES, VAE, TABLE, STUDY -> true;
            case MLP_2, MLP_32, CONV_2, CONV_32, DEEP, COLOUR -> false;
        };
    }

    /** How long is trained; a quick run only sees that it works. */
    Effort effort(boolean quick) {
        return quick ? Effort.QUICK : pace.effort();
    }

    /** The words behind {@code ./diabolo}: what is learned, and nothing about how. */
    List<String> command(boolean quick) {
        if (isStudy()) {
            return quick ? List.of("study", "--latents", "2") : List.of("study");
        }
        List<String> words = new ArrayList<>(List.of("train", "--latent", Integer.toString(latent)));
        if (source != QualityData.Source.TABLE) {
            boolean dense = network.equals("mlp") || network.equals("deep");
            words.addAll(List.of("--model", dense ? "mlp" : "conv"));
        }
        if (measure() == Measure.NEGATIVE_ELBO) {
            words.add("--variational");
        }
        return words;
    }

    /**
     * A network that the peers know by name.
     *
     * @param latent its size
     */
    record Model(String network, int latent) {
        String name() {
            return network + "-" + latent;
        }
    }

    /** What is measured on the test data. */
    enum Measure {
        @JsonProperty("mse")
        MSE("test MSE", "%.5f"),
        /** Cross-entropy and KL divergence. */
        @JsonProperty("negative_elbo")
        NEGATIVE_ELBO("test -ELBO, nats", "%.2f");

        private final String label;
        private final String format;

        Measure(String label, String format) {
            this.label = label;
            this.format = format;
        }

        String label() {
            return label;
        }

        String text(double value) {
            return format.formatted(value);
        }
    }

    /** How many passes data of a size needs. */
    private enum Pace {
        USUAL,
        /** Ten times as many. */
        SMALL_DATA,
        /** Many trainings, short ones. */
        STUDY;

        private static final int MANY = 9;

        Effort effort() {
            return switch (this) {
                case USUAL -> times(1);
                case SMALL_DATA -> times(10);
                case STUDY -> new Effort(List.of(1.0, 3.0), List.of(1.0, 2.0, 3.0), 1, 3, 1);
            };
        }

        private static Effort times(int passes) {
            return new Effort(
                    epochs(passes, 0.5, 1, 3, 10),
                    epochs(passes, 0.5, 1, 2, 3, 5, 7, 10),
                    3.0 * passes,
                    10.0 * passes,
                    MANY);
        }

        private static List<Double> epochs(int passes, double... epochs) {
            return Arrays.stream(epochs).map(e -> e * passes).boxed().toList();
        }
    }

    /**
     * How long is trained.
     *
     * @param lengths epochs of Diabolo's and the expert's trainings, rising
     * @param watched epochs at which the student's one training is measured, rising
     * @param early epochs of the student after which the sides are compared
     * @param late the same, later
     * @param seeds at most so many
     */
    record Effort(List<Double> lengths, List<Double> watched, double early, double late, int seeds) {

        private static final Effort QUICK = new Effort(List.of(1.0), List.of(1.0), 1, 1, 1);

        /** The same without what is longer than {@code early}. */
        Effort untilEarly() {
            return new Effort(
                    lengths.stream().filter(epochs -> epochs <= early).toList(),
                    watched.stream().filter(epochs -> epochs <= early).toList(),
                    early,
                    late,
                    seeds);
        }
    }
}
