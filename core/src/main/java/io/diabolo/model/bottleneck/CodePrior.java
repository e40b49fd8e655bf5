package io.diabolo.model.bottleneck;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes that are drawn independently at each position, each as often as training saw it.
 *
 * @param latent [D] or [D, *S]
 */
record CodePrior(Codebook codebook, Shape latent) implements Density, CodeNumbers {

    private static final double TINY = 1e-12;

    @Override
    public Tensor sample(int count, double temperature, Generator random) {
        long positions = count * latent.elements() / latent.size(0);
        Tensor shares = codebook.shares().clamp(TINY, 1);
        List<Tensor> numbers = new ArrayList<>();
        for (int group = 0; group < codebook.groups(); group++) {
            // The first of exponential waiting times whose rates are the shares.
            Tensor times = Tensor.uniform(random, TINY, 1, positions, codebook.codes())
                    .log()
                    .neg();
            Tensor own = shares.narrow(0, group, 1);
            // Powers of the shares leave what float32 can bear; their logarithms do not.
            Tensor waiting = temperature == 1
                    ? times.div(own)
                    : times.log().sub(own.log().div(temperature));
            numbers.add(waiting.argMin(1));
        }
        return Vectors.back(codebook.vectors(numbers), sizes(count)).flatten();
    }

    @Override
    public Tensor logDensity(Tensor codes) {
        Tensor vectors = Vectors.of(codes.reshape(sizes(codes.size(0))));
        Tensor logShares = codebook.shares().clamp(TINY, 1).log();
        List<Tensor> numbers = codebook.nearest(vectors);
        List<Tensor> nats = new ArrayList<>();
        for (int group = 0; group < numbers.size(); group++) {
            nats.add(logShares.narrow(0, group, 1).reshape(codebook.codes(), 1).rows(numbers.get(group)));
        }
        return Tensor.concat(nats, 1)
                .sumPerExample()
                .reshape(codes.size(0), vectors.size(0) / codes.size(0))
                .sum(1);
    }

    /** The groups of a position side by side, then the positions of a row. */
    @Override
    public CodeGrid grid() {
        int rows = latent.rank() == 3 ? (int) latent.size(1) : 1;
        long positions = latent.elements() / latent.size(0);
        return new CodeGrid(rows, Math.toIntExact(positions / rows * codebook.groups()), codebook.codes());
    }

    @Override
    public int[][] numbersOf(Tensor codes) {
        int n = (int) codes.size(0);
        int groups = codebook.groups();
        List<Tensor> found = codebook.nearest(Vectors.of(codes.reshape(sizes(n))));
        int[][] numbers = new int[n][grid().size()];
        int positions = grid().size() / groups;
        for (int group = 0; group < groups; group++) {
            double[] ofGroup = found.get(group).toDoubles();
            for (int i = 0; i < ofGroup.length; i++) {
                numbers[i / positions][i % positions * groups + group] = (int) ofGroup[i];
            }
        }
        return numbers;
    }

    @Override
    public Tensor codesOf(int[]... numbers) {
        int groups = codebook.groups();
        int positions = grid().size() / groups;
        List<Tensor> ofGroups = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            long[] own = new long[numbers.length * positions];
            for (int i = 0; i < own.length; i++) {
                own[i] = numbers[i / positions][i % positions * groups + group];
            }
            ofGroups.add(Tensor.of(own));
        }
        return Vectors.back(codebook.vectors(ofGroups), sizes(numbers.length)).flatten();
    }

    /** Those of a batch: N, D, *S. */
    private long[] sizes(long count) {
        long[] sizes = new long[latent.rank() + 1];
        sizes[0] = count;
        for (int axis = 0; axis < latent.rank(); axis++) {
            sizes[axis + 1] = latent.size(axis);
        }
        return sizes;
    }
}
