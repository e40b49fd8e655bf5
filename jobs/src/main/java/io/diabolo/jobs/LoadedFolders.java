package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read from folders, kept to answer from memory. The last few that were asked stay loaded; one whose folder has been
 * written anew is read again. Calls to one folder take turns; those to several run at once.
 *
 * @param <T> what a folder holds
 */
final class LoadedFolders<T extends AutoCloseable> implements AutoCloseable {

    private static final int KEPT = 4;

    private final EngineTurns turns;
    private final BiFunction<Path, Device, T> reader;
    private final Map<Path, Loaded<T>> folders = new LinkedHashMap<>(KEPT, 0.75f, true);

    /** @param reader reads a folder that has a {@code config.json} */
    LoadedFolders(EngineTurns turns, BiFunction<Path, Device, T> reader) {
        this.turns = turns;
        this.reader = reader;
    }

    /** Does something of milliseconds with what a folder holds, whatever else computes. */
    <R> R use(Path folder, Function<T, R> action) {
        return turns.beside(device -> {
            while (true) {
                Loaded<T> loaded = loaded(folder);
                synchronized (loaded) {
                    if (!loaded.dropped) {
                        return action.apply(loaded.current(device));
                    }
                }
            }
        });
    }

    private Loaded<T> loaded(Path folder) {
        List<Loaded<T>> dropped = new ArrayList<>();
        Loaded<T> wanted;
        synchronized (folders) {
            wanted = folders.computeIfAbsent(folder, path -> new Loaded<>(path, reader));
            while (folders.size() > KEPT) {
                dropped.add(folders.remove(folders.keySet().iterator().next()));
            }
        }
        dropped.forEach(Loaded::drop);
        return wanted;
    }

    @Override
    public void close() {
        List<Loaded<T>> all;
        synchronized (folders) {
            all = List.copyOf(folders.values());
            folders.clear();
        }
        all.forEach(Loaded::drop);
    }

    /** A folder and, once somebody has asked, what it holds. */
    private static final class Loaded<T extends AutoCloseable> {

        private final Path folder;
        private final BiFunction<Path, Device, T> reader;
        private @Nullable T held;
        private @Nullable FileTime written;
        private boolean dropped;

        Loaded(Path folder, BiFunction<Path, Device, T> reader) {
            this.folder = folder;
            this.reader = reader;
        }

        /** Held by whoever asks, with this object's lock. */
        T current(Device device) {
            FileTime now = modified();
            T known = held;
            if (known != null && now.equals(written)) {
                return known;
            }
            close();
            T read = reader.apply(folder, device);
            held = read;
            written = now;
            return read;
        }

        private FileTime modified() {
            try {
                return Files.getLastModifiedTime(folder.resolve("config.json"));
            } catch (IOException e) {
                throw new BadInputException("%s holds no model".formatted(folder), e);
            }
        }

        synchronized void drop() {
            dropped = true;
            close();
        }

        private void close() {
            T old = held;
            held = null;
            if (old == null) {
                return;
            }
            try {
                old.close();
            } catch (Exception e) {
                throw new IllegalStateException("memory of the engine cannot be freed", e);
            }
        }
    }
}
