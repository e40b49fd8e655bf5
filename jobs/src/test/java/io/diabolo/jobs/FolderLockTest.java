package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void acquire_aLockedFolder_isRefusedUntilItIsGivenBack() {
        Path out = folder.resolve("model");
        FolderLock first = FolderLock.acquire(out);
        assertThatThrownBy(() -> FolderLock.acquire(out))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is being written by another run");
        first.close();
        FolderLock.acquire(out).close();
    }

    @Test
    void acquire_theFileOfAKilledProcess_isTakenOver() throws IOException {
        Files.writeString(folder.resolve(FolderLock.FILE), "left behind");
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(folder.resolve(FolderLock.FILE)).exists();
        }
        assertThat(folder.resolve(FolderLock.FILE)).doesNotExist();
    }

    @Test
    void close_anEmptyFolderThatWasMade_isRemovedWithItsParents() {
        FolderLock.acquire(folder.resolve("a").resolve("b")).close();
        assertThat(folder.resolve("a")).doesNotExist();
        assertThat(folder).exists();
    }

    @Test
    void close_aFolderWithFiles_stays() throws IOException {
        Path out = folder.resolve("model");
        try (FolderLock lock = FolderLock.acquire(out)) {
            Files.writeString(out.resolve("config.json"), "{}");
        }
        assertThat(out.resolve("config.json")).exists();
    }

    @Test
    void acquire_whatAnotherProcessHolds_isRefused() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        folder.toString()))
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('h');
            assertThatThrownBy(() -> FolderLock.acquire(folder)).isInstanceOf(BadInputException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        FolderLock.acquire(folder).close();
    }

    /** Holds a lock until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (FolderLock lock = FolderLock.acquire(Path.of(arguments[0]))) {
                System.out.print('h');
                System.out.flush();
                Thread.sleep(60_000);
            }
        }
    }
}
