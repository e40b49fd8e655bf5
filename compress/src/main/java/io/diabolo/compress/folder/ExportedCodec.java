package io.diabolo.compress.folder;

import io.diabolo.codec.Codec;
import io.diabolo.codec.network.CodecNetwork;
import io.diabolo.codec.network.CodecSizes;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.ExportedValues;
import io.diabolo.engine.Tensor;
import io.diabolo.error.CorruptFileException;
import io.diabolo.nn.SavedTensors;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.util.Map;

/** A codec's file, {@code codec.safetensors}, as the beginning of another training. */
public final class ExportedCodec implements ExportedValues {

    private final String source;
    private final CodecSizes sizes;
    private final Map<String, NamedTensor> tensors;
    private final float[] hyperMeans;
    private final float[] hyperDeviations;

    private ExportedCodec(String source, CodecSizes sizes, Map<String, NamedTensor> tensors) {
        this.source = source;
        this.sizes = sizes;
        this.tensors = tensors;
        hyperMeans = new float[sizes.hyper()];
        hyperDeviations = new float[sizes.hyper()];
        moments();
    }

    /**
     * The released codec for photographs.
     *
     * @throws io.diabolo.error.UnsupportedFormatException where it is not on the class path
     */
    public static ExportedCodec photo() {
        return read("codec " + Codec.PHOTO_ID, Codec.photoWeights());
    }

    /** @throws CorruptFileException for what is no codec */
    public static ExportedCodec read(String source, byte[] content) {
        CodecSizes sizes = CodecNetwork.load(source, content, Kernel.scalar()).sizes();
        return new ExportedCodec(
                source,
                sizes,
                SavedTensors.byName(Safetensors.read(source, content, Safetensors.Limits.STANDARD)
                        .tensors()));
    }

    /** The sizes of a model that can {@linkplain CompressionModel#startAs start as} it. */
    public CompressionConfig config() {
        return new CompressionConfig(
                sizes.latent(),
                sizes.hyper(),
                sizes.features(),
                sizes.context(),
                sizes.slices(),
                sizes.lambdas(),
                sizes.encoder(),
                sizes.complete());
    }

    @Override
    public Tensor tensor(String name, long... shape) {
        NamedTensor tensor = tensors.get(name);
        if (tensor instanceof NamedTensor.F16 half) {
            return Tensor.of(half.toFloats(), shape);
        }
        if (tensor instanceof NamedTensor.F32 single) {
            return Tensor.of(single.values(), shape);
        }
        throw new CorruptFileException("%s has no floats '%s'; take a good copy".formatted(source, name));
    }

    @Override
    public float[] hyperMeans() {
        return hyperMeans.clone();
    }

    @Override
    public float[] hyperDeviations() {
        return hyperDeviations.clone();
    }

    /** From the cumulative frequencies, whose last one is the escape's. */
    private void moments() {
        int[] rows = integers("tables.hyper");
        int[] first = integers("tables.hyper_offset");
        int width = rows.length / sizes.hyper();
        for (int channel = 0; channel < sizes.hyper(); channel++) {
            double total = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 1; i < width; i++) {
                double frequency = rows[channel * width + i] - rows[channel * width + i - 1];
                double value = first[channel] + i - 1;
                total += frequency;
                sum += frequency * value;
                squares += frequency * value * value;
            }
            double mean = sum / total;
            hyperMeans[channel] = (float) mean;
            hyperDeviations[channel] = (float) Math.sqrt(Math.max(0, squares / total - mean * mean));
        }
    }

    private int[] integers(String name) {
        if (tensors.get(name) instanceof NamedTensor.I32 tensor) {
            return tensor.values();
        }
        throw new CorruptFileException("%s has no integers '%s'; take a good copy".formatted(source, name));
    }
}
