package io.diabolo.restore;

import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.runtime.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The networks for photographs, resources of the artefact diabolo-models, each read once when it is first needed. */
final class ShippedNetworks {

    private static final String FOLDER = "/io/diabolo/models/restore/";
    private static final Map<String, RestorationNetwork> READ = new ConcurrentHashMap<>();

    private ShippedNetworks() {}

    static RestorationNetwork of(String name) {
        return READ.computeIfAbsent(name, ShippedNetworks::read);
    }

    private static RestorationNetwork read(String name) {
        try (InputStream in = ShippedNetworks.class.getResourceAsStream(FOLDER + name + ".safetensors")) {
            if (in == null) {
                throw new UnsupportedFormatException(
                        "The restorer '%s' is not on the class path: add the artefact io.diabolo:diabolo-models."
                                .formatted(name));
            }
            return RestorationNetwork.load("restorer " + name, in.readAllBytes(), Kernel.fastest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
