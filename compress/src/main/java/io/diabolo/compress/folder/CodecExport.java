package io.diabolo.compress.folder;

import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.Logistic;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.entropy.TableFitting;
import io.diabolo.json.Json;
import io.diabolo.nn.SavedTensors;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The file that a codec runs from: weights as 16-bit floats, the gains and biases of all qualities, and integer tables of
 * probabilities, so that nobody who codes with it computes one.
 */
final class CodecExport {

    private static final int FORMAT = 1;
    private static final String KEY = "codec";

    /** Numbers less likely than this share of the smallest frequency are left to the escape code. */
    private static final double RARE = 0.5 / SymbolTable.TOTAL;

    private final CompressionModel model;
    private final CompressionConfig config;
    private final List<NamedTensor> tensors = new ArrayList<>();

    private CodecExport(CompressionModel model) {
        this.model = model;
        config = model.config();
    }

    static void write(Path file, CompressionModel model, String name) {
        CodecExport codec = new CodecExport(model);
        try (TensorScope scope = TensorScope.open("export");
                NoGrad noGrad = NoGrad.open()) {
            codec.weights();
            codec.residualTables();
            codec.hyperTables();
        }
        CompressionConfig config = model.config();
        Header header = new Header(
                FORMAT,
                name,
                CompressionConfig.BLOCK,
                config.latent(),
                config.hyper(),
                config.features(),
                config.context(),
                config.slices(),
                CompressionConfig.LEVELS,
                config.lambdas(),
                config.encoder(),
                config.complete());
        Safetensors.write(
                file, codec.tensors, new TreeMap<>(Map.of(KEY, Json.tree(header).toString())));
    }

    private void weights() {
        model.layers().forEach((name, layer) -> {
            add(name + ".weight", layer.weight());
            add(name + ".bias", layer.bias());
        });
        perQuality("gain", trained("log_gain"), true);
        perQuality("inverse_gain", trained("log_inverse_gain"), true);
        perQuality("level_bias_0", trained("level_bias_0"), false);
        perQuality("level_bias_1", trained("level_bias_1"), false);
    }

    private void add(String name, Tensor tensor) {
        NamedTensor.F32 exact = SavedTensors.of(name, tensor);
        tensors.add(NamedTensor.F16.of(name, exact.shape(), exact.values()));
    }

    private Tensor trained(String name) {
        return Objects.requireNonNull(model.parameters().all().get(name));
    }

    /** A row a quality, linear between those that were trained; then exp, where rows are logarithms. */
    private void perQuality(String name, Tensor trained, boolean logarithm) {
        float[] rows = trained.toFloats();
        int width = Math.toIntExact(trained.size(1));
        int last = Math.toIntExact(trained.size(0)) - 1;
        float[] all = new float[CompressionConfig.LEVELS * width];
        for (int quality = 0; quality < CompressionConfig.LEVELS; quality++) {
            double place = quality * (double) last / (CompressionConfig.LEVELS - 1);
            int below = Math.min((int) place, last - 1);
            for (int i = 0; i < width; i++) {
                double value = rows[below * width + i]
                        + (place - below) * (rows[(below + 1) * width + i] - rows[below * width + i]);
                all[quality * width + i] = (float) (logarithm ? Math.exp(value) : value);
            }
        }
        tensors.add(new NamedTensor.F32(name, List.of((long) CompressionConfig.LEVELS, (long) width), all));
    }

    private void residualTables() {
        List<SymbolTable> tables = IntStream.range(0, Logistic.TABLES)
                .mapToObj(table -> {
                    double scale = Logistic.scale((double) table);
                    IntToDoubleFunction probability = r -> Logistic.probability(r, scale);
                    int largest = 0;
                    while (probability.applyAsDouble(largest + 1) > RARE) {
                        largest++;
                    }
                    return fit(-largest, largest, probability);
                })
                .toList();
        add("tables.residual", tables);
    }

    private void hyperTables() {
        int limit = CompressionModel.HYPER_LIMIT;
        int values = 2 * limit + 1;
        float[] z = new float[config.hyper() * values];
        for (int i = 0; i < z.length; i++) {
            z[i] = i % values - limit;
        }
        double[] nats =
                model.hyperNats(Tensor.of(z, 1, config.hyper(), values, 1)).toDoubles();
        add(
                "tables.hyper",
                IntStream.range(0, config.hyper())
                        .mapToObj(channel -> fit(-limit, limit, v -> Math.exp(-nats[channel * values + v + limit])))
                        .toList());
    }

    private static SymbolTable fit(int first, int last, IntToDoubleFunction probability) {
        return TableFitting.fit(
                first,
                IntStream.rangeClosed(first, last).mapToDouble(probability).toArray());
    }

    /** Rows of the same length: what a table does not need repeats its last entry. */
    private void add(String name, List<SymbolTable> tables) {
        int width = tables.stream().mapToInt(table -> table.count() + 2).max().orElseThrow();
        int[] rows = new int[tables.size() * width];
        Arrays.fill(rows, SymbolTable.TOTAL);
        for (int i = 0; i < tables.size(); i++) {
            int[] cumulative = tables.get(i).cumulative();
            System.arraycopy(cumulative, 0, rows, i * width, cumulative.length);
        }
        tensors.add(new NamedTensor.I32(name, List.of((long) tables.size(), (long) width), rows));
        int[] firsts = tables.stream().mapToInt(SymbolTable::first).toArray();
        tensors.add(new NamedTensor.I32(name + "_offset", List.of((long) firsts.length), firsts));
    }

    /** The metadata under {@code codec}. */
    private record Header(
            int format,
            String name,
            int block,
            int latent,
            int hyper,
            int features,
            int context,
            List<Integer> slices,
            int levels,
            List<Double> lambdas,
            int encoder,
            int complete) {}
}
