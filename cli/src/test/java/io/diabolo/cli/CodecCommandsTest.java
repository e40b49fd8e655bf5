package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.codec.Codec;
import io.diabolo.codec.TileCoder;
import io.diabolo.compress.eval.Fidelity;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compress}, {@code decompress}, {@code inspect} and {@code codec eval}, with a simple codec. */
class CodecCommandsTest {

    @TempDir
    Path folder = Path.of("");

    private Path photo = Path.of("");

    @BeforeEach
    void photo() {
        photo = folder.resolve("in/photo.png");
        PictureFiles.write(photo, TestCodec.picture(200, 180));
    }

    @Test
    void compress_aPicture_isUndoneByDecompress() throws IOException {
        Shell.Result compressed = run("compress", photo.toString());
        assertThat(compressed.code()).as(compressed.err()).isZero();
        Path coded = folder.resolve("in/photo.dbl");
        assertThat(compressed.out()).contains(coded.toString(), "%,d".formatted(Files.size(coded)), "bits/pixel");

        Path again = folder.resolve("again.png");
        Shell.Result decompressed = run("decompress", coded.toString(), "-o", again.toString());
        assertThat(decompressed.code()).as(decompressed.err()).isZero();
        assertThat(decompressed.out()).contains(again.toString());
        Fidelity fidelity = Fidelity.of(PictureFiles.read(photo), PictureFiles.read(again));
        assertThat(compressed.out()).contains("%.2f".formatted(fidelity.psnrDb()), "%.4f".formatted(fidelity.msSsim()));
    }

    @Test
    void compress_json_hasTheRealBytesAndBitsPerPixel() throws IOException {
        JsonNode answer = run("compress", photo.toString(), "--json").json();
        JsonNode picture = answer.path("pictures").get(0);
        long bytes = Files.size(folder.resolve("in/photo.dbl"));
        assertThat(answer.path("codec").asText()).isEqualTo(TestCodec.ID);
        assertThat(picture.path("bytes").asLong()).isEqualTo(bytes);
        assertThat(picture.path("bits_per_pixel").asDouble()).isEqualTo(8.0 * bytes / (200 * 180), within(1e-12));
        assertThat(picture.path("seconds").asDouble()).isPositive();
    }

    @Test
    void compress_noMemoryToMeasure_leavesNoFileOfAPictureThatFailed() {
        TileCoder coder = (TileCoder) Proxy.newProxyInstance(
                TileCoder.class.getClassLoader(), new Class<?>[] {TileCoder.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        throw new OutOfMemoryError("as by a small heap");
                    }
                    return method.getName().startsWith("with") ? proxy : method.invoke(TestCodec.coder(), arguments);
                });
        Codec codec = Codec.of(coder, "the test");
        CodecSource codecs = new CodecSource() {
            @Override
            public Codec open(@Nullable Path ignored) {
                return codec;
            }

            @Override
            public Codec released(String id) {
                return codec;
            }
        };
        Shell.Result result = Shell.run(codecs, "compress", photo.toString(), "-o", out("x.dbl"));
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.ENGINE);
        assertThat(result.err()).contains("does not fit into memory");
        assertThat(folder.resolve("x.dbl")).doesNotExist();
    }

    @Test
    void compress_folderWithFilesOfOtherNames_saysThatTheyArePassedOver() throws IOException {
        String in = folder.resolve("in").toString();
        Files.createFile(folder.resolve("in/own.dbl"));
        assertThat(run("compress", in, "-o", out("a")).err()).doesNotContain("passed over");
        Files.createFile(folder.resolve("in/b.heic"));
        assertThat(run("compress", in, "-o", out("b")).err())
                .contains("1 file was passed over, as it is hidden or not named as a picture: b.heic");
        for (String name : List.of("c.jp2", "d.CR2", ".g.png")) {
            Files.createFile(folder.resolve("in").resolve(name));
        }
        String expected =
                "4 files were passed over, as they are hidden or not named as pictures: .g.png, b.heic and 2 more";
        Shell.Result compressed = run("compress", in, "-o", out("c"));
        assertThat(compressed.code()).as(compressed.err()).isZero();
        assertThat(compressed.err()).containsOnlyOnce(expected);
        assertThat(run("archive", "create", in, "-o", out("d.dba")).err()).containsOnlyOnce(expected);
        assertThat(run("archive", "add", out("d.dba"), in).err()).containsOnlyOnce(expected);
    }

    @Test
    void failure_nameThatTheLocaleCannotSay_isBadInputInOneLine() {
        StringWriter err = new StringWriter();
        PrintWriter writer = new PrintWriter(err, true);
        Exception e = new InvalidPathException("??t??.png", "Malformed input or input contains unmappable characters");
        assertThat(Main.failure(Session.of(writer, writer), e, String.valueOf(e.getMessage()), false))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).hasLineCount(1).contains("'??t??.png' cannot be", "set LC_ALL=C.UTF-8");
    }

    @Test
    void compress_targets_areMet() throws IOException {
        assertThat(run("compress", photo.toString(), "--max-bytes", "20k", "-o", out("a.dbl"))
                        .code())
                .isZero();
        assertThat(Files.size(folder.resolve("a.dbl"))).isBetween(19_000L, 20_000L);
        JsonNode psnr = run("compress", photo.toString(), "--psnr", "40", "-o", out("b.dbl"), "--json")
                .json();
        assertThat(psnr.path("pictures").get(0).path("psnr_db").asDouble()).isBetween(40.0, 40.5);
        JsonNode bpp = run("compress", photo.toString(), "--bpp", "5", "-o", out("c.dbl"), "--json")
                .json();
        assertThat(bpp.path("pictures").get(0).path("bits_per_pixel").asDouble())
                .isEqualTo(5, within(0.1));
        assertThat(run("compress", photo.toString(), "--quality", "1", "-o", out("d.dbl"))
                        .code())
                .isZero();
        assertThat(run("compress", photo.toString(), "--quality", "8", "-o", out("e.dbl"))
                        .code())
                .isZero();
        assertThat(Files.size(folder.resolve("d.dbl"))).isLessThan(Files.size(folder.resolve("e.dbl")) / 2);
    }

    @Test
    void compress_targetOutOfReach_namesTheNearestAndWritesNothing() {
        Shell.Result few = run("compress", photo.toString(), "--max-bytes", "100");
        assertThat(few.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(few.err()).containsPattern("photo.png: 100 bytes are too few: the smallest file .* has \\d{4}");
        assertThat(run("compress", photo.toString(), "--bpp", "0.001").err()).contains("the nearest file");
        assertThat(run("compress", photo.toString(), "--psnr", "90").err()).contains("the best file");
        assertThat(folder.resolve("in")).isDirectoryNotContaining("glob:**.dbl");
    }

    @Test
    void compress_existingResult_isReplacedWithForceOnly() throws IOException {
        Path coded = Files.writeString(folder.resolve("in/photo.dbl"), "mine");
        Shell.Result refused = run("compress", photo.toString());
        assertThat(refused.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(refused.err()).contains("photo.dbl exists", "--force");
        assertThat(coded).hasContent("mine");
        assertThat(run("compress", photo.toString(), "--force").code()).isZero();
        assertThat(Files.size(coded)).isGreaterThan(1000);
        assertThat(run("decompress", coded.toString()).err()).contains("photo.png exists");
    }

    @Test
    void compress_aFolder_keepsPathsAndGoesOnAfterAPictureThatFails() throws IOException {
        PictureFiles.write(folder.resolve("in/below/icon.png"), TestCodec.picture(20, 20));
        Files.writeString(folder.resolve("in/bad.png"), "no picture");
        Shell.Result result = run("compress", folder.resolve("in").toString(), "--out", out("small"));
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(result.err()).contains("bad.png cannot be decoded", "MS-SSIM compares one scale instead of 5");
        assertThat(result.out()).contains("sums of bytes");
        assertThat(folder.resolve("small/photo.dbl")).isRegularFile();
        assertThat(folder.resolve("small/below/icon.dbl")).isRegularFile();
        assertThat(folder.resolve("small/bad.dbl")).doesNotExist();
    }

    @Test
    void compress_picturesThatDifferInTheirEndings_keepThem() {
        PictureFiles.write(folder.resolve("in/photo.jpg"), TestCodec.picture(20, 20));
        Shell.Result result = run("compress", folder.resolve("in").toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(folder.resolve("in/photo.jpg.dbl")).isRegularFile();
        assertThat(folder.resolve("in/photo.png.dbl")).isRegularFile();
        assertThat(run("compress", photo.toString(), photo.toString(), "--out", out("x.dbl"))
                        .err())
                .contains("name a folder");
    }

    @Test
    void anyCommand_outOfMemory_endsWithOneLine() {
        Shell.Result result = Shell.runUntil(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                TestCodec.codecs(),
                "compress",
                folder.resolve("in").toString(),
                "--out",
                out("small"));
        assertThat(result.code()).isEqualTo(ExitCodes.ENGINE);
        assertThat(result.err()).hasLineCount(1).contains("needs more memory", "-Xmx");
    }

    @Test
    void anyCommand_thatFailsUnderJson_printsTheErrorAsOneDocument() throws IOException {
        Shell.Result usage = run("compress", "--json", "--qualty", "3", "a.png");
        assertThat(usage.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(usage.json().path("error").path("exit_code").asInt()).isEqualTo(ExitCodes.USAGE);
        assertThat(usage.json().path("error").path("message").asText()).contains("--qualty");

        Shell.Result missing = run("inspect", folder.resolve("none").toString(), "--json");
        assertThat(missing.json().path("error").path("exit_code").asInt()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(missing.err())
                .contains(missing.json().path("error").path("message").asText());

        Files.writeString(folder.resolve("damaged.dbl"), "no picture");
        Shell.Result damaged = run("decompress", folder.resolve("damaged.dbl").toString(), "--json");
        assertThat(damaged.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(damaged.json().path("ending").path("failures")).hasSize(1);
    }

    @Test
    void compress_stopped_endsBeforeTheNextPictureWithItsOwnCode() {
        PictureFiles.write(folder.resolve("in/second.png"), TestCodec.picture(20, 20));
        Shell.Result result = Shell.runUntil(
                () -> Files.exists(folder.resolve("small/photo.dbl")),
                TestCodec.codecs(),
                "compress",
                folder.resolve("in").toString(),
                "--out",
                out("small"));
        assertThat(result.code()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(result.err()).contains("1 of 2: ", "interrupted after 1 of 2 files");
        assertThat(result.out()).contains("photo.dbl");
        assertThat(folder.resolve("small/second.dbl")).doesNotExist();
    }

    @Test
    void compress_severalFailures_areEachOneLineAndTheFirstDecides() throws IOException {
        Files.writeString(folder.resolve("in/bad.png"), "no picture");
        Files.writeString(folder.resolve("in/worse.png"), "no picture either");
        Shell.Result result =
                run("compress", folder.resolve("in").toString(), "--out", out("small"), "--quiet", "--json");
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.startsWith("diabolo: "));
        assertThat(result.json().path("pictures")).hasSize(1);
        assertThat(result.json().path("ending").path("failures"))
                .hasSize(2)
                .allMatch(failure ->
                        failure.path("message").asText().contains("cannot be decoded") && failure.size() == 2);
        assertThat(run("compress", out("in/bad.png"), "--debug").err()).contains("CorruptFileException");
    }

    @Test
    void compress_unwritableOutput_leavesNothing() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Shell.Result result = run("compress", photo.toString(), "--out", out("file/photo.dbl"));
        assertThat(result.code()).isEqualTo(ExitCodes.OUTPUT);
        assertThat(folder.resolve("file")).hasContent("");
    }

    @Test
    void compress_16BitsOrCmyk_isTakenWithANote() throws IOException {
        Path deep = folder.resolve("deep.png");
        BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 32 * 24; i++) {
            image.getRaster().setSample(i % 32, i / 32, 0, 77 * 257);
        }
        ImageIO.write(image, "png", deep.toFile());
        Shell.Result rounded = run("compress", deep.toString(), "--quality", "8");
        assertThat(rounded.code()).as(rounded.err()).isZero();
        assertThat(rounded.err()).contains("deep.png has 16 bits a channel: they are rounded to 8");
        run("decompress", out("deep.dbl"), "-o", out("again.png"));
        Picture again = PictureFiles.read(folder.resolve("again.png"));
        assertThat(again.channels()).isEqualTo(1);
        assertThat(again.at(0, 5, 5)).isBetween(75, 79);
        Path print = folder.resolve("print.jpg");
        Files.write(print, CmykJpeg.bytes());
        Shell.Result converted = run("compress", print.toString());
        assertThat(converted.code()).as(converted.err()).isZero();
        assertThat(converted.err()).contains("print.jpg has CMYK colours: it is taken as RGB");
    }

    @Test
    void compress_alphaAndGray_comeBack() {
        Picture opaque = TestCodec.picture(64, 48).withChannels(4);
        byte[] pixels = opaque.pixels().clone();
        for (int i = 3 * 64 * 48; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        Path alpha = folder.resolve("alpha.png");
        PictureFiles.write(alpha, new Picture(4, 48, 64, pixels));
        Path gray = folder.resolve("gray.png");
        PictureFiles.write(gray, TestCodec.picture(64, 48).toGray());
        assertThat(run("compress", alpha.toString(), gray.toString()).code()).isZero();
        assertThat(run("inspect", out("alpha.dbl")).out()).contains("RGB with alpha");
        assertThat(run("inspect", out("gray.dbl")).out()).contains("gray");
        assertThat(run("decompress", out("alpha.dbl"), out("gray.dbl"), "--out", out("again"))
                        .code())
                .isZero();
        byte[] back = PictureFiles.read(folder.resolve("again/alpha.png")).pixels();
        assertThat(Arrays.copyOfRange(back, 3 * 64 * 48, back.length))
                .isEqualTo(Arrays.copyOfRange(pixels, 3 * 64 * 48, pixels.length));
        assertThat(PictureFiles.read(folder.resolve("again/gray.png")).channels())
                .isEqualTo(1);
    }

    @Test
    void decompress_otherFiles_endInOneLineThatSaysWhy() throws IOException {
        run("compress", photo.toString(), "-o", out("photo.dbl"));
        byte[] bytes = Files.readAllBytes(folder.resolve("photo.dbl"));
        Shell.Result unknown =
                Shell.run(TestCodec.codecs("ffffffffffffffff"), "decompress", out("photo.dbl"), "--codec", "my-codec");
        assertThat(unknown.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(unknown.err()).contains("photo.dbl: the file needs the codec " + TestCodec.ID, "looked in my-codec");
        Shell.Result notReleased = Shell.run("decompress", out("photo.dbl"));
        assertThat(notReleased.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(notReleased.err())
                .contains(
                        "photo.dbl: the file needs the codec " + TestCodec.ID,
                        "among the released ones",
                        "name the folder of your own codec");
        Files.write(folder.resolve("empty.dbl"), new byte[0]);
        assertThat(run("decompress", out("empty.dbl")).err()).contains("empty.dbl: the file is empty");
        bytes[4] = 99;
        Files.write(folder.resolve("newer.dbl"), bytes);
        assertThat(run("decompress", out("newer.dbl")).err()).contains("format version 99");
        assertThat(run("decompress", photo.toString(), "-o", out("x.png")).err())
                .contains("not a picture of this codec");
        assertThat(folder).isDirectoryNotContaining("glob:**/{empty,newer,x}.png");
    }

    @Test
    void decompress_listedFilesAndFolders_keepTheirTree() {
        PictureFiles.write(folder.resolve("in/below/photo.png"), TestCodec.picture(20, 20));
        run("compress", out("in"), "--out", out("small"));
        assertThat(run("decompress", out("small/photo.dbl"), out("small/below/photo.dbl"), "--out", out("listed"))
                        .code())
                .isZero();
        assertThat(run("decompress", out("small"), "--out", out("whole")).code())
                .isZero();
        for (String again : List.of("listed", "whole")) {
            assertThat(PictureFiles.read(folder.resolve(again).resolve("photo.png"))
                            .width())
                    .isEqualTo(200);
            assertThat(PictureFiles.read(folder.resolve(again).resolve("below/photo.png"))
                            .width())
                    .isEqualTo(20);
        }
    }

    @Test
    void decompress_damagedTile_writesTheRestAndSaysSo() throws IOException {
        PictureFiles.write(folder.resolve("wide.png"), TestCodec.picture(1500, 40));
        run("compress", out("wide.png"));
        byte[] bytes = Files.readAllBytes(folder.resolve("wide.dbl"));
        bytes[bytes.length - 20]++;
        Files.write(folder.resolve("wide.dbl"), bytes);
        Shell.Result result = run("decompress", out("wide.dbl"), "-o", out("rest.png"), "--quiet");
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(result.err()).containsPattern("wide.dbl is damaged: \\d+ x 40 pixels at \\(\\d+, 0\\) are lost");
        assertThat(PictureFiles.read(folder.resolve("rest.png")).width()).isEqualTo(1500);
    }

    @Test
    void inspect_aCodedPicture_showsItsHeader() throws IOException {
        run("compress", photo.toString(), "--quality", "8");
        String coded = folder.resolve("in/photo.dbl").toString();
        assertThat(run("inspect", coded).out())
                .contains(TestCodec.ID, "200 x 180 pixels, RGB", "126 of 0 to 126", "format 1");
        assertThat(run("inspect", coded, "--json")
                        .json()
                        .path("header")
                        .path("level")
                        .asInt())
                .isEqualTo(126);
    }

    @Test
    void eval_aFolder_comparesAndWritesAReport() throws IOException {
        PictureFiles.write(folder.resolve("in/icon.png"), new Picture(1, 16, 16, new byte[256]));
        Files.writeString(folder.resolve("in/bad.png"), "no picture");
        List<String> command =
                List.of("codec", "eval", "--data", folder.resolve("in").toString(), "--out", out("eval"));
        Shell.Result result = run(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "BD-rate of Diabolo against JPEG: ", "2 pictures", "icon.png is smaller as PNG", "report.html");
        assertThat(result.err()).contains("left out: ");
        assertThat(folder.resolve("eval/report.html"))
                .content()
                .contains("Codecs compared", "BD-rate", "About 0.25 bits per pixel", "Better kept as PNG", "From file");
        assertThat(Files.readAllLines(folder.resolve("eval/pictures.csv"))).hasSize(1 + 2 * (8 + coders(result) * 19));
        for (String file : List.of(
                "codec-eval.json",
                "codec-eval.csv",
                "charts/psnr.svg",
                "charts/ms-ssim.png",
                "charts/equal-bytes-0.5.png")) {
            assertThat(folder.resolve("eval").resolve(file)).isNotEmptyFile();
        }
        assertThat(run(command.toArray(String[]::new)).err()).contains("report.html exists", "--force");
        JsonNode json = run(Stream.concat(command.stream(), Stream.of("--force", "--json", "--against", "jpeg", "-q"))
                        .toArray(String[]::new))
                .json();
        assertThat(json.path("curves")).hasSize(2);
        assertThat(json.path("bd_rates").get(0).path("percent").isNumber()).isTrue();
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(path -> path.getFileName().toString().matches("diabolo-\\d+")))
                    .isEmpty();
        }
    }

    @Test
    void eval_inFrench_speaksFrench() {
        Shell.Result result = run(
                "codec",
                "eval",
                "--data",
                folder.resolve("in").toString(),
                "--out",
                out("essai"),
                "--against",
                "jpeg",
                "--lang",
                "fr");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("qualité", "décoder", "1 image", "BD-rate de Diabolo face à JPEG")
                .doesNotContain("pictures", "against", "(en anglais)");
        assertThat(folder.resolve("essai/report.html")).content().contains("Codecs comparés");
    }

    /** JPEG, and WebP where its library can be loaded. */
    private static int coders(Shell.Result result) {
        return result.err().contains("WebP is left out") ? 1 : 2;
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private static Shell.Result run(String... arguments) {
        return Shell.run(TestCodec.codecs(), arguments);
    }
}
