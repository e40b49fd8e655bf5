package io.diabolo.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiaboloExceptionTest {

    @Test
    void message_thatQuotesALongFile_keepsItsStartAndItsEnd() {
        String message =
                new BadInputException("a.npy: shape (" + "9".repeat(50_000) + "): fetch it again").getMessage();

        assertThat(message).hasSizeBetween(1_000, DiaboloException.MAX_MESSAGE);
        assertThat(message).startsWith("a.npy: shape (999").endsWith("999): fetch it again");
    }

    @Test
    void message_thatQuotesLineEndsAndControls_isOneLineOfPlainText() {
        String message = new CorruptFileException("a.npy: dtype '<f\n\r\n4\u0085\u2028',\u001b[31mred").getMessage();

        assertThat(message).isEqualTo("a.npy: dtype '<f 4 ', [31mred");
    }

    @Test
    void continued_aSentence_beginsSmallAndANameStaysAsItIs() {
        assertThat(DiaboloException.continued("The file is empty: 0 bytes are no picture."))
                .isEqualTo("the file is empty: 0 bytes are no picture.");
        for (String text : new String[] {"Photo-clean.png exists: choose another", "Auto: no such file", "", "x"}) {
            assertThat(DiaboloException.continued(text)).isEqualTo(text);
        }
    }

    @Test
    void message_ofUsualLength_isWhole() {
        String text = "x".repeat(DiaboloException.MAX_MESSAGE);
        assertThat(new CorruptFileException(text)).hasMessage(text);
    }
}
