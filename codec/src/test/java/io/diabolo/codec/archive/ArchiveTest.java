package io.diabolo.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.diabolo.codec.Codec;
import io.diabolo.codec.PictureParts;
import io.diabolo.codec.Quality;
import io.diabolo.codec.TestCodecs;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final int[] FLIPS = {1, 0x80, 0xff};

    @TempDir
    Path folder = Path.of("");

    @Test
    void open_anArchive_givesNamesOrderTimesAndTheVeryFiles() {
        byte[] archive = Archives.bytes(folder, true);
        ArchiveReader reader = ArchiveReader.of(new MemoryBytes(archive));
        Map<String, byte[]> files = Archives.files();
        assertThat(reader.names()).containsExactly("a.png", "s1/b.png", "s1/c.png", "wide.png");
        assertThat(reader.problems()).isEmpty();
        assertThat(reader.indexed()).isTrue();
        assertThat(reader.header().codecId()).isEqualTo(TestCodecs.ID);
        assertThat(reader.header().quality()).isEqualTo(Quality.of(2));
        files.forEach((name, dbl) -> {
            assertThat(reader.picture(name).toFile()).as(name).isEqualTo(dbl);
            assertThat(reader.describe(name).picture()).isEqualTo(Codec.describe(dbl));
            assertThat(reader.check(name)).isEmpty();
            assertThat(reader.metadata(name)).usingRecursiveComparison().isEqualTo(Archives.metadata(name));
        });
        assertThat(reader.describe("s1/c.png").modified()).isEqualTo(Archives.TIME.plusSeconds(8));
    }

    @Test
    void size_ofManyAlikePictures_isBelowThatOfTheirFiles() throws IOException {
        byte[] dbl = Archives.CODEC.compress(TestCodecs.rgb(24, 20), Quality.of(2));
        Path file = folder.resolve("many.dba");
        try (ArchiveWriter writer = ArchiveWriter.create(file, Archives.settings(false))) {
            for (int i = 0; i < 200; i++) {
                writer.add("%03d.png".formatted(i), Archives.TIME.plusSeconds(i), dbl);
            }
            writer.finish();
        }
        assertThat(Files.size(file)).isLessThan(200L * dbl.length);
    }

    @Test
    void open_everyTruncation_findsWhatIsWholeAndSaysWhatIsNot() {
        byte[] archive = Archives.bytes(folder, true);
        Map<String, byte[]> files = Archives.files();
        int found = 0;
        for (int length = 70; length < archive.length; length++) {
            ArchiveReader reader = ArchiveReader.of(new MemoryBytes(Arrays.copyOf(archive, length)));
            assertThat(reader.names().size()).isGreaterThanOrEqualTo(found);
            found = Math.max(found, reader.names().size());
            // Only an archive before its last addition is whole again.
            assertThat(reader.problems().isEmpty()).as("%d bytes", length).isEqualTo(reader.indexed());
            for (String name : reader.names()) {
                assertThat(reader.picture(name).toFile()).isEqualTo(files.get(name));
            }
        }
        assertThat(found).isEqualTo(4);
        for (int length = 0; length < 40; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> ArchiveReader.of(new MemoryBytes(cut))).isInstanceOf(CorruptFileException.class);
        }
    }

    @Test
    void append_afterATornEnd_goesOnBehindTheLastWholePicture() throws IOException {
        byte[] archive = Archives.bytes(folder, true);
        Path file = folder.resolve("test.dba");
        byte[] dbl = Archives.CODEC.compress(TestCodecs.rgb(24, 20), Quality.of(2));
        for (int length = 80; length < archive.length; length += 7) {
            Files.write(file, Arrays.copyOf(archive, length));
            List<String> before;
            try (ArchiveReader reader = ArchiveReader.open(file)) {
                before = reader.names();
            }
            try (ArchiveWriter writer = ArchiveWriter.append(file)) {
                writer.add("new.png", Archives.TIME, dbl);
                writer.finish();
            }
            try (ArchiveReader reader = ArchiveReader.open(file)) {
                assertThat(reader.problems()).isEmpty();
                assertThat(reader.names()).containsAll(before).endsWith("new.png");
                assertThat(reader.names()).allMatch(name -> reader.check(name).isEmpty());
            }
        }
    }

    @Test
    void append_toAnArchiveThatIsDamagedWithin_changesNothing() throws IOException {
        byte[] archive = Arrays.copyOf(Archives.bytes(folder, true), 400);
        archive[100] ^= 1;
        Path file = Files.write(folder.resolve("test.dba"), archive);
        assertThatThrownBy(() -> ArchiveWriter.append(file))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("extract what is whole");
        assertThat(file).hasBinaryContent(archive);
    }

    @Test
    void append_whereALengthWithinIsWrong_cutsNothingOff() throws IOException {
        byte[] archive = Archives.bytes(folder, true);
        byte[] damaged = Arrays.copyOf(archive, archive.length - 5);
        // The length of the first picture, which now reaches behind the end of the file.
        damaged[indexOf(archive, "a.png".getBytes(StandardCharsets.UTF_8)) - 3] = 0x7f;
        Path file = Files.write(folder.resolve("test.dba"), damaged);
        assertThatThrownBy(() -> ArchiveWriter.append(file)).isInstanceOf(CorruptFileException.class);
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void check_everyByteChanged_isNoticed() {
        byte[] archive = Archives.bytes(folder, true);
        Map<String, byte[]> files = Archives.files();
        for (int at = 0; at < archive.length; at++) {
            byte[] damaged = archive.clone();
            int flip = FLIPS[at % FLIPS.length];
            damaged[at] ^= (byte) flip;
            requireNoticedOrEqual(damaged, files, at);
        }
    }

    /** All pictures come out as they were; or something is said of the archive, or of each other picture. */
    private static void requireNoticedOrEqual(byte[] damaged, Map<String, byte[]> files, int at) {
        ArchiveReader reader;
        try {
            reader = ArchiveReader.of(new MemoryBytes(damaged));
        } catch (CorruptFileException | UnsupportedFormatException e) {
            return;
        }
        if (reader.names().size() < files.size() && reader.problems().isEmpty()) {
            fail("byte %d: a picture is gone in silence", at);
        }
        for (String name : reader.names()) {
            if (reader.check(name).isEmpty()) {
                List<Metadata> pieces = reader.metadata(name);
                List<Metadata> whole = Archives.metadata(name);
                boolean equal =
                        Arrays.equals(reader.picture(name).toFile(), files.get(name)) && pieces.size() == whole.size();
                for (int i = 0; equal && i < whole.size(); i++) {
                    equal = pieces.get(i).kind() == whole.get(i).kind()
                            && Arrays.equals(pieces.get(i).bytes(), whole.get(i).bytes());
                }
                if (!equal) {
                    fail("byte %d: %s is another picture in silence", at, name);
                }
            }
        }
    }

    @Test
    void picture_withOneDamagedTile_keepsTheOthers() {
        byte[] archive = Archives.bytes(folder, true);
        ArchiveReader whole = ArchiveReader.of(new MemoryBytes(archive));
        byte[] tile = whole.picture("wide.png").chunks().get(1);
        archive[indexOf(archive, tile) + 3] ^= 1;
        ArchiveReader reader = ArchiveReader.of(new MemoryBytes(archive));
        PictureParts parts = reader.picture("wide.png");
        assertThat(parts.chunks().get(1)).isEmpty();
        assertThat(Archives.CODEC.decompress(parts.toFile()).damaged()).hasSize(1);
        assertThat(reader.check("wide.png")).isPresent();
        assertThat(reader.check("a.png")).isEmpty();
    }

    @Test
    void open_damagedHeader_takesTheCopyOfTheIndex() {
        byte[] archive = Archives.bytes(folder, false);
        archive[40] ^= 1;
        ArchiveReader reader = ArchiveReader.of(new MemoryBytes(archive));
        assertThat(reader.names()).hasSize(4).allMatch(name -> reader.check(name)
                .isEmpty());
        assertThat(reader.problems()).containsExactly("its header is damaged: the copy in its index is used");
    }

    @Test
    void open_badOrRepeatedNames_refusesThemByName() {
        for (String name : List.of("../../x", "/etc/xx", "C:/pics", "a\u001b/bcd", "s1/b.pn")) {
            byte[] archive = Archives.bytes(folder, false);
            // Same length as wide.png, written over it where the picture is; without the index, which has it too.
            byte[] text = (name + "g".repeat(8 - name.length())).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, archive, indexOf(archive, "wide.png".getBytes(StandardCharsets.UTF_8)), 8);
            Archives.repairChecksums(archive);
            ArchiveReader reader = ArchiveReader.of(new MemoryBytes(Arrays.copyOf(archive, archive.length - 14)));
            assertThat(reader.names()).containsExactly("a.png", "s1/b.png", "s1/c.png");
            assertThat(reader.problems()).anyMatch(problem -> problem.startsWith("refused: the name '"));
        }
    }

    @Test
    void add_badNameTakenNameOrOtherCodec_isRefused() {
        byte[] dbl = Archives.CODEC.compress(TestCodecs.rgb(24, 20), Quality.of(2));
        byte[] other = Codec.photo().withThreads(1).compress(TestCodecs.rgb(24, 20), Quality.of(2));
        try (ArchiveWriter writer = ArchiveWriter.create(folder.resolve("x.dba"), Archives.settings(true))) {
            writer.add("a.png", Archives.TIME, dbl);
            assertThatThrownBy(() -> writer.add("a.png", Archives.TIME, dbl))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("has a picture 'a.png' already");
            assertThatThrownBy(() -> writer.add("../a.png", Archives.TIME, dbl))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("'../a.png'");
            assertThatThrownBy(() -> writer.add("b.png", Archives.TIME, other))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("was coded by");
        }
    }

    @Test
    void codecWeights_ofAnArchiveThatCarriesThem_areTheFile() throws IOException {
        byte[] weights = Codec.releasedWeights(Codec.PHOTO_ID).orElseThrow();
        Codec photo = Codec.photo().withThreads(1);
        Path file = folder.resolve("own.dba");
        try (ArchiveWriter writer =
                ArchiveWriter.create(file, new ArchiveWriter.Settings(true, photo.sha256(), Quality.of(3), weights))) {
            writer.add("a.png", Archives.TIME, photo.compress(TestCodecs.rgb(24, 20), Quality.of(3)));
            writer.finish();
        }
        try (ArchiveReader reader = ArchiveReader.open(file)) {
            assertThat(reader.codecWeights())
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(weights));
        }
        byte[] damaged = Files.readAllBytes(file);
        damaged[5000] ^= 1;
        ArchiveReader reader = ArchiveReader.of(new MemoryBytes(damaged));
        assertThatThrownBy(reader::codecWeights).isInstanceOf(CorruptFileException.class);
        assertThat(reader.check("a.png")).isEmpty();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }
}
