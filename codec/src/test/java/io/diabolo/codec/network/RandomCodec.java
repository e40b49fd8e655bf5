package io.diabolo.codec.network;

import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A codec that has learnt nothing: seeded weights, of which every network and many scales are busy. */
final class RandomCodec {

    static final CodecSizes TINY =
            new CodecSizes("tiny", 12, 4, 8, 6, List.of(2, 3, 7), 3, List.of(0.1, 0.2, 0.3), 1, 0);

    static final CodecSizes FULL =
            new CodecSizes("photo", 256, 48, 96, 64, List.of(16, 32, 64, 144), 127, List.of(0.1), 1, 0);

    private final CodecSizes sizes;
    private final Random random = new Random(7);
    final List<NamedTensor> tensors = new ArrayList<>();
    String metadata;

    RandomCodec(CodecSizes sizes) {
        this.sizes = sizes;
        this.metadata = metadata(sizes);
        int latent = sizes.latent();
        int features = sizes.features();
        convolution("analysis.linear", latent, 768, 1);
        convolution("analysis.0", 64, 48, 3);
        convolution("analysis.1", 96, 64, 3);
        convolution("analysis.2", 96, 96, 3);
        convolution("analysis.3", 128, 96, 3);
        convolution("analysis.4", latent, 128, 3);
        convolution("hyper_analysis.0", features, latent, 1);
        convolution("hyper_analysis.1", features, features, 3);
        convolution("hyper_analysis.2", sizes.hyper(), features, 3);
        convolution("hyper_synthesis.0", 4 * features, sizes.hyper(), 3);
        convolution("hyper_synthesis.1", 4 * features, features, 1);
        convolution("hyper_synthesis.2", features, features, 3);
        for (int i = 0; i < sizes.slices().size(); i++) {
            int width = sizes.slices().get(i);
            convolution("context." + i + ".0", sizes.context(), features + sizes.slicesBefore(i) + width, 3);
            convolution("context." + i + ".1", sizes.context(), sizes.context(), 1);
            convolution("context." + i + ".2", 2 * width, sizes.context(), 1);
            raiseScales("context." + i + ".2.bias", width);
        }
        synthesis(latent);
        perLevel("gain", latent, 20, 60);
        perLevel("inverse_gain", latent, 0.02f, 0.05f);
        perLevel("level_bias_0", 96, -1, 1);
        perLevel("level_bias_1", 48, -0.1f, 0.1f);
        tables("tables.hyper", sizes.hyper());
        tables("tables.residual", LatentCoder.SCALES);
    }

    byte[] bytes(Path folder) throws IOException {
        Path file = folder.resolve("codec.safetensors");
        Safetensors.write(file, tensors, new TreeMap<>(Map.of("codec", metadata)));
        return Files.readAllBytes(file);
    }

    static String metadata(CodecSizes sizes) {
        return "{\"format\":1,\"name\":\"%s\",\"block\":16,\"latent\":%d,\"hyper\":%d,\"features\":%d,\"context\":%d,\"slices\":[%s],\"levels\":%d,\"lambdas\":%s,\"complete\":%d}"
                .formatted(
                        sizes.name(),
                        sizes.latent(),
                        sizes.hyper(),
                        sizes.features(),
                        sizes.context(),
                        sizes.slices().stream().map(String::valueOf).collect(Collectors.joining(",")),
                        sizes.levels(),
                        sizes.lambdas(),
                        sizes.complete());
    }

    private void synthesis(int latent) {
        convolution("synthesis.linear", 768, latent, 1);
        convolution("synthesis.0", 96, latent, 3);
        convolution("synthesis.1", 256, 96, 1);
        convolution("synthesis.2", 64, 64, 3);
        convolution("synthesis.3", 192, 64, 1);
        convolution("synthesis.4", 48, 48, 1);
        convolution("synthesis.5", 48, 48, 3);
        convolution("synthesis.6", 48, 48, 3);
    }

    private void convolution(String name, int outputs, int inputs, int size) {
        float range = (float) Math.sqrt(3.0 / (inputs * size * size));
        float[] weights = floats(outputs * inputs * size * size, -range, range);
        tensors.add(NamedTensor.F16.of(name + ".weight", shape(outputs, inputs, size, size), weights));
        tensors.add(NamedTensor.F16.of(name + ".bias", shape(outputs), floats(outputs, -0.1f, 0.1f)));
    }

    /** From below the first table to past the last. */
    private void raiseScales(String name, int width) {
        float[] bias = floats(2 * width, -0.1f, 0.1f);
        System.arraycopy(floats(width, -10, 70), 0, bias, width, width);
        tensors.set(tensors.size() - 1, NamedTensor.F16.of(name, shape(2 * width), bias));
    }

    private void perLevel(String name, int channels, float from, float to) {
        float[] values = floats(sizes.levels() * channels, from, to);
        tensors.add(new NamedTensor.F32(name, shape(sizes.levels(), channels), values));
    }

    private void tables(String name, int count) {
        int[] rows = new int[count * 3];
        for (int i = 0; i < count; i++) {
            rows[i * 3 + 1] = 100 + i;
            rows[i * 3 + 2] = 65_536;
        }
        tensors.add(new NamedTensor.I32(name, shape(count, 3), rows));
        tensors.add(new NamedTensor.I32(name + "_offset", shape(count), new int[count]));
    }

    private float[] floats(int n, float from, float to) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = from + random.nextFloat() * (to - from);
        }
        return values;
    }

    private static List<Long> shape(int... dimensions) {
        return Arrays.stream(dimensions).asLongStream().boxed().toList();
    }
}
