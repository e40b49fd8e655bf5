package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDataTest {

    @Test
    void generatedFiles_areReadBack_andMadeOnce(@TempDir Path folder) throws IOException {
        BenchData data = new BenchData(null, folder, true);
        BenchData.Files colour = data.files(Work.Network.COLOUR);
        Dataset read = DataSource.openWhole(colour.train(), DataOptions.defaults());
        assertThat(read.shape()).isEqualTo(Work.Network.COLOUR.shape());
        assertThat(read.size()).isEqualTo(512);
        Object before = Files.getLastModifiedTime(colour.train());
        assertThat(data.files(Work.Network.COLOUR)).isEqualTo(colour);
        assertThat(Files.getLastModifiedTime(colour.train())).isEqualTo(before);
    }

    @Test
    void givenFolder_isLookedThrough(@TempDir Path folder) throws IOException {
        Path place = Files.createDirectories(folder.resolve("images/fashion-mnist"));
        Files.createFile(place.resolve("train-images-idx3-ubyte.gz"));
        Files.createFile(place.resolve("t10k-images-idx3-ubyte"));
        BenchData.Files files = new BenchData(folder, folder, true).files(Work.Network.MLP);
        assertThat(files.train()).isEqualTo(place.resolve("train-images-idx3-ubyte.gz"));
        assertThat(files.test()).isEqualTo(place.resolve("t10k-images-idx3-ubyte"));
        assertThatThrownBy(() -> new BenchData(place.resolve("none"), folder, true))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("--data");
    }
}
