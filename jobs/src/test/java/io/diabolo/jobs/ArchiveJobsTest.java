package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.codec.Codec;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as jobs, with the shipped codec. */
class ArchiveJobsTest {

    private static final FileTime TIME = FileTime.fromMillis(1_500_000_000_000L);

    @TempDir
    Path folder = Path.of("");

    private final Jobs jobs = new Jobs(1, 1, () -> {
        throw new AssertionError("no device is needed");
    });
    private final List<String> notes = new ArrayList<>();
    private final JobControl control = JobControl.none().withNotes(notes::add);
    private Path archive = Path.of("");
    private List<String> pictures = List.of();

    @BeforeEach
    void pictures() throws IOException {
        archive = folder.resolve("test.dba");
        pictures = List.of(folder.resolve("in").toString());
        write("in/a.png", 64, 48);
        write("in/deep/b.png", 40, 32);
        write("in/deep/c.png", 40, 32);
        Files.setLastModifiedTime(folder.resolve("in/deep/b.png"), TIME);
    }

    private void write(String name, int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width;
            pixels[i] = (byte) (100 + 60 * Math.sin(i % width / 9.0) + 30 * Math.cos(row / 7.0));
        }
        PictureFiles.write(folder.resolve(name), new Picture(3, height, width, pixels));
    }

    private ArchiveOutcome create() {
        return jobs.createArchive(ArchiveCreateRequest.of(pictures, archive.toString()), control);
    }

    private ArchiveExtractOutcome extract(String out, String... names) {
        return jobs.extractArchive(
                new ArchiveExtractRequest(
                        archive.toString(), List.of(names), FileOutput.to(folder.resolve(out)), true, null, null),
                control);
    }

    @Test
    void create_thenExtract_bringsPicturesPathsAndTimesBack() throws IOException {
        ArchiveOutcome made = create();
        assertThat(made.codec()).isEqualTo(Codec.PHOTO_ID);
        assertThat(made.bytes()).isEqualTo(Files.size(archive));
        assertThat(made.ending()).isEqualTo(new FilesEnding(3, 3, List.of(), false));
        assertThat(ArchiveListing.of(archive).pictures())
                .extracting(ArchiveListing.Item::name)
                .containsExactly("a.png", "deep/b.png", "deep/c.png");
        ArchiveExtractOutcome again = extract("again");
        assertThat(again.losses()).isEmpty();
        assertThat(Files.getLastModifiedTime(folder.resolve("again/deep/b.png")))
                .isEqualTo(TIME);
        // The same pixels as by a file of its own.
        jobs.compress(CompressRequest.of(pictures, FileOutput.to(folder.resolve("small"))), control);
        jobs.decompress(
                DecompressRequest.of(
                        List.of(folder.resolve("small").toString()), FileOutput.to(folder.resolve("single"))),
                control);
        for (String name : List.of("a.png", "deep/b.png")) {
            assertThat(PictureFiles.read(folder.resolve("again").resolve(name)).pixels())
                    .isEqualTo(PictureFiles.read(folder.resolve("single").resolve(name))
                            .pixels());
        }
        assertThat(folder).isDirectoryNotContaining("glob:**{.part,.lock}");
    }

    @Test
    void extract_namesAndFolders_givesTheseAndNoOthers() {
        create();
        assertThat(extract("x", "deep").result().pictures()).hasSize(2);
        assertThat(extract("y", "a.png").result().pictures()).hasSize(1);
        assertThatThrownBy(() -> extract("z", "b.png"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no picture and no folder 'b.png'");
        assertThat(folder.resolve("z")).doesNotExist();
    }

    @Test
    void extract_aRegion_isThatOfTheWholePicture() {
        create();
        extract("whole", "a.png");
        jobs.extractArchive(
                new ArchiveExtractRequest(
                        archive.toString(),
                        List.of("a.png"),
                        FileOutput.to(folder.resolve("part")),
                        false,
                        null,
                        "10,20,30,8"),
                control);
        Picture whole = PictureFiles.read(folder.resolve("whole/a.png"));
        Picture part = PictureFiles.read(folder.resolve("part/a.png"));
        assertThat(part.width()).isEqualTo(30);
        assertThat(part.height()).isEqualTo(8);
        assertThat(part.pixels()[0]).isEqualTo(whole.pixels()[20 * 64 + 10]);
    }

    @Test
    void create_stopped_isGoneOnWithByTheSameRequest() throws IOException {
        create();
        byte[] unbroken = Files.readAllBytes(archive);
        Files.delete(archive);
        List<FileProgress> seen = new ArrayList<>();
        ArchiveOutcome stopped = jobs.createArchive(
                ArchiveCreateRequest.of(pictures, archive.toString()),
                control.withFiles(seen::add).withStop(() -> seen.size() >= 3));
        assertThat(stopped.ending().stopped()).isTrue();
        assertThat(archive).doesNotExist();
        // A kill in the middle of the third picture.
        Path part = folder.resolve("test.dba.part");
        Files.write(part, new byte[] {'E', 99, 3}, java.nio.file.StandardOpenOption.APPEND);
        ArchiveOutcome whole = create();
        assertThat(notes).anyMatch(note -> note.contains("going on behind its 2 pictures"));
        assertThat(whole.there()).isEqualTo(2);
        assertThat(whole.added()).hasSize(1);
        assertThat(archive).hasBinaryContent(unbroken);
        assertThat(part).doesNotExist();
    }

    @Test
    void create_unfinishedOneOfOtherQuality_beginsAnew() {
        List<FileProgress> seen = new ArrayList<>();
        jobs.createArchive(
                ArchiveCreateRequest.of(pictures, archive.toString()),
                control.withFiles(seen::add).withStop(() -> seen.size() >= 2));
        ArchiveOutcome whole = jobs.createArchive(
                new ArchiveCreateRequest(
                        pictures,
                        archive.toString(),
                        null,
                        new QualityChoice(3.0, null, null, null),
                        null,
                        ArchiveCreateRequest.Options.usual()),
                control);
        assertThat(notes).anyMatch(note -> note.contains("beginning anew"));
        assertThat(whole.added()).hasSize(3);
    }

    @Test
    void create_pictureThatFails_goesOnAndNamesIt() throws IOException {
        Files.writeString(folder.resolve("in/bad.png"), "no picture");
        ArchiveOutcome outcome = create();
        assertThat(outcome.ending().failures()).hasSize(1);
        assertThat(outcome.ending().failures().get(0).message()).contains("bad.png cannot be decoded");
        assertThat(ArchiveListing.of(archive).pictures()).hasSize(3);
        assertThatThrownBy(this::create).isInstanceOf(BadInputException.class).hasMessageContaining("archive add");
    }

    @Test
    void add_morePictures_keepsWhatIsThereAndRefusesOthersOfItsNames() throws IOException {
        create();
        write("more/d.png", 30, 30);
        write("more/a.png", 30, 30);
        Files.setLastModifiedTime(folder.resolve("more/a.png"), TIME);
        ArchiveAddRequest request = new ArchiveAddRequest(
                archive.toString(), List.of(folder.resolve("more").toString()), true, null, null);
        ArchiveOutcome added = jobs.addToArchive(request, control);
        assertThat(added.pictures()).isEqualTo(4);
        assertThat(added.ending().failures()).hasSize(1);
        assertThat(added.ending().failures().get(0).message()).contains("has a picture 'a.png' of another time");
        ArchiveOutcome twice = jobs.addToArchive(request, control);
        assertThat(twice.there()).isEqualTo(1);
        assertThat(twice.bytes()).isEqualTo(added.bytes());
        assertThat(jobs.verifyArchive(archive, control).problems()).isEmpty();
    }

    @Test
    void write_twoAtOnce_isRefused() {
        create();
        try (FolderLock lock = FolderLock.ofFile(archive)) {
            ArchiveAddRequest request = new ArchiveAddRequest(archive.toString(), pictures, true, null, null);
            assertThatThrownBy(() -> jobs.addToArchive(request, control))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("test.dba is being written by another run");
        }
    }

    @Test
    void extract_archiveCutInTheMiddle_givesWhatIsWholeAndNamesTheRest() throws IOException {
        create();
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(bytes, bytes.length - 250));
        ArchiveExtractOutcome outcome = extract("again");
        assertThat(outcome.result().pictures()).isNotEmpty().hasSizeLessThan(3);
        assertThat(outcome.losses())
                .anyMatch(line -> line.contains("index is missing"))
                .anyMatch(line -> line.contains("lost: the picture 'deep/"));
        assertThat(jobs.verifyArchive(archive, control).problems()).isNotEmpty();
        Files.write(archive, Arrays.copyOf(bytes, 90));
        assertThatThrownBy(() -> extract("none")).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void extract_linkThatLeadsOut_isRefused() throws IOException {
        create();
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path out = Files.createDirectory(folder.resolve("again"));
        Files.createSymbolicLink(out.resolve("deep"), outside);
        ArchiveExtractOutcome outcome = extract("again");
        assertThat(outcome.result().pictures()).hasSize(1);
        assertThat(outcome.result().ending().failures()).hasSize(2).allMatch(failure -> failure.message()
                .contains("a link leads out of"));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void createAndAdd_withMoreEffort_holdThePicturesOfThatEffort() throws IOException {
        Jobs engine = new Jobs(1, 1, Device.CPU);
        String first = folder.resolve("in/a.png").toString();
        Files.move(folder.resolve("in/deep/b.png"), folder.resolve("in/b.png"));
        String second = folder.resolve("in/b.png").toString();
        engine.createArchive(
                new ArchiveCreateRequest(
                        List.of(first),
                        archive.toString(),
                        null,
                        QualityChoice.auto(),
                        6,
                        ArchiveCreateRequest.Options.usual()),
                control);
        engine.addToArchive(new ArchiveAddRequest(archive.toString(), List.of(second), true, null, 6), control);
        extract("again");
        for (Integer effort : List.of(3, 6)) {
            CompressRequest compress = new CompressRequest(
                    List.of(first, second),
                    FileOutput.to(folder.resolve("files" + effort)),
                    null,
                    QualityChoice.auto(),
                    effort,
                    true);
            engine.compress(compress, control);
            jobs.decompress(
                    DecompressRequest.of(
                            List.of(folder.resolve("files" + effort).toString()),
                            FileOutput.to(folder.resolve("pictures" + effort))),
                    control);
        }
        for (String name : List.of("a.png", "b.png")) {
            byte[] kept = Files.readAllBytes(folder.resolve("again").resolve(name));
            assertThat(folder.resolve("pictures6").resolve(name)).hasBinaryContent(kept);
            assertThat(Files.readAllBytes(folder.resolve("pictures3").resolve(name)))
                    .isNotEqualTo(kept);
        }
    }

    @Test
    void embeddedCodec_ofAnArchive_isUsed() throws IOException {
        jobs.createArchive(
                new ArchiveCreateRequest(
                        pictures,
                        archive.toString(),
                        null,
                        QualityChoice.auto(),
                        null,
                        new ArchiveCreateRequest.Options(false, false, true, false)),
                control);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        assertThat(ArchiveListing.of(archive).carriesCodec()).isTrue();
        assertThat(extract("again").result().pictures()).hasSize(3);
    }

    @Test
    void metadata_ofPictures_areKeptByteByByteOrNamed() throws IOException {
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};
        byte[] profile = "a profile, which many pictures share".getBytes(StandardCharsets.US_ASCII);
        for (String name : List.of("in/x.jpg", "in/y.jpg")) {
            write(name, 40, 32);
            byte[] jpeg = Files.readAllBytes(folder.resolve(name));
            jpeg = withSegment(jpeg, 0xe1, "Exif\0\0", exif);
            jpeg = withSegment(jpeg, 0xe2, "ICC_PROFILE\0\1\1", profile);
            Files.write(folder.resolve(name), withSegment(jpeg, 0xfe, "a comment", new byte[0]));
        }
        create();
        assertThat(notes).anyMatch(note -> note.endsWith("x.jpg: not all is kept, dropped: text"));
        assertThat(ArchiveListing.of(archive).pictures())
                .extracting(ArchiveListing.Item::pieces)
                .containsExactly(0, 0, 0, 2, 2);
        assertThat(extract("again").losses()).isEmpty();
        assertThat(folder.resolve("again/x.exif")).hasBinaryContent(exif);
        assertThat(folder.resolve("again/y.icc")).hasBinaryContent(profile);
        assertThat(jobs.verifyArchive(archive, control).problems()).isEmpty();
    }

    static byte[] withSegment(byte[] jpeg, int marker, String start, byte[] content) {
        byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + head.length + content.length;
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 2 + length);
        file.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) length);
        return file.put(head).put(content).put(jpeg, 2, jpeg.length - 2).array();
    }

    @Test
    void requests_asJson_comeBackEqual() {
        ArchiveCreateRequest create = ArchiveCreateRequest.of(pictures, "x.dba");
        assertThat(Json.parse(Json.text(create), ArchiveCreateRequest.class)).isEqualTo(create);
        ArchiveAddRequest add = new ArchiveAddRequest("x.dba", pictures, false, "codec", 7);
        assertThat(Json.parse(Json.text(add), ArchiveAddRequest.class)).isEqualTo(add);
        ArchiveExtractRequest extract =
                new ArchiveExtractRequest("x.dba", List.of("a"), FileOutput.to(folder), true, null, "0,0,1,1");
        assertThat(Json.parse(Json.text(extract), ArchiveExtractRequest.class)).isEqualTo(extract);
        assertThatThrownBy(() -> ArchiveCreateRequest.of(pictures, "x.zip")).hasMessageContaining("ends with .dba");
    }
}
