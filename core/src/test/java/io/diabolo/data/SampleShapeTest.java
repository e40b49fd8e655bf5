package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleShapeTest {

    @Test
    void sizes_ofEachKind_areNamed() {
        assertThat(SampleShape.row(5).channels()).isEqualTo(5);
        assertThat(SampleShape.row(5).spatial()).isEmpty();
        assertThat(SampleShape.series(2, 7).spatial()).containsExactly(7);
        assertThat(SampleShape.series(2, 7).elements()).isEqualTo(14);
        SampleShape picture = SampleShape.picture(3, 4, 6);
        assertThat(List.of(picture.channels(), picture.height(), picture.width(), picture.elements()))
                .containsExactly(3, 4, 6, 72);
        assertThat(picture.spatial()).containsExactly(4, 6);
        assertThat(picture).hasToString("[3, 4, 6]").isNotEqualTo(SampleShape.series(3, 24));
    }

    @Test
    void heightAndWidth_ofARowOrASeries_areAProgrammingError() {
        assertThatThrownBy(() -> SampleShape.row(5).width()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SampleShape.series(2, 7).height()).hasMessageContaining("[2, 7]");
    }

    @Test
    void json_ofEachKind_survives() {
        for (SampleShape shape :
                List.of(SampleShape.row(2000), SampleShape.series(2, 7), SampleShape.picture(1, 28, 28))) {
            assertThat(Json.parse(Json.text(shape), SampleShape.class)).isEqualTo(shape);
        }
    }

    @Test
    void json_ofFormat1_isAPicture() {
        assertThat(Json.parse("{\"channels\": 3, \"height\": 4, \"width\": 6}", SampleShape.class))
                .isEqualTo(SampleShape.picture(3, 4, 6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\": \"row\"}",
                "{\"sizes\": [3]}",
                "{\"kind\": \"cube\", \"sizes\": [3]}",
                "{\"kind\": \"row\", \"sizes\": [3, 4]}",
                "{\"kind\": \"row\", \"sizes\": [0]}",
                "{\"kind\": \"row\", \"sizes\": [null]}",
                "{\"kind\": \"row\", \"sizes\": [3], \"channels\": 1}",
                "{\"channels\": 3, \"height\": 4}",
                "{\"kind\": \"series\", \"sizes\": [1025, 1]}",
                "{\"kind\": \"picture\", \"sizes\": [1024, 2147483647, 2147483647]}"
            })
    void json_outOfRange_isRefusedInOneLine(String text) {
        assertThatThrownBy(() -> Json.parse(text, SampleShape.class))
                .isInstanceOf(BadInputException.class)
                .message()
                .doesNotContain("\n");
    }
}
