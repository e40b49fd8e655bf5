package io.diabolo.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diabolo.error.OutputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void write_missingParents_createsThemAndLeavesOnlyTheFile() throws IOException {
        Path target = folder.resolve("a/b/c.txt");
        AtomicFiles.writeString(target, "déjà");
        assertThat(Files.readString(target)).isEqualTo("déjà");
        assertThat(names(folder.resolve("a/b"))).containsExactly("c.txt");
    }

    @Test
    void write_existingFile_replacesItWithTheUsualPermissions() throws IOException {
        Path target = folder.resolve("x");
        Path plain = Files.createFile(folder.resolve("plain"));
        AtomicFiles.writeString(target, "old");
        AtomicFiles.writeString(target, "new");
        assertThat(Files.readString(target)).isEqualTo("new");
        if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(target)).isEqualTo(Files.getPosixFilePermissions(plain));
        }
    }

    @Test
    void write_firstIntoAFolder_removesWhatKilledProcessesLeftAndNothingElse() throws Exception {
        String uuid = "-1b4e28ba-2fa1-11d2-883f-0016d3cca427";
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectErrorStream(true)
                .start();
        gone.getInputStream().readAllBytes();
        gone.waitFor();
        long own = ProcessHandle.current().pid();
        Path left = Files.createFile(folder.resolve(".tmp-" + gone.pid() + uuid));
        Path running = Files.createFile(folder.resolve(".tmp-" + own + uuid));
        Path numberUsedAgain = Files.createFile(folder.resolve(".tmp-" + own + uuid.replace('1', '2')));
        Files.setLastModifiedTime(numberUsedAgain, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        String machine = TemporaryFiles.name(folder).getFileName().toString().replaceAll(".*(@[0-9a-f]{8})-.*", "$1");
        Path leftHere = Files.createFile(folder.resolve(".tmp-" + gone.pid() + machine + uuid));
        Path otherMachines = Files.createFile(folder.resolve(".tmp-" + gone.pid() + "@0123abcd" + uuid));
        Path others = Files.createFile(folder.resolve(".tmp-" + gone.pid() + "-notes"));
        Path directory = Files.createDirectory(folder.resolve(".tmp-" + gone.pid() + uuid.replace('1', '3')));

        AtomicFiles.writeString(folder.resolve("x"), "text");

        assertThat(left).doesNotExist();
        assertThat(leftHere).doesNotExist();
        assertThat(otherMachines).exists();
        assertThat(numberUsedAgain).doesNotExist();
        assertThat(running).exists();
        assertThat(others).exists();
        assertThat(directory).exists();
    }

    @Test
    void write_bodyFailsHalfWay_keepsTheOldFileAndNothingElse() throws IOException {
        Path target = folder.resolve("x");
        AtomicFiles.writeString(target, "old");
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
                    out.write(new byte[1 << 17]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(OutputException.class)
                .hasMessage("cannot write %s: No space left on device; free some space or choose another disk", target);
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
                    out.write("half".getBytes(UTF_8));
                    throw new IllegalStateException("a fault in the body");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Files.readString(target)).isEqualTo("old");
        assertThat(names(folder)).containsExactly("x");
    }

    @Test
    void write_interruptedThread_stillWrites() throws IOException {
        Path target = folder.resolve("x");
        Thread.currentThread().interrupt();
        try {
            AtomicFiles.writeString(target, "saved");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readString(target)).isEqualTo("saved");
    }

    @Test
    void write_folderOrFileInTheWay_saysWhatToDo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> AtomicFiles.writeString(folder, ""))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(folder + " is a folder");
        assertThatThrownBy(() -> AtomicFiles.writeString(file.resolve("x"), ""))
                .isInstanceOf(OutputException.class)
                .hasMessage(
                        "cannot write %s: %s is a file where a folder is needed; choose another folder",
                        file.resolve("x"), file);
    }

    /** A pipe stands for devices: a test that fails must not take /dev/null from the machine. */
    @Test
    void write_ontoAPipe_isRefusedAndLeavesIt() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeThat(Files.isExecutable(Path.of("/usr/bin/mkfifo"))).isTrue();
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> AtomicFiles.writeString(pipe, "x"))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("pipe is a device or a pipe");
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
    }

    @Test
    void failure_knownCauses_saysWhatToDo() {
        // Made by hand: the administrator, as whom builds often run, may write everywhere.
        assertThat(AtomicFiles.failure(folder, new AccessDeniedException("x")))
                .hasMessage(
                        "cannot write %s: permission denied; choose another folder or change its permissions", folder);
        assertThat(AtomicFiles.failure(folder, new FileSystemException("x", null, "Read-only file system")))
                .hasMessage("cannot write %s: Read-only file system; choose another folder", folder);
        assertThat(AtomicFiles.failure(folder, new IOException("There is not enough space on the disk")))
                .hasMessageContaining("free some space");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
