package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Another kind of autoencoder whose decoder is told the label of a sample, so that the code need not hold it, and samples of
 * a label can be drawn:
 *
 * <pre>{@code
 * features -> the other bottleneck -> z [N, D], label -> one of L -> latent [N, D + L]
 * }</pre>
 *
 * <p>In training a tenth of the labels are left out (0 everywhere), so that the decoder does without where none is known. The
 * encoder is not told.
 *
 * @param inner the other kind, whose codes are numbers without space
 * @param labels the names, 1 to 1,000, in the order of the numbers that stand for them
 * @source Kingma et al. 2014 (M2) and Sohn, Lee and Yan 2015, with a posterior of the sample alone
 */
@JsonTypeName("conditional")
public record ConditionalConfig(BottleneckConfig inner, List<String> labels) implements BottleneckConfig {

    private static final int MOST_LABELS = 1_000;

    /** The share of a batch whose labels are left out. */
    private static final double LEFT_OUT = 0.1;

    public ConditionalConfig {
        labels = List.copyOf(labels);
        if (inner.keepsSpace() || !inner.conditions().isEmpty()) {
            throw new BadInputException(
                    "codes of a %s autoencoder take no labels beside them: use a variational, wasserstein, adversarial or plain one"
                            .formatted(inner.kind()));
        }
        if (labels.isEmpty() || labels.size() > MOST_LABELS || new HashSet<>(labels).size() < labels.size()) {
            throw new BadInputException("a model can be told 1 to %,d labels, all different; these are %,d"
                    .formatted(MOST_LABELS, labels.size()));
        }
    }

    /** A variational one with two labels. */
    public static ConditionalConfig defaults() {
        return new ConditionalConfig(VariationalConfig.defaults(), List.of("0", "1"));
    }

    @Override
    public String kind() {
        return inner.kind();
    }

    @Override
    public String describe() {
        return "%s, told %,d labels".formatted(inner.describe(), labels.size());
    }

    @Override
    public Shape latentShape(Shape features, int latent) {
        return Shape.of(inner.latentShape(features, latent).elements() + labels.size());
    }

    @Override
    public long parameters(Place place) {
        return inner.parameters(place);
    }

    @Override
    public boolean penalised() {
        return inner.penalised();
    }

    @Override
    public boolean mixesSamples() {
        return inner.mixesSamples();
    }

    @Override
    public boolean hasPosterior() {
        return inner.hasPosterior();
    }

    @Override
    public List<String> conditions() {
        return labels;
    }

    @Override
    public String priorInWords() {
        return inner.priorInWords();
    }

    @Override
    public boolean hasStandardPrior() {
        return inner.hasStandardPrior();
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        return new Told(inner.build(parameters, place, encoder), labels.size(), inner.hasPosterior());
    }

    /** As it is built. */
    private record Told(Bottleneck inner, int labels, boolean hasPosterior) implements Bottleneck {

        @Override
        public Latent compress(Tensor features, Pass pass, long step) {
            Latent latent = inner.compress(features, pass, step);
            Tensor condition = condition(latent.code().size(0), pass);
            return new Latent(
                    Tensor.concat(List.of(latent.code(), condition), 1),
                    latent.penalties(),
                    hasPosterior ? latent.probability() : null,
                    condition);
        }

        private Tensor condition(long count, Pass pass) {
            Tensor given = pass.labels();
            if (given == null) {
                return Tensor.zeros(count, labels);
            }
            return pass.training() && pass.samples()
                    ? given.mul(Tensor.bernoulli(pass.generator(), 1 - LEFT_OUT, count, 1))
                    : given;
        }

        @Override
        public Optional<Density> prior() {
            return inner.prior().map(density -> new WithLabels(density, labels));
        }

        @Override
        public void afterStep() {
            inner.afterStep();
        }
    }

    /** Codes with labels behind them, of which one is as probable as another. */
    private record WithLabels(Density inner, int labels) implements Density {

        @Override
        public Tensor sample(int count, double temperature, Generator random) {
            Tensor drawn = inner.sample(count, temperature, random);
            float[] uniform = Tensor.uniform(random, 0, 1, count).toFloats();
            float[] values = new float[count * labels];
            for (int i = 0; i < count; i++) {
                values[i * labels + Math.min(labels - 1, (int) (uniform[i] * labels))] = 1;
            }
            return Tensor.concat(List.of(drawn, Tensor.of(values, count, labels)), 1);
        }

        @Override
        public Tensor logDensity(Tensor latent) {
            return inner.logDensity(latent.narrow(1, 0, latent.size(1) - labels))
                    .sub(Math.log(labels));
        }
    }
}
