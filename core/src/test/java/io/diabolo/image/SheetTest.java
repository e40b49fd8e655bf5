package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {

    @Test
    void drawTransparent_hasNoPaperAndTheSamePictures() {
        Sheet sheet = Sheet.grid(List.of(even(28, 10), even(28, 200)), 2).withRowTitles(List.of("a row"));
        Picture opaque = sheet.draw();
        Picture clear = sheet.drawTransparent();
        assertThat(clear.channels()).isEqualTo(4);
        assertThat(List.of(clear.width(), clear.height())).containsExactly(opaque.width(), opaque.height());
        assertThat(clear.at(3, 0, 0)).isZero();
        int middle = opaque.height() / 2;
        int right = opaque.width() - 30; // within the last picture
        assertThat(clear.at(3, middle, right)).isEqualTo(255);
        assertThat(clear.at(0, middle, right))
                .isEqualTo(opaque.at(0, middle, right))
                .isEqualTo(200);
    }

    private static Picture even(int side, int value) {
        byte[] pixels = new byte[side * side];
        java.util.Arrays.fill(pixels, (byte) value);
        return new Picture(1, side, side, pixels);
    }

    private static long count(Picture sheet, int value) {
        long count = 0;
        for (int i = 0; i < sheet.width() * sheet.height(); i++) {
            count += (sheet.pixels()[i] & 0xff) == value ? 1 : 0;
        }
        return count;
    }

    @Test
    void draw_tinyPictures_enlargesThemByAWholeFactor() {
        Picture sheet =
                Sheet.grid(List.of(even(28, 10), even(28, 20), even(28, 30)), 2).draw();

        assertThat(sheet.channels()).isEqualTo(3);
        assertThat(count(sheet, 10)).isEqualTo(84 * 84);
        assertThat(count(sheet, 30)).isEqualTo(84 * 84);
    }

    @Test
    void draw_picturesOfTwoSizes_bothFillTheirCell() {
        Picture sheet =
                Sheet.ofRows(List.of(List.of(even(100, 10), even(20, 20)))).draw();

        assertThat(count(sheet, 10)).isEqualTo(100 * 100);
        assertThat(count(sheet, 20)).isEqualTo(100 * 100);
    }

    @Test
    void draw_manyLargePictures_keepsTheSheetNarrow() {
        Picture sheet = Sheet.grid(Collections.nCopies(12, even(1000, 10)), 12).draw();

        assertThat(sheet.width()).isLessThan(2600);
    }

    @Test
    void draw_withTitles_addsRoomAndInk() {
        Sheet plain = Sheet.ofRows(List.of(List.of(even(28, 10))));
        Picture titled = plain.withRowTitles(List.of("row"))
                .withColumnTitles(List.of("a title too long for its column"))
                .draw();

        assertThat(titled.width()).isGreaterThan(plain.draw().width());
        assertThat(titled.height()).isGreaterThan(plain.draw().height());
    }

    @Test
    void constructor_nothing_isRefused() {
        assertThatThrownBy(() -> Sheet.grid(List.of(), 3)).isInstanceOf(BadInputException.class);
    }
}
