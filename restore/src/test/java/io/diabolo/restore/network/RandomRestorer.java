package io.diabolo.restore.network;

import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Weights files with random numbers. */
public final class RandomRestorer {

    private final Random random = new Random(5);
    private final List<NamedTensor> tensors = new ArrayList<>();
    private final String config;

    private RandomRestorer(String config) {
        this.config = config;
    }

    /** A small network that keeps the size. */
    public static RandomRestorer unet(String task, int picture, String map) {
        return unet(task, picture, map, new int[] {16, 16, 32}, new int[] {1, 0, 1, 1, 1});
    }

    /** A network that keeps the size. */
    public static RandomRestorer unet(String task, int picture, String map, int[] channels, int[] blocks) {
        RandomRestorer file = new RandomRestorer(
                "{\"task\":\"%s\",\"kind\":\"unet\",\"picture\":%d,\"map\":\"%s\",\"channels\":[%d,%d,%d],\"blocks\":[%d,%d,%d,%d,%d],\"multiple\":8}"
                        .formatted(
                                task,
                                picture,
                                map,
                                channels[0],
                                channels[1],
                                channels[2],
                                blocks[0],
                                blocks[1],
                                blocks[2],
                                blocks[3],
                                blocks[4]));
        int inputs = picture + (map.equals("none") ? 0 : 1);
        file.layer("head", channels[0], 4 * inputs, 3);
        file.blocks("enc1", blocks[0], channels[0]);
        file.layer("down1", channels[1], channels[0], 2);
        file.blocks("enc2", blocks[1], channels[1]);
        file.layer("down2", channels[2], channels[1], 2);
        file.blocks("body", blocks[2], channels[2]);
        file.layer("up2", 4 * channels[1], channels[2], 1);
        file.blocks("dec2", blocks[3], channels[1]);
        file.layer("up1", 4 * channels[0], channels[1], 1);
        file.blocks("dec1", blocks[4], channels[0]);
        file.layer("tail", 4 * picture, channels[0], 3);
        return file;
    }

    /** A network that enlarges. */
    public static RandomRestorer chain(int factor, int channels, int blocks) {
        RandomRestorer file = new RandomRestorer(
                "{\"task\":\"upscale\",\"kind\":\"chain\",\"picture\":1,\"factor\":%d,\"channels\":%d,\"blocks\":%d}"
                        .formatted(factor, channels, blocks));
        file.layer("head", channels, 1, 3);
        file.blocks("body", blocks, channels);
        file.layer("tail", factor * factor, channels, 3);
        return file;
    }

    public List<NamedTensor> tensors() {
        return tensors;
    }

    public RestorationNetwork load(Kernel kernel) {
        return RestorationNetwork.load("test", bytes(), kernel);
    }

    /** The file. */
    public byte[] bytes() {
        return bytes(Map.of("format", "diabolo-restorer", "version", "1", "config", config));
    }

    /** The file with other metadata; a config is kept where none is given. */
    public byte[] bytes(Map<String, String> metadata) {
        TreeMap<String, String> all = new TreeMap<>(Map.of("config", config));
        all.putAll(metadata);
        try {
            Path file = Files.createTempFile("restorer", ".safetensors");
            try {
                Safetensors.write(file, tensors, all);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void blocks(String name, int count, int channels) {
        for (int i = 0; i < count; i++) {
            layer("%s.%d.conv1".formatted(name, i), channels, channels, 3);
            layer("%s.%d.conv2".formatted(name, i), channels, channels, 3);
        }
    }

    private void layer(String name, int outputs, int inputs, int size) {
        // Of a deviation that keeps values as large as they are.
        double scale = Math.sqrt(0.7 / (inputs * size * size));
        tensors.add(tensor(name + ".weight", scale, outputs, inputs, size, size));
        tensors.add(tensor(name + ".bias", 0.02, outputs));
    }

    private NamedTensor tensor(String name, double scale, long... shape) {
        List<Long> sizes = new ArrayList<>();
        int count = 1;
        for (long size : shape) {
            sizes.add(size);
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return NamedTensor.F16.of(name, sizes, values);
    }
}
