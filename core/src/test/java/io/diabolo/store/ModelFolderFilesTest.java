package io.diabolo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders whose files are links, devices, folders, or another user's. */
class ModelFolderFilesTest {

    private static final AutoencoderConfig CONFIG = AutoencoderConfig.mlp(SampleShape.picture(1, 2, 3), 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path model = Path.of("");
    private Path config = Path.of("");
    private Path weights = Path.of("");

    @BeforeEach
    void save() {
        model = folder.resolve("model");
        config = model.resolve("config.json");
        weights = model.resolve("model.safetensors");
        save(1);
    }

    private void save(long seed) {
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder built = CONFIG.build(seed)) {
            TrainingResult result =
                    new TrainingResult(3, 1.5, 2, 4, 0.5, 0.25, 2, TrainingResult.Reason.COMPLETED, List.of());
            ModelFolder.save(
                    model,
                    built,
                    new ArrayPreprocessing(CONFIG.input(), true, 0, 255, 0, 1),
                    new Provenance("data", "hash", 7, TrainingPlan.auto(), result, List.of(), List.of(), List.of()));
        }
    }

    private void load() {
        try (TensorScope scope = TensorScope.open("test");
                Reconstructor loaded = ModelFolder.load(model, Device.CPU)) {
            assertThat(loaded.parameters()).isNotNull();
        }
    }

    private void refuses(Class<? extends DiaboloException> kind, Path named) {
        assertThatThrownBy(this::load)
                .isInstanceOf(kind)
                .hasMessageContaining(named.toString())
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void load_linksToSoundFiles_areFollowed() throws IOException {
        for (Path file : List.of(config, weights)) {
            Path elsewhere = folder.resolve("elsewhere-" + file.getFileName());
            Files.move(file, elsewhere);
            Files.createSymbolicLink(file, elsewhere);
        }
        load();
    }

    @Test
    void save_overLinks_replacesThemAndNotWhatTheyPointTo() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        for (Path file : List.of(config, weights)) {
            Files.delete(file);
            Files.createSymbolicLink(file, mine);
        }
        save(2);
        load();
        assertThat(mine).hasContent("mine");
        assertThat(Files.isSymbolicLink(config)).isFalse();
        assertThat(Files.isSymbolicLink(weights)).isFalse();
    }

    @Test
    void load_linksThatLeadNowhere_areRefusedInOneLine() throws IOException {
        Files.delete(weights);
        Files.createSymbolicLink(weights, weights);
        refuses(CorruptFileException.class, weights);
        Files.delete(config);
        Files.createSymbolicLink(config, folder.resolve("none"));
        refuses(BadInputException.class, model);
    }

    /** A device has no end, and a pipe waits for a writer. */
    @Test
    void load_linksToWhatIsNoFile_areRefusedAtOnce() throws IOException {
        Path endless = Path.of("/dev/zero");
        assumeThat(endless).exists();
        Files.delete(weights);
        Files.createSymbolicLink(weights, endless);
        refuses(CorruptFileException.class, weights);
        Files.delete(config);
        Files.createSymbolicLink(config, endless);
        refuses(BadInputException.class, model);
        Files.delete(config);
        Files.createDirectory(config);
        refuses(BadInputException.class, model);
    }

    @Test
    void load_filesThatMayNotBeRead_areNamed() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
        assumeThat(System.getProperty("user.name"))
                .as("root may read everything")
                .isNotEqualTo("root");
        Files.setPosixFilePermissions(weights, Set.of());
        refuses(BadInputException.class, weights);
        Files.setPosixFilePermissions(config, Set.of());
        refuses(BadInputException.class, config);
        Files.setPosixFilePermissions(model, Set.of());
        assertThatThrownBy(this::load).hasMessageContaining("no permission to look into it");
        Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("rwx------"));
    }
}
