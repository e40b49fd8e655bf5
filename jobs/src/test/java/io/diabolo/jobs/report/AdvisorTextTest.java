package io.diabolo.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.study.Advice.Kind;
import io.diabolo.study.Advice.Warning;
import io.diabolo.study.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdvisorTextTest {

    @ParameterizedTest
    @EnumSource
    void warning_ofEveryKind_aSentenceInEachLanguage(Kind kind) {
        for (Lang lang : Lang.values()) {
            assertThat(new AdvisorText(lang).warning("conv", new Warning(kind, 16, 3, .217)))
                    .matches("[\\p{Lu}3].*\\.")
                    .contains(lang.text("convolutional", "convolutif"));
        }
    }

    @Test
    void warning_singular_agrees() {
        AdvisorText french = new AdvisorText(Lang.FRENCH);
        assertThat(french.warning("mlp", new Warning(Kind.CUT_OFF, 64, 1, .021)))
                .startsWith("1\u00a0entraînement du MLP s’est arrêté trop tôt");
        assertThat(french.warning("mlp", new Warning(Kind.CUT_OFF, 64, 2, .021)))
                .startsWith("2\u00a0entraînements du MLP se sont arrêtés trop tôt")
                .contains("à la taille latente 64", "2,1\u00a0%");
    }

    @Test
    void failedRun_namedWithItsReason() {
        Fixture fixture = new Fixture();
        fixture.failures = List.of(new RunResult.Key("mlp", 8, 1));
        assertThat(new AdvisorText(Lang.ENGLISH).warnings(new Findings(fixture.study())))
                .contains("1\u00a0training failed and is missing from all figures: mlp-8-1 (the loss diverged at step"
                        + " 12).");
    }

    @Test
    void oneSeed_saidSo_severalNot() {
        Fixture fixture = new Fixture();
        AdvisorText english = new AdvisorText(Lang.ENGLISH);
        assertThat(english.oneSeed(new Findings(fixture.study()))).isEmpty();
        fixture.seeds = 1;
        assertThat(english.oneSeed(new Findings(fixture.study())))
                .hasValueSatisfying(text -> assertThat(text).contains("one seed only", "--seeds 3"));
        assertThat(english.warnings(new Findings(fixture.study()))).noneMatch(text -> text.contains("seed only"));
    }
}
