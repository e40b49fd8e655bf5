package io.diabolo.model.bottleneck;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;

/**
 * The density of a {@link LayeredPrior}, estimated by one draw of the second layer for each code.
 *
 * @param pass whose random numbers are drawn; without any they are those of a fixed seed
 */
record LayeredDensity(Networks networks, Pass pass) implements Density {

    /**
     * What it learns.
     *
     * @param up from z to q(u | z)
     * @param down from u to p(z | u)
     * @param first D
     * @param second D'
     */
    record Networks(Layer up, Layer down, int first, int second) {

        DiagonalGaussian posterior(Tensor z, Pass pass) {
            return VariationalBottleneck.gaussian(up.forward(z, pass), second);
        }

        DiagonalGaussian likelihood(Tensor u, Pass pass) {
            return VariationalBottleneck.gaussian(down.forward(u, pass), first);
        }
    }

    static Networks networks(Parameters parameters, LayeredPrior prior, int latent) {
        return new Networks(
                network(parameters.in("up"), latent, prior.hidden(), prior.latent()),
                network(parameters.in("down"), prior.latent(), prior.hidden(), latent),
                latent,
                prior.latent());
    }

    private static Layer network(Parameters parameters, int inputs, int hidden, int outputs) {
        Layer first = Linear.layer(parameters.in("0"), inputs, hidden);
        Layer second = Linear.layer(parameters.in("1"), hidden, hidden);
        Layer last = Linear.layer(parameters.in("2"), hidden, 2L * outputs);
        return (x, pass) ->
                last.forward(second.forward(first.forward(x, pass).tanh(), pass).tanh(), pass);
    }

    /** The numbers of a network to means and variances. */
    static long parameters(long inputs, long hidden, long outputs) {
        return (inputs + 1) * hidden + (hidden + 1) * hidden + (hidden + 1) * 2 * outputs;
    }

    /** The temperature narrows both layers. */
    @Override
    public Tensor sample(int count, double temperature, Generator random) {
        Tensor u = DiagonalGaussian.standard(networks.second).sample(count, temperature, random);
        return networks.likelihood(u, pass).sample(count, temperature, random);
    }

    @Override
    public Tensor logDensity(Tensor latent) {
        Tensor z = latent.to(DataType.FLOAT32);
        DiagonalGaussian posterior = networks.posterior(z, pass);
        Tensor u = drawn(posterior, (int) z.size(0));
        return networks.likelihood(u, pass)
                .logDensity(z)
                .add(DiagonalGaussian.standard(networks.second).logDensity(u))
                .sub(posterior.logDensity(u));
    }

    private Tensor drawn(DiagonalGaussian posterior, int count) {
        if (pass.samples()) {
            return posterior.sample(count, pass.generator());
        }
        try (Generator fixed = Generator.of(0)) {
            return posterior.sample(count, fixed);
        }
    }
}
