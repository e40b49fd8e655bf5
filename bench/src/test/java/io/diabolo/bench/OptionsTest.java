package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), null, Path.of("bench"));
    }

    @Test
    void parse_ofNothing_doesEverything() {
        assertThat(parse())
                .isEqualTo(new Options(
                        Mode.ALL,
                        false,
                        true,
                        Options.Works.all(),
                        Options.Effort.USUAL,
                        null,
                        Path.of("bench", "results")));
    }

    @Test
    void parse_ofAnotherMode_isThatMode() {
        assertThat(parse("--pieces", "--quick").mode()).isEqualTo(Mode.PIECES);
        assertThat(parse("--busy").mode()).isEqualTo(Mode.BUSY);
        assertThat(parse("--nodes").mode()).isEqualTo(Mode.NODES);
        assertThatThrownBy(() -> parse("--busy", "--scale")).hasMessageContaining("one mode at a time");
    }

    @Test
    void works_byNameOrItsBeginning_areTaken() {
        Options.Works works = parse("--works", "conv,f,mlp-8,a").works();
        assertThat(works.quality())
                .containsExactly(QualityWork.MLP_8, QualityWork.CONV_2, QualityWork.CONV_8, QualityWork.CONV_32);
        assertThat(works.throughput())
                .containsExactly(Work.MLP, Work.BATCH_MLP, Work.BATCH_CONV, Work.SINGLE_MLP, Work.SINGLE_CONV);
        assertThat(parse("--works", "f3").works().throughput()).containsExactly(Work.SINGLE_MLP);
    }

    @Test
    void quick_doesNotWriteWhereRealResultsAre() {
        assertThat(parse("--quick").out()).isEqualTo(Path.of("bench", "target", "quick"));
        assertThat(parse("--quick", "--out", "there").out()).isEqualTo(Path.of("there"));
    }

    @Test
    void effort_isWhatTheOptionsSay() {
        assertThat(parse("--seeds", "2", "--late-seeds", "3", "--minutes", "60.5", "--fresh")
                        .effort())
                .isEqualTo(new Options.Effort(2, 3, 60.5, true));
    }

    @Test
    void parse_ofNonsense_saysWhatThereIs() {
        assertThatThrownBy(() -> parse("--works", "z"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no work 'z'")
                .hasMessageContaining("conv-32");
        assertThatThrownBy(() -> parse("--works", "c,")).hasMessageContaining("no work ''");
        assertThatThrownBy(() -> parse("--wroks")).hasMessageContaining("--works");
        assertThatThrownBy(() -> parse("--data")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse("--seeds", "0")).hasMessageContaining("1 to 9");
        assertThatThrownBy(() -> parse("--minutes", "soon")).hasMessageContaining("number of minutes");
    }

    @Test
    void data_fromTheEnvironment_isOverruledByTheOption() {
        assertThat(Options.parse(List.of(), "set", Path.of("")).data()).isEqualTo(Path.of("set"));
        assertThat(Options.parse(List.of("--data", "given"), "set", Path.of("")).data())
                .isEqualTo(Path.of("given"));
    }
}
