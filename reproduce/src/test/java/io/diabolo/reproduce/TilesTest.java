package io.diabolo.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TilesTest {

    /** Tiles under three exposures each, whose numbers follow each other; those of the second folder have a spot. */
    private static void write(Path folder, int normal, int defect) {
        for (int tile = 0; tile < normal + defect; tile++) {
            for (int exposure = 1; exposure <= 3; exposure++) {
                String name = "exp%d_num_%d".formatted(exposure, 100 * tile + 10 * exposure);
                write(folder, tile < normal ? "free" : "spot", name, tile >= normal, 100 * tile + exposure);
            }
        }
    }

    private static void write(Path folder, String kind, String name, boolean spot, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[80 * 72];
        byte[] mask = new byte[80 * 72];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / 72;
            boolean defect = spot && Math.hypot(y - 40.0, i % 72 - 30.0) < 6;
            pixels[i] = (byte) (defect ? 30 : 140 + random.nextInt(20));
            mask[i] = (byte) (defect ? 255 : 0);
        }
        PictureFiles.write(folder.resolve(kind).resolve(name + ".jpg"), new Picture(1, 80, 72, pixels));
        PictureFiles.write(folder.resolve(kind).resolve(name + ".png"), new Picture(1, 80, 72, mask));
    }

    @Test
    void split_severalExposuresOfATile_keepsThemInOnePart(@TempDir Path folder) {
        write(folder, 6, 4);
        MarkedPictures.Parts parts = MarkedPictures.split(folder, 64, 1);
        assertThat(parts.train()).hasSize(9).noneMatch(MarkedPictures.Marked::abnormal);
        assertThat(tiles(parts.train())).hasSize(3).doesNotContainAnyElementsOf(tiles(parts.test()));
        assertThat(tiles(parts.holdOut())).hasSize(4).doesNotContainAnyElementsOf(tiles(parts.test()));
        assertThat(tiles(parts.test())).hasSize(3);
        assertThat(parts.test().stream().filter(MarkedPictures.Marked::abnormal))
                .hasSize(6);
    }

    private static Set<String> tiles(List<MarkedPictures.Marked> pictures) {
        return pictures.stream()
                .map(one -> one.name().replaceFirst(".*_num_", "").replaceFirst("..\\.jpg", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void split_folderWithoutDefects_saysWhatItTakes(@TempDir Path folder) {
        write(folder, 3, 0);
        assertThatThrownBy(() -> MarkedPictures.split(folder, 64, 1))
                .hasMessageContaining("3 things without and 0 with");
    }

    @Test
    void main_smallFolder_printsEveryRowAndBothFiguresLast(@TempDir Path folder) {
        write(folder, 28, 4);
        String printed = printed(folder, "--size", "64", "--steps", "2");
        assertThat(printed.lines().skip(2).map(line -> line.replaceFirst("  .*", "")))
                .startsWith("PCA-32", "nearest neighbours", "plain autoencoder", "untrained networks", "detector");
        assertThat(printed.lines().reduce((first, second) -> second).orElseThrow())
                .matches("\\d+\\.\\d\\d \\d+\\.\\d\\d");
    }

    private static String printed(Path folder, String... options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            String[] args = new String[options.length + 1];
            args[0] = folder.toString();
            System.arraycopy(options, 0, args, 1, options.length);
            Tiles.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void auroc_withEqualScores_countsThemHalf() {
        float[] scores = {0, 1, 1, 2, 5};
        boolean[] positive = {false, true, false, false, true};
        // (1 > 0, 1 = 1, 1 < 2) and (5 > all three): 1 + 0.5 + 3 of 6 pairs
        assertThat(Tiles.auroc(scores, positive)).isCloseTo(4.5 / 6, within(1e-12));
    }
}
