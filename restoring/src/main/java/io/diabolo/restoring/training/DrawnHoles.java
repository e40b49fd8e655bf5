package io.diabolo.restoring.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** The holes of pictures that are to be repaired: single pixels, boxes, strokes of a pen. */
final class DrawnHoles {

    private static final int[] BOXES = {16, 24, 32, 32, 40, 48};

    private DrawnHoles() {}

    /** @return [count, 1, side, side], 1 where a pixel is hidden */
    static float[] of(int count, int side, SplittableRandom random) {
        float[] hidden = new float[count * side * side];
        for (int n = 0; n < count; n++) {
            if (random.nextBoolean()) {
                double share = random.nextBoolean() ? random.nextDouble(0.5, 0.95) : random.nextDouble(0.76, 0.84);
                for (int i = 0; i < side * side; i++) {
                    hidden[n * side * side + i] = random.nextDouble() < share ? 1 : 0;
                }
            } else {
                byte[] mask = drawn(side, random);
                for (int i = 0; i < mask.length; i++) {
                    hidden[n * side * side + i] = mask[i] == 0 ? 0 : 1;
                }
            }
        }
        return hidden;
    }

    private static byte[] drawn(int side, SplittableRandom random) {
        BufferedImage mask = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = mask.createGraphics();
        graphics.setColor(Color.WHITE);
        if (random.nextBoolean()) {
            boxes(graphics, side, random);
        } else {
            strokes(graphics, side, random);
        }
        graphics.dispose();
        return ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
    }

    /** Disjoint boxes of one size on a shifted grid, to a quarter. */
    private static void boxes(Graphics2D graphics, int side, SplittableRandom random) {
        int box = BOXES[random.nextInt(BOXES.length)];
        double share = random.nextDouble(0.05, 0.25);
        List<int[]> cells = new ArrayList<>();
        for (int y = 0; y < side; y += box) {
            for (int x = 0; x < side; x += box) {
                cells.add(new int[] {x, y});
            }
        }
        Collections.shuffle(cells, new Random(random.nextLong()));
        int count = (int) Math.max(1, Math.round(share * side * side / (box * box)));
        int dx = random.nextInt(box);
        int dy = random.nextInt(box);
        for (int[] cell : cells.subList(0, Math.min(count, cells.size()))) {
            graphics.fillRect(cell[0] - dx, cell[1] - dy, box, box);
        }
    }

    private static void strokes(Graphics2D graphics, int side, SplittableRandom random) {
        int count = random.nextInt(2, 8);
        for (int i = 0; i < count; i++) {
            graphics.setStroke(new BasicStroke(random.nextInt(2, 17), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            double x = random.nextDouble(side);
            double y = random.nextDouble(side);
            double angle = random.nextDouble(2 * Math.PI);
            Path2D path = new Path2D.Double();
            path.moveTo(x, y);
            int points = random.nextInt(2, 10);
            for (int k = 0; k < points; k++) {
                angle += 0.7 * random.nextGaussian();
                double length = random.nextDouble(8, 32);
                x += length * Math.cos(angle);
                y += length * Math.sin(angle);
                path.lineTo(x, y);
            }
            graphics.draw(path);
        }
    }
}
