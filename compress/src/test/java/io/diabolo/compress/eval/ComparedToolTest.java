package io.diabolo.compress.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedToolTest {

    private static final ComparedTool.Steps STEPS =
            new ComparedTool.Steps(List.of(1.0, 2.0), new ComparedCodec.Scale(1, 2, 1));

    @TempDir
    Path folder = Path.of("");

    private final List<String> notes = new ArrayList<>();

    @Test
    void encode_andDecode_runTheProgramsAndLeaveNothing() {
        // PNG is its own codec here.
        List<String> copy = List.of("cp", "IN", "OUT");
        ComparedCodec codec = load(copy, copy).orElseThrow();
        Picture picture = TestPicture.rgb(40, 30);
        byte[] file = codec.encode(picture.toBufferedImage(), 1);
        assertThat(Picture.of(codec.decode(file)).pixels()).isEqualTo(picture.pixels());
        assertThat(folder).isEmptyDirectory();
        assertThat(notes).isEmpty();
    }

    @Test
    void encode_setting_isInTheCommand() {
        List<String> encode = List.of("sh", "-c", "printf SETTING > $0", "OUT");
        ComparedTool.Programs programs = new ComparedTool.Programs(encode, List.of("cp", "IN", "OUT"), ".x");
        assertThat(ComparedTool.load("X", programs, STEPS, folder, notes::add)).isEmpty();
        assertThat(notes).containsExactly("X is left out: cp did not write a PNG");
    }

    @Test
    void load_programThatIsNotThere_isLeftOutWithItsName() {
        assertThat(load(List.of("no-such-program", "IN", "OUT"), List.of())).isEmpty();
        assertThat(notes).containsExactly("X is left out: the program no-such-program is not installed");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void load_programThatFails_isLeftOutWithItsLastLine() {
        assertThat(load(List.of("sh", "-c", "echo first; echo last >&2; exit 7"), List.of()))
                .isEmpty();
        assertThat(notes).containsExactly("X is left out: sh ended with 7: last");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void avif_whereItIsInstalled_hasACurve() {
        requireCurve(ComparedTool::avif);
    }

    @Test
    void jxl_whereItIsInstalled_hasACurve() {
        requireCurve(ComparedTool::jxl);
    }

    private void requireCurve(BiFunction<Path, Consumer<String>, Optional<ComparedCodec>> load) {
        Optional<ComparedCodec> loaded = load.apply(folder, notes::add);
        Assumptions.assumeTrue(loaded.isPresent(), notes.toString());
        ComparedCodec codec = loaded.orElseThrow();
        Picture picture = TestPicture.rgb(120, 90);
        List<Double> settings = codec.settings();
        int bytes = 0;
        double psnrDb = 0;
        for (double setting :
                List.of(settings.get(0), settings.get(settings.size() / 2), settings.get(settings.size() - 1))) {
            byte[] file = codec.encode(picture.toBufferedImage(), setting);
            double reached =
                    Fidelity.of(picture, Picture.of(codec.decode(file))).psnrDb();
            assertThat(file.length).isGreaterThan(bytes);
            assertThat(reached).isGreaterThan(psnrDb);
            bytes = file.length;
            psnrDb = reached;
        }
        assertThat(psnrDb).isGreaterThan(38);
    }

    private Optional<ComparedCodec> load(List<String> encode, List<String> decode) {
        return ComparedTool.load("X", new ComparedTool.Programs(encode, decode, ".x"), STEPS, folder, notes::add);
    }
}
