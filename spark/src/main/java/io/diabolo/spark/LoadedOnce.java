package io.diabolo.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Models of a JVM: each is loaded once, whichever tasks ask for it, and stays until the JVM ends. */
final class LoadedOnce<M> {

    private final Map<String, M> models = new ConcurrentHashMap<>();
    private final Function<Path, M> load;

    /** @param load reads a folder; what it returns may be used by several threads */
    LoadedOnce(Function<Path, M> load) {
        this.load = load;
    }

    M of(FolderFiles files) {
        return models.computeIfAbsent(files.hash(), hash -> files.unpacked(load));
    }
}
