package io.diabolo.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.List;

/**
 * Text painted as the outlines of its letters, as the chart library does it: an SVG then looks the same everywhere,
 * whichever fonts its reader has.
 */
final class OutlinedText {

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final String ELLIPSIS = "...";

    private OutlinedText() {}

    /** In pixels. */
    static double width(String text, Font font) {
        return new TextLayout(text, font, CONTEXT).getAdvance();
    }

    /** Paints from {@code x} on, with {@code y} the line on which the letters stand. */
    static void paint(Graphics2D g, String text, Font font, double x, double y) {
        g.fill(outline(text, font, x, y));
    }

    /** The letters as {@link #paint} fills them. */
    static Shape outline(String text, Font font, double x, double y) {
        return new TextLayout(text, font, CONTEXT).getOutline(AffineTransform.getTranslateInstance(x, y));
    }

    /** On one line, without what a font cannot draw, and cut where it is wider than {@code maxWidth}. */
    static String fit(String text, Font font, double maxWidth) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (width(line + " ", font) <= maxWidth) {
            return line.isEmpty() ? " " : line;
        }
        int end = line.length();
        while (end > 1 && width(line.substring(0, end) + ELLIPSIS, font) > maxWidth) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end) + ELLIPSIS;
    }

    /** Broken between words into lines no wider than {@code maxWidth}. */
    static List<String> wrap(String text, Font font, double maxWidth) {
        return Lines.of(text, line -> width(line, font) <= maxWidth).stream()
                .map(line -> fit(line, font, maxWidth))
                .toList();
    }
}
