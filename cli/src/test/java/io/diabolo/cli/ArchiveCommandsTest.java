package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code archive} and its subcommands, with a simple codec. */
class ArchiveCommandsTest {

    @TempDir
    Path folder = Path.of("");

    private String archive = "";

    @BeforeEach
    void pictures() {
        archive = folder.resolve("test.dba").toString();
        PictureFiles.write(folder.resolve("in/photo.png"), TestCodec.picture(60, 40));
        PictureFiles.write(folder.resolve("in/below/icon.png"), TestCodec.picture(20, 20));
    }

    private static Shell.Result run(String... arguments) {
        return Shell.run(TestCodec.codecs(), arguments);
    }

    private Shell.Result create() {
        return run("archive", "create", folder.resolve("in").toString(), "-o", archive);
    }

    @Test
    void archive_createListExtractVerifyAdd_goThroughAndSayWhatIsThere() {
        Shell.Result created = create();
        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.out()).contains("pictures in it", "2", "bits per pixel");
        Shell.Result list = run("archive", "list", archive);
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("below/icon.png", "photo.png", "2 pictures", TestCodec.ID);
        assertThat(run("archive", "list", archive, "--json").json().path("pictures"))
                .hasSize(2);
        Shell.Result extracted = run(
                "archive", "extract", archive, "--out", folder.resolve("out").toString(), "--region", "2,3,10,9");
        assertThat(extracted.code()).as(extracted.err()).isZero();
        assertThat(PictureFiles.read(folder.resolve("out/below/icon.png")).width())
                .isEqualTo(10);
        assertThat(run("archive", "verify", archive).out()).contains("2 of 2 pictures are intact, nothing is lost");
        PictureFiles.write(folder.resolve("more.png"), TestCodec.picture(20, 20));
        Shell.Result added =
                run("archive", "add", archive, folder.resolve("more.png").toString());
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(run("archive", "list", archive).out()).contains("more.png", "3 pictures");
    }

    @Test
    void archive_damaged_endsWithCode4AndNamesWhatIsLost() throws IOException {
        create();
        byte[] bytes = Files.readAllBytes(Path.of(archive));
        Files.write(Path.of(archive), Arrays.copyOf(bytes, bytes.length - 300));
        Shell.Result verified = run("archive", "verify", archive);
        assertThat(verified.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(verified.err()).contains("index is missing", "lost: the picture 'photo.png'");
        Shell.Result extracted =
                run("archive", "extract", archive, "-o", folder.resolve("out").toString(), "--quiet");
        assertThat(extracted.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(extracted.err()).contains("lost: the picture 'photo.png'");
        assertThat(folder.resolve("out/below/icon.png")).isRegularFile();
        assertThat(run("archive", "list", archive).code()).isEqualTo(ExitCodes.BAD_FILE);
    }

    @Test
    void add_toAnArchiveThatWasCutOff_namesWhatIsLostAndEndsWithCode4() throws IOException {
        create();
        byte[] bytes = Files.readAllBytes(Path.of(archive));
        Files.write(Path.of(archive), Arrays.copyOf(bytes, bytes.length - 300));
        PictureFiles.write(folder.resolve("more.png"), TestCodec.picture(20, 20));
        Shell.Result added =
                run("archive", "add", archive, folder.resolve("more.png").toString(), "--quiet");
        assertThat(added.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(added.err()).contains("index is missing", "lost: the picture 'photo.png'");
        assertThat(run("archive", "list", archive).out()).contains("more.png", "2 pictures");
    }

    @Test
    void add_afterAnAdditionThatWasKilled_goesOnWithCode0() throws IOException {
        create();
        long before = Files.size(Path.of(archive));
        String more = folder.resolve("more").toString();
        PictureFiles.write(folder.resolve("more/x.png"), TestCodec.picture(20, 20));
        run("archive", "add", archive, more);
        byte[] bytes = Files.readAllBytes(Path.of(archive));
        Files.write(Path.of(archive), Arrays.copyOf(bytes, (int) before + 60));
        // Pictures other than the torn one: that one stays lost.
        Path kept = Files.copy(Path.of(archive), folder.resolve("kept.dba"));
        PictureFiles.write(folder.resolve("other.png"), TestCodec.picture(20, 20));
        Shell.Result other = run(
                "archive", "add", kept.toString(), folder.resolve("other.png").toString());
        assertThat(other.code()).as(other.err()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(other.err()).contains("lost: the picture 'x.png'");
        Shell.Result again = run("archive", "add", archive, more);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("index is missing or damaged: 2 pictures were found without it");
        assertThat(run("archive", "verify", archive).out()).contains("3 of 3 pictures are intact, nothing is lost");
    }

    @Test
    void verify_damagedHeader_namesItAndEndsWithCode4() throws IOException {
        create();
        byte[] whole = Files.readAllBytes(Path.of(archive));
        for (int at : new int[] {10, 20, 45, 50}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(Path.of(archive), damaged);
            Shell.Result verified = run("archive", "verify", archive);
            assertThat(verified.code()).as("byte %d", at).isEqualTo(ExitCodes.BAD_FILE);
            assertThat(verified.err()).contains("its header is damaged: the copy in its index is used");
            assertThat(verified.out()).contains("2 of 2 pictures are intact").doesNotContain("nothing is lost");
        }
    }

    @Test
    void archive_badInput_endsWithItsCodeAndOneLine() throws IOException {
        create();
        Path text = Files.writeString(folder.resolve("text.dba"), "no archive");
        assertThat(run("archive", "list", text.toString()).code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(run("archive", "list", "none.dba").code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(create().code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run("archive", "create", folder.toString()).code()).isEqualTo(ExitCodes.USAGE);
        Shell.Result region =
                run("archive", "extract", archive, "-o", folder.resolve("o").toString(), "--region", "1,2,3");
        assertThat(region.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(region.err()).hasLineCount(1).contains("'1,2,3' is no region");
        Shell.Result other = Shell.run(
                TestCodec.codecs("8899aabbccddeeff"),
                "archive",
                "extract",
                archive,
                "--codec",
                "mine",
                "-o",
                folder.resolve("o").toString());
        assertThat(other.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(other.err()).contains("needs the codec " + TestCodec.ID, "--codec");
        Shell.Result none =
                run("archive", "create", folder.resolve("in").toString(), "-o", archive, "--embed-codec", "--force");
        assertThat(none.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(none.err()).contains("leave --embed-codec out");
    }
}
