package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), null, Path.of("target"));
    }

    @Test
    void parse_ofNothing_doesEverything() {
        assertThat(parse())
                .isEqualTo(new Options(
                        false, true, false, false, List.of(Work.values()), null, Path.of("target", "results")));
    }

    @Test
    void parse_ofAnotherMode_isThatMode() {
        assertThat(parse("--pieces", "--quick").pieces()).isTrue();
        assertThat(parse("--scale").scale()).isTrue();
    }

    @Test
    void works_byLetterOrNumber_areTaken() {
        assertThat(parse("--works", "a,f").works())
                .containsExactly(Work.MLP, Work.BATCH_MLP, Work.BATCH_CONV, Work.SINGLE_MLP, Work.SINGLE_CONV);
        assertThat(parse("--works", "f3").works()).containsExactly(Work.SINGLE_MLP);
    }

    @Test
    void parse_ofNonsense_saysWhatThereIs() {
        assertThatThrownBy(() -> parse("--works", "z"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no work 'z'");
        assertThatThrownBy(() -> parse("--wroks")).hasMessageContaining("--works");
        assertThatThrownBy(() -> parse("--data")).hasMessageContaining("needs a value");
    }

    @Test
    void data_fromTheEnvironment_isOverruledByTheOption() {
        assertThat(Options.parse(List.of(), "set", Path.of("")).data()).isEqualTo(Path.of("set"));
        assertThat(Options.parse(List.of("--data", "given"), "set", Path.of("")).data())
                .isEqualTo(Path.of("given"));
    }
}
