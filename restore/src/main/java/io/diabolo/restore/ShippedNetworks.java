package io.diabolo.restore;

import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.runtime.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The networks for photographs, resources of the artefact diabolo-models. */
public final class ShippedNetworks {

    private static final String FOLDER = "/io/diabolo/models/restore/";
    private static final Map<String, RestorationNetwork> READ = new ConcurrentHashMap<>();

    private ShippedNetworks() {}

    /**
     * The file of the shipped network that does what another one is to do: where a training may begin.
     *
     * @param like the task, the channels and the factor count
     */
    public static RestorerFile like(NetworkConfig like) {
        String task = like.task().name().toLowerCase(Locale.ROOT);
        return switch (like.task()) {
            case DENOISE -> file(task + (like.pictureChannels() == 1 ? "-gray" : "-colour"));
            case INPAINT, DEBLOCK -> file(task);
            case UPSCALE -> file(task + "-" + (like instanceof ChainConfig chain ? chain.factor() : 1));
        };
    }

    /** Each read once, when it is first needed. */
    static RestorationNetwork of(String name) {
        return READ.computeIfAbsent(name, wanted -> file(wanted).network(Kernel.fastest()));
    }

    private static RestorerFile file(String name) {
        try (InputStream in = ShippedNetworks.class.getResourceAsStream(FOLDER + name + ".safetensors")) {
            if (in == null) {
                throw new UnsupportedFormatException(
                        "The restorer '%s' is not on the class path: add the artefact io.diabolo:diabolo-models."
                                .formatted(name));
            }
            return RestorerFile.read("restorer " + name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
