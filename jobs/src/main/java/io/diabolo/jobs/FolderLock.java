package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from writing into a folder: the operating system's lock on a file in it. The lock ends with the process that
 * holds it, whatever becomes of the file.
 */
final class FolderLock implements AutoCloseable {

    /** The file in the folder, which is deleted when the lock is given back. */
    static final String FILE = ".diabolo.lock";

    /** Behind the file's content, which others may read while it is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

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
    static FolderLock acquire(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        Path file = absolute.resolve(FILE);
        try {
            Files.createDirectories(absolute);
            FileChannel channel = open(file);
            while (channel == null) {
                channel = open(file);
            }
            return new FolderLock(file, channel, existing);
        } catch (OverlappingFileLockException e) {
            throw taken(folder);
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    /** @return null if the file was deleted by its last owner between opening and locking */
    private static @Nullable FileChannel open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw taken(file.getParent());
            }
            String token = UUID.randomUUID().toString();
            channel.truncate(0).write(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8)));
            mine = token.equals(content(file));
            return mine ? channel : null;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static BadInputException taken(@Nullable Path folder) {
        return new BadInputException(
                "%s is being written by another run: wait for its end, or choose another --out".formatted(folder));
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
