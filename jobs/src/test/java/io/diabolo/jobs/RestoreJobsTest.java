package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.json.Json;
import io.diabolo.restore.Mask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restoration as jobs, with the shipped networks. */
class RestoreJobsTest {

    @TempDir
    Path folder = Path.of("");

    private final Jobs jobs = new Jobs(1, 1, () -> {
        throw new AssertionError("no device is needed");
    });
    private List<String> pictures = List.of();

    @BeforeEach
    void pictures() {
        pictures = List.of(folder.resolve("in").toString());
        PictureFiles.write(folder.resolve("in/a.png"), new Picture(1, 20, 30, new byte[600]));
        PictureFiles.write(folder.resolve("in/deep/b.png"), new Picture(3, 8, 9, new byte[216]));
    }

    @Test
    void restore_aFolder_reportsProgressAndNeedsNoDevice() {
        List<Double> shares = new ArrayList<>();
        RestoreOutcome outcome = jobs.restore(
                new RestoreRequest(pictures, FileOutput.to(folder.resolve("out")), new RestoreTask.Upscale(2)),
                JobControl.none().withProgress(shares::add));
        assertThat(outcome.ending()).isEqualTo(new FilesEnding(2, 2, List.of(), false));
        assertThat(outcome.pictures().get(0).width()).isEqualTo(60);
        assertThat(PictureFiles.size(folder.resolve("out/deep/b.png")).toString())
                .isEqualTo("18x16");
        assertThat(shares).containsExactly(1.0, 1.0);
    }

    @Test
    void restore_stopped_saysSoAndLeavesWholeFiles() {
        JobControl once = JobControl.none().withStop(() -> Files.exists(folder.resolve("out/a.png")));
        RestoreOutcome outcome = jobs.restore(
                new RestoreRequest(pictures, FileOutput.to(folder.resolve("out")), new RestoreTask.Deblock()), once);
        assertThat(outcome.ending().stopped()).isTrue();
        assertThat(outcome.pictures()).hasSize(1);
        assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**/.*");
    }

    /** A large picture takes many seconds. */
    @Test
    void restore_stoppedWithinThePicture_endsThereAndWritesNothing() {
        for (RestoreTask task :
                List.of(new RestoreTask.Denoise(null), new RestoreTask.Deblock(), new RestoreTask.Upscale(2))) {
            AtomicInteger asked = new AtomicInteger();
            JobControl soon = JobControl.none().withStop(() -> asked.incrementAndGet() > 3);
            RestoreOutcome outcome =
                    jobs.restore(new RestoreRequest(pictures, FileOutput.to(folder.resolve("out")), task), soon);
            assertThat(outcome.ending()).isEqualTo(new FilesEnding(2, 0, List.of(), true));
            assertThat(outcome.pictures()).isEmpty();
            assertThat(folder.resolve("out/a.png")).doesNotExist();
        }
    }

    @Test
    void requests_asJson_comeBack() {
        for (RestoreTask task : List.of(
                new RestoreTask.Denoise(25.0),
                new RestoreTask.Denoise(null),
                new RestoreTask.Inpaint("mask.png", true, List.of(new Mask.Box(1, 2, 3, 4))),
                new RestoreTask.Upscale(3),
                new RestoreTask.Deblock())) {
            RestoreRequest request = new RestoreRequest(List.of("a.png"), FileOutput.beside(), task);
            assertThat(Json.parse(Json.text(request), RestoreRequest.class)).isEqualTo(request);
        }
        assertThatThrownBy(() -> Json.parse("{\"type\":\"upscale\",\"factor\":5}", RestoreTask.class))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the factor must be 2, 3 or 4, was 5");
    }

    @Test
    void restore_intoALockedFolder_isRefused() {
        try (FolderLock lock = FolderLock.acquire(folder.resolve("out"))) {
            RestoreRequest request =
                    new RestoreRequest(pictures, FileOutput.to(folder.resolve("out")), new RestoreTask.Denoise(null));
            assertThatThrownBy(() -> jobs.restore(request, JobControl.none()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("is being written by another run");
        }
    }
}
