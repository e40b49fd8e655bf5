package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.codec.Codec;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.image.MetadataPiece;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures to files and back as jobs, with the shipped codec. */
class CodecJobsTest {

    @TempDir
    Path folder = Path.of("");

    private final Jobs jobs = new Jobs(1, 1, () -> {
        throw new AssertionError("no device is needed");
    });
    private final List<String> notes = new ArrayList<>();
    private final JobControl control = JobControl.none().withNotes(notes::add);
    private List<String> pictures = List.of();

    @BeforeEach
    void pictures() {
        pictures = List.of(folder.resolve("in").toString());
        PictureFiles.write(folder.resolve("in/a.png"), picture(64, 48));
        PictureFiles.write(folder.resolve("in/deep/b.png"), picture(40, 32));
    }

    private static Picture picture(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / width;
            pixels[i] = (byte) (100 + 60 * Math.sin(i % width / 9.0) + 30 * Math.cos(y / 7.0));
        }
        return new Picture(3, height, width, pixels);
    }

    @Test
    void compress_thenDecompress_bringsThePicturesBackWithoutADevice() {
        CompressOutcome small =
                jobs.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("small"))), control);
        assertThat(small.codec()).isEqualTo(Codec.PHOTO_ID);
        assertThat(small.pictures()).hasSize(2);
        assertThat(small.ending()).isEqualTo(new FilesEnding(2, 2, List.of(), false));
        DecompressOutcome again = jobs.decompress(
                DecompressRequest.of(
                        List.of(folder.resolve("small").toString()), FileOutput.to(folder.resolve("again"))),
                control);
        assertThat(again.losses()).isEmpty();
        assertThat(again.pictures()).allMatch(picture -> picture.codec().equals(Codec.PHOTO_ID));
        assertThat(PictureFiles.read(folder.resolve("again/deep/b.png")).width())
                .isEqualTo(40);
    }

    @Test
    void compress_onSeveralThreads_writesTheSameFilesInTheSameOrder() throws IOException {
        for (int i = 0; i < 5; i++) {
            PictureFiles.write(folder.resolve("in/more%d.png".formatted(i)), picture(30 + 9 * i, 50));
        }
        Jobs several = new Jobs(3, 1, () -> {
            throw new AssertionError("no device is needed");
        });
        CompressOutcome one =
                jobs.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("one"))), control);
        CompressOutcome three =
                several.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("three"))), control);
        assertThat(three.pictures()).hasSize(7);
        for (int i = 0; i < 7; i++) {
            CompressOutcome.Compressed alone = one.pictures().get(i);
            CompressOutcome.Compressed beside = three.pictures().get(i);
            assertThat(beside.picture()).isEqualTo(alone.picture());
            assertThat(Files.readAllBytes(Path.of(beside.file()))).isEqualTo(Files.readAllBytes(Path.of(alone.file())));
        }
    }

    @Test
    void requireHere_whereAMachineWroteIntoAFolderOfItsOwn_namesTheFile() {
        CompressOutcome small =
                jobs.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("small"))), control);
        CompressJob.requireHere(small.pictures(), Duration.ZERO);
        assertThat(folder.resolve("small/deep/b.dbl").toFile().delete()).isTrue();
        assertThatThrownBy(() -> CompressJob.requireHere(small.pictures(), Duration.ofMillis(150)))
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith(folder.resolve("small/deep/b.dbl") + " was written, and is not here");
    }

    @Test
    void compress_aTinyPictureAmongOthers_doesNotRuleTheMeans() {
        PictureFiles.write(folder.resolve("in/dot.png"), new Picture(3, 1, 1, new byte[3]));
        CompressOutcome small =
                jobs.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("small"))), control);
        double bytes = small.pictures().stream()
                .mapToDouble(CompressOutcome.Compressed::bytes)
                .sum();
        double mean = 8 * bytes / (64 * 48 + 40 * 32 + 1);
        assertThat(small.table().toString()).contains("means over all pixels", "%.4f".formatted(mean));
        assertThat(mean).isLessThan(small.pictures().get(2).bitsPerPixel() / 50);
        assertThat(notes).anyMatch(note -> note.contains("compares one scale instead of 5"));
    }

    @Test
    void compress_stopped_saysSoAndLeavesWholeFiles() {
        JobControl once = control.withStop(() -> Files.exists(folder.resolve("small/a.dbl")));
        CompressOutcome outcome =
                jobs.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("small"))), once);
        assertThat(outcome.ending().stopped()).isTrue();
        assertThat(outcome.pictures()).hasSize(1);
        assertThat(folder.resolve("small")).isDirectoryNotContaining("glob:**/.*");
        assertThat(folder.resolve("small/deep/b.dbl")).doesNotExist();
        DecompressOutcome again = jobs.decompress(
                DecompressRequest.of(
                        List.of(folder.resolve("small").toString()), FileOutput.to(folder.resolve("again"))),
                control);
        assertThat(again.pictures()).hasSize(1);
        assertThat(again.losses()).isEmpty();
    }

    /** A large picture takes many seconds. */
    @Test
    void compressAndDecompress_stoppedWithinThePicture_endThereAndWriteNothing() {
        CompressRequest compress = CompressRequest.of(pictures, FileOutput.to(folder.resolve("small")));
        assertThat(jobs.compress(compress, control.withStop(afterSome())).ending())
                .isEqualTo(new FilesEnding(2, 0, List.of(), true));
        assertThat(folder.resolve("small/a.dbl")).doesNotExist();
        jobs.compress(compress, control);
        DecompressRequest decompress = DecompressRequest.of(
                List.of(folder.resolve("small").toString()), FileOutput.to(folder.resolve("again")));
        assertThat(jobs.decompress(decompress, control.withStop(afterSome())).ending())
                .isEqualTo(new FilesEnding(2, 0, List.of(), true));
        assertThat(folder.resolve("again/a.png")).doesNotExist();
    }

    private static BooleanSupplier afterSome() {
        AtomicInteger asked = new AtomicInteger();
        return () -> asked.incrementAndGet() > 3;
    }

    @Test
    void compress_intoALockedFolder_isRefused() {
        try (FolderLock lock = FolderLock.acquire(folder.resolve("small"))) {
            FileOutput output = FileOutput.to(folder.resolve("small"));
            assertThatThrownBy(() -> jobs.compress(CompressRequest.of(pictures, output), control))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("is being written by another run");
            CodecEvalRequest eval = CodecEvalRequest.of(folder.resolve("in"), folder.resolve("small"));
            assertThatThrownBy(() -> jobs.evaluateCodec(eval, control))
                    .hasMessageContaining("is being written by another run");
        }
    }

    @Test
    void evaluateCodec_tinyPictures_areLeftOutAndSaid() {
        PictureFiles.write(folder.resolve("in/dot.png"), new Picture(3, 1, 1, new byte[3]));
        CodecEvalRequest request = new CodecEvalRequest(
                folder.resolve("in").toString(),
                null,
                List.of(CodecEvalRequest.Other.JPEG),
                folder.resolve("eval").toString(),
                false,
                StudyRequest.Language.EN,
                List.of("codec", "eval"));
        CodecEvalOutcome outcome = jobs.evaluateCodec(request, control);
        assertThat(outcome.text()).contains("2 pictures", "BD-rate of Diabolo against JPEG", "report.html");
        assertThat(notes)
                .containsOnlyOnce("left out: dot.png is 1x1, and pictures are compared from 16 pixels a side on");
        assertThat(folder.resolve("eval/report.html")).isNotEmptyFile();
        assertThatThrownBy(() -> jobs.evaluateCodec(request, control)).hasMessageContaining("report.html exists");
    }

    @Test
    void evaluateCodec_inFrench_saysNothingInEnglish() throws IOException {
        CodecEvalRequest request = new CodecEvalRequest(
                folder.resolve("in").toString(),
                null,
                List.of(CodecEvalRequest.Other.JPEG),
                folder.resolve("eval").toString(),
                false,
                StudyRequest.Language.FR,
                List.of());
        jobs.evaluateCodec(request, control);
        String page = Files.readString(folder.resolve("eval/report.html"));
        assertThat(page.replace('\u00a0', ' '))
                .contains("<html lang=\"fr\"", "Codecs comparés", "Diabolo et JPEG sur 2 images", "À PSNR égal")
                .contains("Environ 0,25 bits par pixel", "Pour reproduire", "Débit")
                .doesNotContain("bits per pixel", "pictures", "Picture", "Quality", "Made by", "At equal", "How to");
        assertThat(folder.resolve("eval/codec-eval.csv")).content().startsWith("Codec,Quality,Rate");
    }

    @Test
    void evaluateCodec_stopped_leavesNothing() {
        List<FileProgress> seen = new ArrayList<>();
        CodecEvalOutcome outcome = jobs.evaluateCodec(
                CodecEvalRequest.of(folder.resolve("in"), folder.resolve("eval")),
                control.withFiles(seen::add).withStop(() -> !seen.isEmpty()));
        assertThat(outcome.comparison()).isNull();
        assertThat(seen).hasSize(1);
        assertThat(folder.resolve("eval")).doesNotExist();
    }

    @Test
    void qualityChoice_moreThanOne_isRefused() {
        assertThatThrownBy(() -> new QualityChoice(3.0, null, 20L, null)).hasMessageContaining("leave one");
        assertThat(new QualityChoice(null, null, null, null).target())
                .isEqualTo(new QualityChoice(5.0, null, null, null).target());
        assertThat(Json.tree(new QualityChoice(null, 0.5, null, null))
                        .path("bits_per_pixel")
                        .asDouble())
                .isEqualTo(0.5, within(0.0));
    }

    @Test
    void compress_withMoreEffort_findsOtherFilesThatDecodeAsAny() {
        List<String> one = List.of(folder.resolve("in/deep/b.png").toString());
        Jobs engine = new Jobs(1, 1, Device.CPU);
        CompressOutcome plain =
                engine.compress(CompressRequest.of(one, FileOutput.to(folder.resolve("plain"))), control);
        CompressOutcome searched = engine.compress(
                new CompressRequest(
                        one, FileOutput.to(folder.resolve("searched")), null, QualityChoice.auto(), 6, true),
                control);
        CompressOutcome.Compressed before = plain.pictures().get(0);
        CompressOutcome.Compressed after = searched.pictures().get(0);
        assertThat(after.bytes() < before.bytes() || after.psnrDb() > before.psnrDb())
                .as("%s, %s", before, after)
                .isTrue();
        assertThat(jobs.decompress(
                                DecompressRequest.of(
                                        List.of(folder.resolve("searched").toString()),
                                        FileOutput.to(folder.resolve("back"))),
                                control)
                        .losses())
                .isEmpty();
        assertThatThrownBy(() -> new CompressRequest(one, FileOutput.beside(), null, QualityChoice.auto(), 10, true))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the effort must be 1 to 9, was 10");
    }

    @Test
    void metadata_ofAPhotograph_comeBackWithItsPixels() throws IOException {
        Path photo = photograph();
        compress(photo, QualityChoice.auto(), true);
        CodedPicture coded = CodedPicture.describe(folder.resolve("small/p.dbl"));
        assertThat(coded.metadata()).containsExactly(new CodedPicture.MetadataSize("EXIF", EXIF.length));
        assertThat(coded.text()).contains("EXIF, 26 bytes");
        jobs.decompress(
                DecompressRequest.of(
                        List.of(folder.resolve("small").toString()), FileOutput.to(folder.resolve("again"))),
                control);
        List<MetadataPiece> again = PictureFiles.readToKeep(folder.resolve("again/p.png"), notes::add)
                .metadata();
        assertThat(again).singleElement().satisfies(piece -> {
            assertThat(piece.kind()).isEqualTo(MetadataPiece.Kind.EXIF);
            assertThat(piece.bytes()).isEqualTo(UPRIGHT);
        });
    }

    @Test
    void metadata_thatNobodyWants_areNamed() throws IOException {
        compress(photograph(), QualityChoice.auto(), false);
        assertThat(CodedPicture.describe(folder.resolve("small/p.dbl")).metadata())
                .isEmpty();
        assertThat(notes).anyMatch(note -> note.endsWith("p.jpg: only its pixels are kept, dropped: EXIF"));
    }

    @Test
    void metadata_countForTheSizeOfTheFile() throws IOException {
        Path photo = photograph();
        CompressOutcome outcome = compress(photo, new QualityChoice(null, null, 700L, null), true);
        assertThat(outcome.pictures()).hasSize(1);
        long bytes = outcome.pictures().get(0).bytes();
        assertThat(bytes).isEqualTo(Files.size(folder.resolve("small/p.dbl"))).isLessThanOrEqualTo(700);
        CompressOutcome none = compress(photo, new QualityChoice(null, null, 20L, null), true);
        assertThat(none.ending().failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("its metadata alone take")
                .endsWith("drop them with --no-metadata"));
    }

    /** A TIFF structure with one entry: the orientation, turned by a quarter. */
    private static final byte[] EXIF = {
        'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] UPRIGHT = {
        'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0
    };

    private Path photograph() throws IOException {
        Path photo = folder.resolve("photo/p.jpg");
        PictureFiles.write(photo, picture(64, 48));
        Files.write(photo, ArchiveJobsTest.withSegment(Files.readAllBytes(photo), 0xe1, "Exif\0\0", EXIF));
        return photo;
    }

    private CompressOutcome compress(Path photo, QualityChoice quality, boolean metadata) {
        FileOutput small = new FileOutput(folder.resolve("small").toString(), true);
        return jobs.compress(
                new CompressRequest(List.of(photo.toString()), small, null, quality, null, metadata), control);
    }

    @Test
    void requests_asJson_comeBackEqual() {
        CompressRequest compress = new CompressRequest(
                pictures, new FileOutput(null, true), "codec", new QualityChoice(null, null, 20_000L, null), 7, false);
        assertThat(Json.parse(Json.text(compress), CompressRequest.class)).isEqualTo(compress);
        DecompressRequest decompress = DecompressRequest.of(pictures, FileOutput.beside());
        assertThat(Json.parse(Json.text(decompress), DecompressRequest.class)).isEqualTo(decompress);
        CodecEvalRequest eval = CodecEvalRequest.of(folder, folder);
        assertThat(Json.parse(Json.text(eval), CodecEvalRequest.class)).isEqualTo(eval);
    }
}
