package io.diabolo.model.bottleneck;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A small autoregressive prior over code numbers: each is drawn given those before it that are near, and its place.
 *
 * <pre>{@code
 * p(n) = product over t of p(n_t | neighbours of t that came before)
 * neighbours [C] -> embedding [C * 16], place -> embedding [16] -> linear -> SiLU -> linear -> SiLU -> logits [K]
 * }</pre>
 *
 * The same network serves all places, so that a training sees all of them at once; drawing goes through them one after the
 * other. It owns its parameters; closing frees them.
 *
 * @source van den Oord et al. 2017, section 3.3 (a prior over codes is fitted afterwards); 2016 (pixels given those before)
 */
public final class CodeNetwork implements AutoCloseable {

    private static final int EMBEDDING = 16;
    private static final int HIDDEN = 128;

    /** Embeddings start with a deviation of a half. */
    private static final int SPREAD = 4;

    private static final double TINY = 1e-12;

    /** That are held at once: 16 MiB. */
    private static final int MOST_PROBABILITIES = 1 << 22;

    private final CodeGrid grid;
    private final Parameters parameters;
    private final Tensor embedding;
    private final Tensor places;
    private final List<Parameters.Affine> layers = new ArrayList<>();
    private final int[][] before;

    /** One that has learned nothing, whose weights follow from a seed. */
    public static CodeNetwork create(CodeGrid grid, long seed) {
        return new CodeNetwork(grid, Parameters.create(seed));
    }

    /** @param parameters an empty store, which it owns then */
    public CodeNetwork(CodeGrid grid, Parameters parameters) {
        this.grid = grid;
        this.parameters = parameters;
        before = new int[grid.size()][];
        Arrays.setAll(before, grid::before);
        try (TensorScope scope = TensorScope.open("code network")) {
            // One row more stands for what is outside.
            embedding = parameters.weight("embedding", 1, SPREAD, grid.codes() + 1L, EMBEDDING);
            places = parameters.weight("places", 1, SPREAD, grid.size(), EMBEDDING);
            long inputs = (grid.neighbours() + 1L) * EMBEDDING;
            for (long outputs : new long[] {HIDDEN, HIDDEN, grid.codes()}) {
                layers.add(parameters
                        .in(String.valueOf(layers.size()))
                        .affine(new Initialization.Fan(inputs, outputs), outputs, outputs, inputs));
                inputs = outputs;
            }
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    public CodeGrid grid() {
        return grid;
    }

    /** What it learns. */
    public List<Tensor> trainable() {
        return parameters.trainable();
    }

    /** The same by name, to be saved. */
    public Map<String, Tensor> all() {
        return parameters.all();
    }

    /**
     * {@code -log p(n)} of each sample.
     *
     * @param numbers [N][T]
     * @return [N] in nats
     */
    public Tensor nats(int[]... numbers) {
        int size = grid.size();
        float[] chosen = new float[numbers.length * size * grid.codes()];
        for (int place = 0; place < size; place++) {
            for (int sample = 0; sample < numbers.length; sample++) {
                int number = numbers[sample][place];
                if (number < 0 || number >= grid.codes()) {
                    throw new BadInputException(
                            "a code number must be from 0 to %d, was %d".formatted(grid.codes() - 1, number));
                }
                chosen[(place * numbers.length + sample) * grid.codes() + number] = 1;
            }
        }
        Tensor all = logits(numbers, 0, size);
        return all.logSoftmax(1)
                .mul(Tensor.of(chosen, all.size(0), all.size(1)))
                .sum(1)
                .reshape(size, numbers.length)
                .sum(0)
                .neg();
    }

    /**
     * Draws samples.
     *
     * @param temperature the power 1 / t of each probability, above 0
     * @return [N][T]
     */
    public int[][] sample(int count, double temperature, Generator random) {
        int[][] numbers = new int[count][grid.size()];
        int atOnce = Math.max(1, MOST_PROBABILITIES / grid.codes());
        for (int first = 0; first < count; first += atOnce) {
            int[][] part = Arrays.copyOfRange(numbers, first, Math.min(count, first + atOnce)); // the same rows
            for (int place = 0; place < grid.size(); place++) {
                draw(part, place, temperature, random);
            }
        }
        return numbers;
    }

    private void draw(int[][] numbers, int place, double temperature, Generator random) {
        try (TensorScope scope = TensorScope.open("draw a code")) {
            // The first of exponential waiting times whose rates are the probabilities.
            Tensor waiting = Tensor.uniform(random, TINY, 1, numbers.length, grid.codes())
                    .log()
                    .neg()
                    .log()
                    .sub(logits(numbers, place, 1).div(temperature));
            double[] drawn = waiting.argMin(1).toDoubles();
            for (int sample = 0; sample < numbers.length; sample++) {
                numbers[sample][place] = (int) drawn[sample];
            }
        }
    }

    /** [count * N, K], place by place. */
    private Tensor logits(int[][] numbers, int first, int count) {
        int n = numbers.length;
        int neighbours = grid.neighbours();
        long[] told = new long[count * n * neighbours];
        long[] at = new long[count * n];
        int next = 0;
        for (int place = first; place < first + count; place++) {
            for (int sample = 0; sample < n; sample++) {
                at[(place - first) * n + sample] = place;
                for (int neighbour : before[place]) {
                    told[next++] = neighbour < 0 ? grid.codes() : numbers[sample][neighbour];
                }
            }
        }
        Tensor context = embedding.rows(Tensor.of(told)).reshape((long) count * n, (long) neighbours * EMBEDDING);
        Tensor x = Tensor.concat(List.of(context, places.rows(Tensor.of(at))), 1);
        for (int i = 0; i < layers.size(); i++) {
            Tensor sum = x.linear(layers.get(i).weight(), layers.get(i).bias());
            x = i < layers.size() - 1 ? sum.silu() : sum;
        }
        return x.to(DataType.FLOAT32);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
