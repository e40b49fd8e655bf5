package io.diabolo.restoring.training;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.image.JpegFile;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.UnetConfig;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.SplittableRandom;

/**
 * Takes JPEG out of the luma; the network is not told the quality.
 *
 * @param least the lowest quality of libjpeg, 1 to 100
 * @param most the highest, at least {@code least}
 */
@JsonTypeName("deblock")
public record DeblockingTask(int least, int most) implements RestoringTask {

    private static final double LARGEST = 255;

    public DeblockingTask {
        if (least < 1 || most > 100 || least > most) {
            throw new BadInputException(
                    "JPEG's qualities must be 1 to 100, the lower one first, were %d and %d".formatted(least, most));
        }
    }

    /** Qualities at which blocks show: 5 to 60. */
    public static DeblockingTask usual() {
        return new DeblockingTask(5, 60);
    }

    @Override
    public NetworkConfig network() {
        return UnetConfig.photo(NetworkConfig.Task.DEBLOCK, 1, UnetConfig.MapKind.NONE);
    }

    @Override
    public String damage() {
        return "JPEG of quality %d to %d, luma".formatted(least, most);
    }

    @Override
    public int cropMultiple() {
        return UnetConfig.MULTIPLE;
    }

    @Override
    public RestoringBatch batch(Crops crops, SplittableRandom random, Generator noise) {
        int area = crops.side() * crops.side();
        byte[] clean = new byte[crops.count() * area];
        byte[] coded = new byte[clean.length];
        for (int n = 0; n < crops.count(); n++) {
            BufferedImage image = new BufferedImage(crops.side(), crops.side(), BufferedImage.TYPE_BYTE_GRAY);
            byte[] luma = bytes(image);
            for (int i = 0; i < area; i++) {
                luma[i] = (byte)
                        Math.round(0.299 * crops.at(n, 0, i) + 0.587 * crops.at(n, 1, i) + 0.114 * crops.at(n, 2, i));
            }
            BufferedImage decoded = JpegFile.decode(JpegFile.of(image, random.nextInt(least, most + 1)));
            System.arraycopy(luma, 0, clean, n * area, area);
            System.arraycopy(bytes(decoded), 0, coded, n * area, area);
        }
        Tensor input = tensor(coded, crops);
        return new RestoringBatch(input, input, tensor(clean, crops), null);
    }

    private static byte[] bytes(BufferedImage gray) {
        return ((DataBufferByte) gray.getRaster().getDataBuffer()).getData();
    }

    private static Tensor tensor(byte[] luma, Crops crops) {
        return Tensor.of(luma, crops.count(), 1, crops.side(), crops.side())
                .to(DataType.FLOAT32)
                .mul(1 / LARGEST);
    }
}
