package io.diabolo.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that {@link AtomicFiles} writes first. Their names say which process writes them, and on which machine: a folder may be
 * one that several share, where the number of a process says nothing of those of other machines.
 */
final class TemporaryFiles {

    private static final Pattern NAME =
            Pattern.compile("\\.tmp-(\\d{1,18})(?:@([0-9a-f]{8}))?-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Names of releases before have no machine: they count as of this one. */
    private static final String MACHINE = "%08x".formatted(machine().hashCode());

    /** A file's time may be coarser than that of a process. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    /** Folders that this process looked through: what a killed process left was there before. */
    private static final Set<Path> SEEN = ConcurrentHashMap.newKeySet();

    private TemporaryFiles() {}

    /** A new name in a folder. */
    static Path name(Path folder) {
        return folder.resolve(".tmp-%d@%s-%s".formatted(ProcessHandle.current().pid(), MACHINE, UUID.randomUUID()));
    }

    /** The machine's name where the system gives it at once: to ask for its address may take seconds. Empty elsewhere. */
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Objects.requireNonNullElse(System.getenv("COMPUTERNAME"), "");
        }
    }

    /** Removes what processes that are gone left in a folder, the first time that this process writes into it. */
    static void removeAbandoned(Path folder) throws IOException {
        if (!SEEN.add(folder.toRealPath())) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".tmp-*")) {
            for (Path file : files) {
                if (isAbandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // The folder may be written but not read, or the file be another user's: that keeps nobody from writing.
            return;
        }
    }

    private static boolean isAbandoned(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()
                || !Objects.requireNonNullElse(name.group(2), MACHINE).equals(MACHINE)) {
            return false;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Optional<ProcessHandle> writer = ProcessHandle.of(Long.parseLong(name.group(1)));
        return attributes.isRegularFile()
                && writer.map(process -> startedAfter(process, attributes)).orElse(true);
    }

    /** Whether a process only has the number of the one that wrote the file. */
    private static boolean startedAfter(ProcessHandle process, BasicFileAttributes file) {
        Instant written = file.lastModifiedTime().toInstant();
        return process.info()
                .startInstant()
                .map(start -> start.minus(CLOCKS_DIFFER).isAfter(written))
                .orElse(false);
    }
}
