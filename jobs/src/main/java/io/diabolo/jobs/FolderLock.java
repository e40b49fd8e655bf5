package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from writing into a folder: the operating system's lock on a file in it. The lock ends with the process that
 * holds it, whatever becomes of the file.
 */
public final class FolderLock implements AutoCloseable {

    /** The file in the folder, which is deleted when the lock is given back. */
    static final String FILE = ".diabolo.lock";

    /** Files that this process has locked. On POSIX systems, to open and close a locked file here would give up its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Behind the file's content. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_CONTENT = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final @Nullable Path existing;

    private FolderLock(Path file, FileChannel channel, @Nullable Path existing) {
        this.file = file;
        this.channel = channel;
        this.existing = existing;
    }

    /**
     * Locks a folder, which is made if it does not exist.
     *
     * @throws BadInputException if somebody holds it
     * @throws OutputException if it cannot be made or written
     */
    public static FolderLock acquire(Path folder) {
        return acquire(folder, folder, FILE);
    }

    /**
     * Locks a file that is written in place, by another file beside it.
     *
     * @throws BadInputException if somebody holds it
     * @throws OutputException if its folder cannot be made or written
     */
    static FolderLock ofFile(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new OutputException("%s is not the name of a file; choose another name".formatted(file));
        }
        return acquire(file, folder, "." + file.getFileName() + ".lock");
    }

    /** @param shown what messages say is locked */
    private static FolderLock acquire(Path shown, Path folder, String name) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            Files.createDirectories(absolute);
            Path file = absolute.toRealPath().resolve(name);
            if (!HELD.add(file)) {
                throw taken(shown);
            }
            return lock(shown, file, existing);
        } catch (IOException e) {
            throw AtomicFiles.failure(absolute.resolve(name), e);
        }
    }

    private static FolderLock lock(Path shown, Path file, @Nullable Path existing) throws IOException {
        boolean locked = false;
        try {
            FileChannel channel = open(shown, file);
            while (channel == null) {
                channel = open(shown, file);
            }
            locked = true;
            return new FolderLock(file, channel, existing);
        } finally {
            if (!locked) {
                HELD.remove(file);
            }
        }
    }

    /** @return null if the file was deleted by its last owner between opening and locking */
    private static @Nullable FileChannel open(Path shown, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw taken(shown);
            }
            // A length tells this file from another of its name without opening it.
            int length = 1 + ThreadLocalRandom.current().nextInt(LONGEST_CONTENT);
            channel.truncate(0).write(ByteBuffer.allocate(length));
            mine = Files.exists(file) && Files.size(file) == length;
            return mine ? channel : null;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
    }

    private static BadInputException taken(Path shown) {
        return new BadInputException(
                "%s is being written by another run: wait for its end, or choose another --out".formatted(shown));
    }

    /** Gives the folder back. A folder that was made for the lock and is empty goes too. */
    @Override
    public void close() {
        try {
            deleteWhereAllowed(file);
            channel.close();
            deleteWhereAllowed(file); // Windows keeps an open file
            for (Path made = file.getParent(); made != null && !made.equals(existing); made = made.getParent()) {
                if (!isEmpty(made)) {
                    return;
                }
                Files.delete(made);
            }
        } catch (IOException e) {
            throw new OutputException("%s cannot be removed: %s".formatted(file, e), e);
        } finally {
            HELD.remove(file);
        }
    }

    private static void deleteWhereAllowed(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (java.nio.file.FileSystemException e) {
            if (!Files.exists(file)) {
                throw e;
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
