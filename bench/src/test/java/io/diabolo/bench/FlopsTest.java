package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.SampleShape;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LayersBody;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Sum;
import io.diabolo.nn.Unflatten;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlopsTest {

    @Test
    void forward_ofAnMlp_isTwiceItsWeights() {
        long weights = 2L * (784 * 512 + 512 * 256 + 256 * 32);
        assertThat(weights).isEqualTo(1_081_344);
        assertThat(Flops.forward(Work.Network.MLP.config())).isEqualTo(2 * weights);
    }

    @Test
    void forward_ofTheDeepMlp_isTwiceItsWeights() {
        long weights = 2L * (784 * 1000 + 1000 * 500 + 500 * 250 + 250 * 30);
        assertThat(Flops.forward(Work.Network.DEEP.config())).isEqualTo(2 * weights);
    }

    @Test
    void forward_ofTheConvolutions_countsEachPlaceOfEachKernel() {
        long first = 9L * 32 * 14 * 14; // 1 channel to 32, 14x14 places
        long second = 9L * 32 * 64 * 7 * 7;
        long linear = 64L * 7 * 7 * 32;
        assertThat(first + second + linear).isEqualTo(56_448 + 903_168 + 100_352);
        // The decoder is the transpose of the encoder: the same products.
        assertThat(Flops.forward(Work.Network.CONV.config())).isEqualTo(2 * 2 * (first + second + linear));
    }

    @Test
    void forward_ofColourPictures_countsThreeChannelsIn() {
        long first = 9L * 3 * 32 * 32 * 32;
        long second = 9L * 32 * 64 * 16 * 16;
        long third = 9L * 64 * 128 * 8 * 8;
        long fourth = 9L * 128 * 128 * 4 * 4;
        long linear = 128L * 4 * 4 * 64;
        assertThat(Flops.forward(Work.Network.COLOUR.config()))
                .isEqualTo(2 * 2 * (first + second + third + fourth + linear));
    }

    @Test
    void forward_ofBranches_isTheirSum() {
        SampleShape shape = SampleShape.picture(1, 2, 2);
        LayersBody body = new LayersBody(
                List.of(new Flatten(), new Sum(List.of(List.of(new Linear(5)), List.of(new Linear(3), new Linear(5))))),
                List.of(new Linear(4), new Unflatten(1, 2, 2)));
        AutoencoderConfig config = AutoencoderConfig.plain(shape, 2, body);
        assertThat(Flops.forward(config)).isEqualTo(2L * (4 * 5 + 4 * 3 + 3 * 5 + 5 * 2 + 2 * 4));
    }
}
