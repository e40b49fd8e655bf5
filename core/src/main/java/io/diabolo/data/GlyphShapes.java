package io.diabolo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The strokes of each glyph, in a square of 100 x 100, y downwards. A stroke is {@code -} for straight lines or {@code ~}
 * for a smooth curve through its points; strokes are parted by {@code ;}, two ways of writing a glyph by {@code |}.
 */
final class GlyphShapes {

    private static final String[] TABLE = {
        "0 ~50,0 22,14 14,50 22,86 50,100 78,86 86,50 78,14 50,0",
        "1 -50,0 50,100|-26,24 54,0 54,100",
        "2 ~18,20 32,4 58,0 80,16 74,42 46,72 16,100;-16,100 84,100|~18,20 34,4 60,2 78,18 70,44 40,78 18,92 24,100 44,88 84,98",
        "3 ~18,12 45,0 74,10 74,36 44,46;~44,46 78,58 82,84 50,100 16,86",
        "4 -64,100 64,0 12,66 88,66|-28,0 18,56 84,56;-68,18 64,100",
        "5 -78,0 28,0 22,44;~22,44 50,36 78,48 82,78 54,100 18,88",
        "6 ~72,2 40,20 20,54 22,86 50,100 78,86 78,62 52,50 24,66",
        "7 -16,0 84,0 40,100|-16,0 84,0 40,100;-34,52 72,50",
        "8 ~50,46 22,30 24,8 50,0 76,8 78,30 50,46 18,66 20,92 50,100 80,92 82,66 50,46",
        "9 ~76,32 58,50 28,46 20,24 34,4 62,0 78,14 76,34 72,70 60,100",
        "A -12,100 50,0 88,100;-28,62 72,62",
        "B -22,0 22,100;~22,0 62,2 76,22 60,44 22,48;~22,48 70,52 84,74 66,98 22,100",
        "C ~82,14 52,0 22,16 14,50 24,86 54,100 84,84",
        "E -80,0 22,0 22,100 82,100;-22,48 70,48",
        "F -80,0 22,0 22,100;-22,46 68,46",
        "G ~80,16 52,0 22,18 14,54 26,90 56,100 82,84;-82,84 82,56 54,56",
        "H -18,0 18,100;-82,0 82,100;-18,50 82,50",
        "K -20,0 20,100;-80,0 20,56;-38,46 84,100",
        "M -12,100 20,0 50,64 80,0 88,100",
        "N -18,100 18,0 82,100 82,0",
        "P -22,100 22,0;~22,0 64,2 80,24 64,48 22,52",
        "R -22,100 22,0;~22,0 64,2 78,24 62,46 22,50;-44,50 84,100",
        "S ~80,12 52,0 22,12 26,38 72,58 80,84 50,100 16,86",
        "T -10,0 90,0;-50,0 50,100",
        "W -6,0 28,100 50,30 72,100 94,0",
        "X -16,0 84,100;-84,0 16,100",
        "Y -14,0 50,48;-86,0 50,48;-50,48 50,100|-14,0 50,48;-86,0 34,100",
    };

    /** The labels: a glyph each. */
    static final List<String> NAMES =
            List.of(TABLE).stream().map(line -> line.substring(0, 1)).toList();

    private GlyphShapes() {}

    /**
     * A stroke's points in the unit square.
     *
     * @param smooth whether a curve runs through them, else straight lines
     */
    record Stroke(boolean smooth, List<double[]> points) {}

    /** The strokes of a glyph, in one of the ways of writing it. */
    static List<Stroke> strokes(int label, Random random) {
        String[] ways = TABLE[label].substring(2).split("\\|", -1);
        List<Stroke> strokes = new ArrayList<>();
        for (String text : ways[random.nextInt(ways.length)].split(";", -1)) {
            List<double[]> points = new ArrayList<>();
            for (String point : text.substring(1).split(" ", -1)) {
                int comma = point.indexOf(',');
                points.add(new double[] {
                    Integer.parseInt(point.substring(0, comma)) / 100.0,
                    Integer.parseInt(point.substring(comma + 1)) / 100.0
                });
            }
            strokes.add(new Stroke(text.charAt(0) == '~', points));
        }
        return strokes;
    }
}
