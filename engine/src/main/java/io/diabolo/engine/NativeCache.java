package io.diabolo.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;

/**
 * The folder into which the first process of a machine unpacks libtorch. JavaCPP locks it file by file, so a process that starts meanwhile
 * may load a library that needs another one, half written, and dies of SIGBUS. Here one process at a time loads them all.
 */
final class NativeCache {

    private static final String LOCK = "diabolo.lock";

    private NativeCache() {}

    /** Loads while no other process does; without a lock where none can be had, as in a folder that is read only. */
    static void load(Class<?> binding) {
        try (FileChannel file = FileChannel.open(
                Loader.getCacheDir().toPath().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            Loader.load(binding);
        } catch (IOException e) {
            Loader.load(binding); // Which does nothing where it was loaded before.
        }
    }
}
