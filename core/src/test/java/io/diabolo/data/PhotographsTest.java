package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographsTest {

    @TempDir
    Path folder = Path.of("");

    private void write(String name, int height, int width) {
        byte[] pixels = new byte[3 * height * width];
        Arrays.fill(pixels, (byte) name.hashCode());
        PictureFiles.write(folder.resolve(name), new Picture(3, height, width, pixels));
    }

    @Test
    void read_mixedFolder_scalesLargeOnesAndLeavesOutWhatIsTooSmall() throws IOException {
        write("large.png", 500, 2500);
        write("usual.png", 80, 120);
        write("gray.pgm", 90, 90);
        write("small.png", 30, 200);
        Files.writeString(folder.resolve("broken.png"), "no picture");
        Photographs photographs = Photographs.read(List.of(folder), 64);
        assertThat(photographs.train().size() + photographs.validation().size()).isEqualTo(5);
        assertThat(photographs.notes())
                .containsExactly(
                        "left out 1 of 5 pictures, which cannot be read",
                        "left out 1 of 5 pictures, which have a side under the crop's 64 pixels");
        assertThat(photographs.train()).allMatch(picture -> picture.channels() == 3);
        int widest = Stream.concat(photographs.train().stream(), photographs.validation().stream())
                .mapToInt(Picture::width)
                .max()
                .orElseThrow();
        assertThat(widest).isBetween(1440, 1760);
    }

    @Test
    void read_afterAPictureJoined_keepsTheOthersWhereTheyWere() {
        for (int i = 0; i < 40; i++) {
            write("p" + i + ".png", 16, 16 + i);
        }
        Photographs before = Photographs.read(List.of(folder), 16);
        assertThat(before.validation()).hasSizeBetween(1, 10);
        write("another.png", 16, 100);
        Photographs after = Photographs.read(List.of(folder), 16);
        assertThat(after.train()).containsAll(before.train());
        assertThat(after.validation()).containsAll(before.validation());
        assertThat(after.hash()).isNotEqualTo(before.hash());
    }

    @Test
    void read_sameNamesInManyFolders_keepsATenthToValidateOn() {
        for (int person = 0; person < 20; person++) {
            for (int i = 1; i <= 10; i++) {
                write("s%d/%d.pgm".formatted(person, i), 16, 16 + i);
            }
        }
        Photographs photographs = Photographs.read(List.of(folder), 16);
        assertThat(photographs.validation()).hasSizeBetween(10, 32);
    }

    @Test
    void read_byGroups_cutsNoneAndHoldsOutOneAtLeast() {
        for (int person = 0; person < 4; person++) {
            for (int i = 1; i <= 5; i++) {
                write("s%d/%d.pgm".formatted(person, i), 16, 16 + person);
            }
        }
        Photographs photographs = Photographs.read(List.of(folder), 16, Pattern.compile("^[^/]+"));
        // A person's pictures have the same width.
        Set<Integer> validation =
                photographs.validation().stream().map(Picture::width).collect(Collectors.toSet());
        assertThat(validation).isNotEmpty();
        assertThat(photographs.train()).isNotEmpty().noneMatch(picture -> validation.contains(picture.width()));
        assertThat(photographs.train().size() + photographs.validation().size()).isEqualTo(20);
        assertThatThrownBy(() -> Photographs.read(List.of(folder), 16, Pattern.compile("^s")))
                .hasMessageContaining("20 pictures")
                .hasMessageContaining("in 1 groups of ^s, at least 2");
        assertThatThrownBy(() -> Photographs.read(List.of(folder), 16, Pattern.compile("person")))
                .hasMessageContaining("does not match the group pattern person");
    }

    @Test
    void read_aLargePictureAmongFew_keepsItsVersionsTogether() {
        write("a.png", 500, 2500);
        write("b.png", 500, 2500);
        Photographs photographs = Photographs.read(List.of(folder), 64);
        assertThat(photographs.train()).hasSize(3);
        assertThat(photographs.validation()).hasSize(3);
    }

    @Test
    void read_picturesSmallerThanTheCrop_saysWhichCropTakesThem() {
        for (int i = 0; i < 9; i++) {
            write("p" + i + ".png", 100 + i, 140);
        }
        write("icon.png", 20, 20);
        write("panorama.png", 70, 2500);
        String hint = "crops of 96 pixels take 9 of them";
        assertThatThrownBy(() -> Photographs.read(List.of(folder), 256)).hasMessageContaining(hint);
        write("large1.png", 300, 300);
        write("large2.png", 300, 300);
        assertThat(Photographs.read(List.of(folder), 256).notes())
                .containsExactly("left out 11 of 13 pictures, which have a side under the crop's 256 pixels: " + hint);
        assertThat(Photographs.read(List.of(folder), 96).notes())
                .singleElement()
                .asString()
                .endsWith("96 pixels");
    }

    @Test
    void read_nothing_isRefused() {
        write("alone.png", 16, 16);
        assertThatThrownBy(() -> Photographs.read(List.of(folder), 16))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("at least 2 are needed");
        assertThatThrownBy(() -> Photographs.read(List.of(folder.resolve("none")), 16))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is not a folder");
    }
}
