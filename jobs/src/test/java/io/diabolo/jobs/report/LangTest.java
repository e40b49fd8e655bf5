package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LangTest {

    private static final Lang EN = Lang.ENGLISH;
    private static final Lang FR = Lang.FRENCH;

    @Test
    void locale_decides_englishUnlessFrench() {
        assertThat(Lang.of(Locale.CANADA_FRENCH)).isEqualTo(FR);
        assertThat(Lang.of(Locale.GERMAN)).isEqualTo(EN);
    }

    @Test
    void numbers_written_asTheLanguageDoes() {
        assertThat(EN.error(0.0131)).isEqualTo("0.0131");
        assertThat(FR.error(0.0131)).isEqualTo("0,0131");
        assertThat(EN.error(0.00861)).isEqualTo("0.00861");
        assertThat(EN.error(0)).isEqualTo("0.0");
        assertThat(FR.integer(12_345)).isEqualTo("12\u00a0345");
        assertThat(FR.percent(0.125, 1)).isEqualTo("12,5\u00a0%");
        assertThat(EN.percent(0.125, 1)).isEqualTo("12.5%");
        assertThat(EN.share(0.032)).isEqualTo("3.2%");
        assertThat(EN.share(0.41)).isEqualTo("41%");
        assertThat(FR.errorBar(0.0131, 0.0002)).isEqualTo("0,0131\u00a0±\u00a00,0002");
    }

    @Test
    void spread_ofOneSeed_noDeviation() {
        assertThat(EN.errorBar(0.0131, Double.NaN)).isEqualTo("0.0131");
        assertThat(EN.errorBar(Double.NaN, Double.NaN)).isEqualTo("–");
    }

    @Test
    void units_chosenByMagnitude() {
        assertThat(EN.duration(0.84)).isEqualTo("0.8\u00a0s");
        assertThat(EN.duration(75.2)).isEqualTo("75\u00a0s");
        assertThat(EN.duration(200)).isEqualTo("3\u00a0min\u00a020\u00a0s");
        assertThat(EN.duration(3900)).isEqualTo("1\u00a0h\u00a05\u00a0min");
        assertThat(FR.bytes(4_400_000)).isEqualTo("4,4\u00a0Mo");
        assertThat(EN.bytes(14.25)).isEqualTo("14.3\u00a0bytes");
    }

    @Test
    void plural_followsEachLanguagesRule() {
        assertThat(EN.count(0, "seed", "seeds")).isEqualTo("0\u00a0seeds");
        assertThat(FR.count(0, "graine", "graines")).isEqualTo("0\u00a0graine");
        assertThat(EN.count(1, "seed", "seeds")).isEqualTo("1\u00a0seed");
        assertThat(FR.count(2, "graine", "graines")).isEqualTo("2\u00a0graines");
    }

    @Test
    void list_joinedWithTheLastWord() {
        assertThat(EN.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
        assertThat(FR.list(List.of("a", "b"))).isEqualTo("a et b");
        assertThat(FR.list(List.of("a"))).isEqualTo("a");
    }

    @Test
    void french_set_withItsSpacesAndApostrophes() {
        assertThat(FR.format("", "l'ACP : « %s » ; non ?", "it's"))
                .isEqualTo("l’ACP\u00a0: «\u00a0it's\u00a0»\u00a0; non\u00a0?");
    }
}
