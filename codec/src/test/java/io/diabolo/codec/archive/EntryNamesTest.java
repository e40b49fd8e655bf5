package io.diabolo.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../a.png",
                "a/../../b.png",
                "a/..",
                "a/.. /b.png",
                "./a.png",
                "a//b.png",
                "a/",
                "C:/a.png",
                "c:a.png",
                "..\\a.png",
                "\\\\server\\a.png",
                "a\nb.png",
                "a\u0000.png",
                "a\u001b[2J.png",
                "a\u202egnp.exe"
            })
    void problem_namesThatLeadOutOrHide_areNone(String name) {
        assertThat(EntryNames.problem(name)).isPresent();
        assertThat(EntryNames.shown(name)).doesNotContain("\n", "\u001b", "\u0000", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "s1/1.pgm", "été 2019/12:30.jpg", "a..b.png", ".hidden/x.png", "日本/猫.png"})
    void problem_usualNames_isNone(String name) {
        assertThat(EntryNames.problem(name)).isEmpty();
    }

    @Test
    void problem_longName_isRefusedAndShownShort() {
        String name = "x".repeat(1025);
        assertThat(EntryNames.problem(name)).contains("is longer than 1024 bytes");
        assertThat(EntryNames.shown(name)).hasSizeLessThan(90);
    }
}
