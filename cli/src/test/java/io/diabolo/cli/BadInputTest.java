package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.Npy;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input ends with its exit code and one line, and leaves nothing behind. */
class BadInputTest {

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void files() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("texts"));
        Files.writeString(folder.resolve("texts/a.txt"), "no picture");
        Files.writeString(folder.resolve("broken.npy"), "no array");
        Files.writeString(folder.resolve("broken-idx3-ubyte"), "x");
        Files.writeString(folder.resolve("body.json"), "{\"type\":\"mpl\"}");
        Files.writeString(folder.resolve("file"), "");
        Files.writeString(folder.resolve("codes.csv"), "name,z0\na,zero\n");
        Files.createDirectory(folder.resolve("future"));
        Files.writeString(folder.resolve("future/config.json"), "{\"format\":99}");
        PictureFiles.write(folder.resolve("mixed/a.png"), new Picture(1, 4, 4, new byte[16]));
        PictureFiles.write(folder.resolve("mixed/b.png"), new Picture(1, 4, 5, new byte[20]));
        byte[] white = new byte[16];
        Arrays.fill(white, (byte) 255);
        PictureFiles.write(folder.resolve("white.png"), new Picture(1, 4, 4, white));
        Npy.writeMatrix(folder.resolve("numbers.npy"), new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 9}});
        for (String name : List.of("weightless", "damaged", "numbers")) {
            Shell.Result trained = Shell.run(
                    "train",
                    "--data",
                    here("{}/numbers.npy"),
                    "--latent",
                    "1",
                    "--steps",
                    "1",
                    "--batch",
                    "1",
                    "--out",
                    here("{}/" + name));
            assertThat(trained.code()).as(trained.err()).isZero();
        }
        Files.delete(folder.resolve("weightless/model.safetensors"));
        byte[] weights = Files.readAllBytes(folder.resolve("damaged/model.safetensors"));
        weights[weights.length - 1]++;
        Files.write(folder.resolve("damaged/model.safetensors"), weights);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                row(2, "unknown option '--latnt'; did you mean --latent?", "train", "--latnt", "8"),
                row(2, "unknown command 'trian'; did you mean train?", "trian"),
                row(2, "unknown command 'frobnicate' (see", "frobnicate"),
                row(2, "one argument too many: 'extra'", "train", "extra"),
                row(2, "diabolo: --steps is given twice; give it once (see", "train", "--steps", "5", "--steps=6"),
                row(
                        2,
                        "diabolo: --out is given twice; give it once (see",
                        "denoise",
                        "{}/mixed/a.png",
                        "--out",
                        "{}/x",
                        "-o",
                        "{}/y"),
                row(2, "a command is missing"),
                row(2, "--loss", "train", "--loss", "best"),
                row(2, "--latent", "train", "--latent", "many"),
                row(2, "MODEL", "eval"),
                row(3, "no such file", "train", "--data", "{}/missing"),
                row(3, "is empty", "train", "--data", "{}/empty"),
                row(3, "holds no picture", "data", "{}/texts"),
                row(4, "does not start like an .npy", "data", "{}/broken.npy"),
                row(4, "idx", "data", "{}/broken-idx3-ubyte"),
                row(2, "one argument too many: 'b.csv'", "detect", "{}/numbers", "a.csv", "b.csv"),
                row(2, "--force means nothing without --spark", "detect", "{}/numbers", "a.csv", "--force"),
                row(
                        2,
                        "--precision means nothing with --spark",
                        "encode",
                        "{}/numbers",
                        "a.csv",
                        "-o",
                        "{}/x.csv",
                        "--spark",
                        "local",
                        "--precision",
                        "fp32"),
                row(3, "end in .parquet or .csv", "detect", "{}/numbers", "a.csv", "--spark", "local"),
                row(
                        3,
                        "Spark is not on the class path",
                        "encode",
                        "{}/numbers",
                        "a.csv",
                        "-o",
                        "{}/x.csv",
                        "--spark",
                        "local"),
                row(
                        2,
                        "--threads means nothing with --spark",
                        "compress",
                        "{}/mixed/a.png",
                        "-o",
                        "{}/x",
                        "--spark",
                        "local",
                        "--threads",
                        "1"),
                row(3, "a cluster writes into a folder", "compress", "{}/mixed/a.png", "--spark", "local"),
                row(
                        3,
                        "Spark is not on the class path",
                        "archive",
                        "create",
                        "{}/mixed/a.png",
                        "-o",
                        "{}/x.dba",
                        "--spark",
                        "local"),
                row(3, "latent must be", "train", "--latent", "0"),
                row(3, "latent must be", "train", "--latent", "-3"),
                row(3, "larger than the 784 values", "train", "--latent", "785"),
                row(3, "larger than the 784 values", "train", "--latent", "785", "--variational", "--beta", "0"),
                row(3, "larger than the", "train", "--limit", "100", "--batch", "5000"),
                row(3, "batch must be", "train", "--batch", "0"),
                row(3, "--steps must be at least 1", "train", "--steps", "0"),
                row(3, "corruption 'fog:1' is unknown", "train", "--corrupt", "fog:1"),
                row(3, "add --variational", "train", "--beta", "1"),
                row(3, "leave all but one out", "train", "--epochs", "1", "--steps", "1"),
                row(3, "--minutes must be above 0", "study", "--minutes", "0"),
                row(3, "--nodes needs --node", "train", "--nodes", "a,b"),
                row(3, "belong to --nodes", "train", "--node", "1"),
                row(3, "2 to 1,024", "train", "--nodes", "a", "--node", "1"),
                row(3, "from 1 to 2, was 3", "train", "--nodes", "a,b", "--node", "3"),
                row(3, "'b:c' is no address", "train", "--nodes", "a,b:c", "--node", "1"),
                row(3, "1 second to a day", "train", "--nodes", "a,b", "--node", "1", "--node-timeout", "0"),
                row(3, "give --steps or --epochs", "train", "--nodes", "a,b", "--node", "1", "--minutes", "1"),
                row(3, "leave one out", "train", "--nodes", "a,b", "--node", "1", "--task", "denoise"),
                row(3, "--workers belongs to --spark", "train", "--workers", "2"),
                row(3, "--spark needs --workers", "train", "--data", "a.csv", "--spark", "local"),
                row(3, "name it with --data", "train", "--spark", "local", "--workers", "2"),
                row(3, "2 to 1,024", "train", "--data", "a.csv", "--spark", "local", "--workers", "1"),
                row(
                        2,
                        "--nodes means nothing with --spark",
                        "train",
                        "--data",
                        "a.csv",
                        "--spark",
                        "local",
                        "--workers",
                        "2",
                        "--nodes",
                        "a,b"),
                row(
                        3,
                        "Spark is not on the class path",
                        "train",
                        "--data",
                        "a.csv",
                        "--spark",
                        "local[2]",
                        "--workers",
                        "2"),
                row(3, "is both --data and --out", "study", "--data", ".", "--out", "."),
                row(3, "is both --data and --out", "train", "--data", "./", "--out", "."),
                row(3, "add --quantized", "train", "--codes", "64"),
                row(3, "codes must be from 2 to 65,536", "train", "--quantized", "--codes", "1"),
                row(3, "leave all but one out", "train", "--quantized", "--variational"),
                row(3, "unknown type 'mpl'", "train", "--config", "{}/body.json"),
                row(3, "--group-by", "train", "--group-by", "("),
                row(3, "WIDTHxHEIGHT", "train", "--size", "big"),
                row(3, "--threads must be", "train", "--threads", "-1"),
                row(3, "--threads must be 1 to 1,024 (or 0 for all", "train", "--threads", "20000"),
                row(3, "was 1,025", "detect", "{}/numbers", "{}/numbers.npy", "--threads", "1025"),
                row(3, "--threads must be 1 to 1,024", "denoise", "{}/mixed/a.png", "--threads", "20000"),
                row(3, "no model folder", "eval", "{}/empty"),
                row(3, "2 sizes", "train", "--data", "{}/mixed"),
                row(4, "is missing", "eval", "{}/weightless"),
                row(4, "damaged", "eval", "{}/damaged"),
                row(
                        3,
                        "one file at a time",
                        "reconstruct",
                        "{}/numbers",
                        "{}/numbers.npy",
                        "{}/numbers.npy",
                        "--out",
                        "{}/x"),
                row(
                        4,
                        "{}/numbers is a folder of type 'autoencoder', and a detector is wanted",
                        "detect",
                        "{}/numbers",
                        "{}/numbers.npy"),
                row(3, "no model folder", "reconstruct", "{}/empty", "{}/texts", "--out", "{}/x"),
                row(4, "format 99", "inspect", "{}/future"),
                row(3, ".npy or .csv", "encode", "{}/empty", "{}/texts", "-o", "{}/codes.txt"),
                row(3, "'zero' is no number", "decode", "{}/empty", "{}/codes.csv", "--out", "{}/x"),
                row(3, "no such file or folder", "compress", "{}/missing"),
                row(3, "--threads must be 1 to 1,024", "compress", "{}/mixed/a.png", "--threads", "-1"),
                row(3, "quality must be 1 to 8", "compress", "{}/mixed/a.png", "--quality", "9"),
                row(3, "the effort must be 1 to 9, was 0", "compress", "{}/mixed/a.png", "--effort", "0"),
                row(
                        3,
                        "the effort must be 1 to 9, was 10",
                        "archive",
                        "create",
                        "{}/mixed/a.png",
                        "--effort",
                        "10",
                        "-o",
                        "{}/a.dba"),
                row(3, "leave one", "compress", "{}/mixed/a.png", "--quality", "3", "--bpp", "1"),
                row(2, "no number of bytes", "compress", "{}/mixed/a.png", "--max-bytes", "many"),
                row(3, "no codec folder", "compress", "{}/mixed/a.png", "--codec", "{}/empty"),
                row(3, "no codec folder", "decompress", "{}/file", "--codec", "{}/empty"),
                row(3, "holds no coded picture", "decompress", "{}/texts", "--out", "{}/x"),
                row(3, "name a folder", "decompress", "{}/file", "{}/file", "--out", "{}/x.png"),
                row(3, "no codec folder", "codec", "eval", "--data", "{}/mixed", "--codec", "{}/empty"),
                row(3, "no such file or folder", "denoise", "{}/missing"),
                row(2, "PICTURE", "denoise"),
                row(3, "diabolo: Missing.png: no such file", "denoise", "Missing.png"),
                row(3, "no such folder; give that of a trained", "denoise", "{}/mixed/a.png", "--model", "{}/missing"),
                row(2, "'loud' is no number: write 25, or auto", "denoise", "{}/mixed/a.png", "--sigma", "loud"),
                row(3, "sigma must be 0 to 255, was -1.0", "denoise", "{}/mixed/a.png", "--sigma=-1"),
                row(3, "sigma must be 0 to 255, was 256.0", "denoise", "{}/mixed/a.png", "--sigma", "256"),
                row(4, "cannot be decoded", "denoise", "{}/texts/a.txt", "--out", "{}/x.png"),
                row(3, "holds no picture", "denoise", "{}/texts", "--out", "{}/x"),
                row(3, "name another one for the results", "denoise", "{}/mixed"),
                row(3, "written as .png", "denoise", "{}/mixed/a.png", "-o", "{}/x.tif"),
                row(3, "say where with --mask FILE", "inpaint", "{}/mixed/a.png"),
                row(2, "'1,2,3' is no box", "inpaint", "{}/mixed/a.png", "--box", "1,2,3"),
                row(2, "was 0,0,0,5", "inpaint", "{}/mixed/a.png", "--box", "0,0,0,5"),
                row(3, "must lie in the picture of 4 x 4 pixels", "inpaint", "{}/mixed/a.png", "--box", "2,2,3,1"),
                row(2, "was -1,0,2,2", "inpaint", "{}/mixed/a.png", "--box", "-1,0,2,2"),
                row(3, "hides every pixel", "inpaint", "{}/mixed/a.png", "--box", "0,0,4,4"),
                row(3, "hides every pixel", "inpaint", "{}/mixed/a.png", "--mask", "{}/white.png"),
                row(3, "hides no pixel", "inpaint", "{}/mixed/a.png", "--mask", "{}/mixed/a.png"),
                row(3, "no lost pixels were found", "inpaint", "{}/mixed/a.png", "--mask", "Auto"),
                row(3, "no such file", "inpaint", "{}/mixed/a.png", "--mask", "{}/missing.png"),
                row(4, "cannot be decoded", "inpaint", "{}/mixed/a.png", "--mask", "{}/texts/a.txt"),
                row(
                        3,
                        "the mask has 5 x 4 pixels and the picture 4 x 4",
                        "inpaint",
                        "{}/mixed/a.png",
                        "--mask",
                        "{}/mixed/b.png"),
                row(3, "the factor must be 2, 3 or 4, was 5", "upscale", "{}/mixed/a.png", "--factor", "5"),
                row(2, "'2.5' is no whole number", "upscale", "{}/mixed/a.png", "--factor", "2.5"),
                row(3, "--threads must be 1 to 1,024", "deblock", "{}/mixed/a.png", "--threads", "-1"),
                row(3, "holds no picture", "codec", "eval", "--data", "{}/texts", "--out", "{}/x"),
                row(3, "is no name of a codec", "codec", "train", "--data", "{}/mixed", "--out", "{}/my_codec"),
                row(2, "--data", "codec", "eval"),
                row(4, "is empty", "inspect", "{}/file"),
                row(4, "not a picture of this codec", "inspect", "{}/broken.npy"),
                row(7, "device cuda is not available", "train", "--device", "cuda"),
                row(5, "{}/file/model", "train", "--steps", "1", "--limit", "200", "--out", "{}/file/model"),
                row(
                        6,
                        "lower the learning rate",
                        "train",
                        "--steps",
                        "60",
                        "--limit",
                        "300",
                        "--optimizer",
                        "sgd",
                        "--variational",
                        "--learning-rate",
                        "100",
                        "--warm-up",
                        "0",
                        "--patience",
                        "0",
                        "--out",
                        "{}/diverged"));
    }

    private static Arguments row(int code, String message, String... command) {
        return Arguments.of(code, message, List.of(command));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("commands")
    void badInput_anyCommand_endsWithItsCodeAndOneLine(int code, String message, List<String> command) {
        Shell.Result result = Shell.run(command.stream().map(BadInputTest::here).toArray(String[]::new));
        List<String> failures = result.err()
                .lines()
                .filter(line -> line.startsWith("diabolo: "))
                .toList();
        assertThat(failures).as(result.err()).hasSize(1);
        assertThat(failures.get(0)).contains(here(message));
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
        assertThat(Path.of("diabolo-model")).doesNotExist();
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static String here(String text) {
        return text.replace("{}", folder.toString());
    }
}
