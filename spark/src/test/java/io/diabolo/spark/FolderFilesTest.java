package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void folder_thatIsReadAgain_isReadOnlyWhereItChanged() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        FolderFiles first = FolderFiles.of(folder, null);
        assertThat(FolderFiles.of(folder, first)).isSameAs(first);
        Files.writeString(folder.resolve("config.json"), "{ }");
        FolderFiles second = FolderFiles.of(folder, first);
        assertThat(second.hash()).isNotEqualTo(first.hash());
        Path copy = folder.resolve("copy");
        first.write(Files.createDirectory(copy));
        assertThat(FolderFiles.of(copy, second).hash()).isEqualTo(first.hash());
        Files.delete(copy.resolve("config.json"));
        Files.delete(copy);
        assertThatThrownBy(() -> FolderFiles.of(copy, second))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no such folder");
    }
}
