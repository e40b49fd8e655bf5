package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are the same wherever a program runs: with a decimal comma, another i, or other digits. */
class LocaleTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Locale before = Locale.ROOT;

    @BeforeEach
    void remember() {
        before = Locale.getDefault();
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG-u-nu-arab"})
    void write_inAnyLocale_givesTheSameFiles(String tag) throws IOException {
        Path expected = written(folder.resolve("here"));
        Locale.setDefault(Locale.forLanguageTag(tag));
        Path there = written(folder.resolve(tag));
        for (String name : new String[] {"codes.npy", "a.PGM", "a.ppm"}) {
            assertThat(there.resolve(name)).as(name).hasSameBinaryContentAs(expected.resolve(name));
        }
        assertThat(PictureFiles.read(there.resolve("a.PGM")).width()).isEqualTo(30);
        assertThat(DataSource.openWhole(there.resolve("codes.npy"), DataOptions.defaults())
                        .size())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG-u-nu-arab"})
    void open_inAnyLocale_readsTheSame(String tag) throws IOException {
        Files.createDirectories(folder.resolve("I"));
        PictureFiles.write(folder.resolve("I/PIC.PNG"), new Picture(1, 2, 2, new byte[4]));
        Path table = Files.writeString(folder.resolve("T.CSV"), "ID,x,Kind\n1,0.5,I\n2,1.5,i\n3,2.5,I\n4,0.5,i\n");
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(DataSource.openWhole(folder.resolve("I"), DataOptions.defaults())
                        .size())
                .isEqualTo(1);
        Dataset rows = DataSource.openWhole(table, DataOptions.defaults());
        assertThat(rows.columns()).extracting(TableColumn::name).containsExactly("ID", "x", "Kind");
        assertThat(rows.columns().get(2).levels()).containsExactlyInAnyOrder("I", "i");
    }

    private static Path written(Path folder) {
        float[][] codes = new float[12][34];
        codes[3][7] = 0.5f;
        Npy.writeMatrix(folder.resolve("codes.npy"), codes);
        PictureFiles.write(folder.resolve("a.PGM"), new Picture(1, 20, 30, new byte[600]));
        PictureFiles.write(folder.resolve("a.ppm"), new Picture(3, 20, 30, new byte[1800]));
        return folder;
    }
}
