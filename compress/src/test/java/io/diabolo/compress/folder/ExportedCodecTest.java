package io.diabolo.compress.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.codec.Codec;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.Klt;
import io.diabolo.compress.network.TinyCodec;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportedCodecTest {

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void startAs_aModelOfOtherPhotographs_codesAsTheExportedOne(int encoder) throws IOException {
        try (CompressionModel first = CompressionModel.create(TinyCodec.config(12, encoder), 3);
                CompressionModel second = CompressionModel.create(TinyCodec.config(12, encoder), 4)) {
            first.startAt(klt(1, 0.3));
            CodecFolder.save(folder, first, "tiny", CodecParityTest.provenance());
            second.startAt(klt(2, 0.1));
            try (TensorScope scope = TensorScope.open("test");
                    NoGrad noGrad = NoGrad.open()) {
                Tensor x = pictures(3, 0.2);
                CompressionModel.Forward before = second.forward(x, levels(), Pass.inference());

                ExportedCodec exported = ExportedCodec.read("tiny", Files.readAllBytes(folder.resolve(Codec.WEIGHTS)));
                assertThat(exported.config()).isEqualTo(first.config());
                second.startAs(exported);

                CompressionModel.Forward expected = first.forward(x, levels(), Pass.inference());
                CompressionModel.Forward found = second.forward(x, levels(), Pass.inference());
                double range = expected.xHat().sub(x).square().mean().item();
                assertThat(before.xHat().sub(expected.xHat()).square().mean().item())
                        .isGreaterThan(0.02 * range);
                assertThat(found.xHat().sub(expected.xHat()).square().mean().item())
                        .isLessThan(0.001 * range);
                float[] bits = expected.bits().toFloats();
                for (int i = 0; i < bits.length; i++) {
                    assertThat((double) found.bits().toFloats()[i]).isCloseTo(bits[i], within(0.1 * bits[i]));
                }
            }
        }
    }

    private static Tensor levels() {
        return Tensor.of(new long[] {0, 1, 2, 0});
    }

    private static Klt klt(long seed, double spread) {
        return Klt.of(i -> pictures(seed + 10L * i, spread), 40);
    }

    /** Smooth noise. */
    private static Tensor pictures(long seed, double spread) {
        Tensor coarse = Tensor.uniform(Generator.of(seed), -spread, spread, 4, 3 * 16, 8, 8);
        Tensor fine = Tensor.uniform(Generator.of(seed + 1), -spread / 8, spread / 8, 4, 3, 32, 32);
        return coarse.depthToSpace(4).add(fine);
    }
}
