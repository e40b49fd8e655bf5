package io.diabolo.image;

import io.diabolo.error.BadInputException;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures in rows and columns, with or without titles: contact sheets, inputs beside their reconstructions.
 *
 * <p>Tiny pictures are enlarged by whole factors so that one sees their pixels; pictures too large for a sheet about
 * 2,400 pixels wide are shrunk. Rows may differ in length, pictures in size.
 *
 * @param rows the pictures, at least one
 * @param rowTitles none, or one for each row, drawn to the left
 * @param columnTitles none, or one for each column, drawn above
 */
public record Sheet(List<List<Picture>> rows, List<String> rowTitles, List<String> columnTitles) {

    private static final int SHEET_WIDTH = 2400;
    private static final int MIN_CELL = 64;
    private static final int GAP = 6;
    private static final int MARGIN = 12;
    private static final int LINE = 26;
    private static final int FONT_SIZE = 16;
    private static final int LETTER = 9;
    private static final int MAX_ROW_TITLE = 320;
    private static final Color PAPER = new Color(0xf3f3f0);
    private static final Color INK = new Color(0x30302c);
    private static final Color CLEAR = new Color(0, 0, 0, 0);
    /** A contrast of about 4 to white and 5 to black. */
    private static final Color INK_ON_ANY_GROUND = new Color(0x7c828a);

    public Sheet {
        rows = rows.stream().map(List::copyOf).toList();
        rowTitles = List.copyOf(rowTitles);
        columnTitles = List.copyOf(columnTitles);
        if (rows.stream().allMatch(List::isEmpty)) {
            throw new BadInputException("a sheet needs at least one picture");
        }
    }

    /** Fills rows of so many columns, from left to right. */
    public static Sheet grid(List<Picture> pictures, int columns) {
        List<List<Picture>> rows = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i += columns) {
            rows.add(pictures.subList(i, Math.min(pictures.size(), i + columns)));
        }
        return ofRows(rows);
    }

    public static Sheet ofRows(List<List<Picture>> rows) {
        return new Sheet(rows, List.of(), List.of());
    }

    public Sheet withRowTitles(List<String> titles) {
        return new Sheet(rows, titles, columnTitles);
    }

    public Sheet withColumnTitles(List<String> titles) {
        return new Sheet(rows, rowTitles, titles);
    }

    /** The sheet as one RGB picture. */
    public Picture draw() {
        Layout layout = layout();
        BufferedImage sheet = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_3BYTE_BGR);
        return draw(sheet, layout, PAPER, INK);
    }

    /** The sheet with transparency instead of paper, and titles that are read on a light and on a dark ground. */
    public Picture drawTransparent() {
        Layout layout = layout();
        BufferedImage sheet = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_4BYTE_ABGR);
        return draw(sheet, layout, CLEAR, INK_ON_ANY_GROUND);
    }

    private Picture draw(BufferedImage sheet, Layout layout, Color paper, Color ink) {
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(paper);
            graphics.fillRect(0, 0, layout.width(), layout.height());
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size(); c++) {
                    drawPicture(graphics, rows.get(r).get(c), layout, layout.x(c), layout.y(r));
                }
            }
            graphics.setColor(ink);
            drawTitles(graphics, layout);
        } finally {
            graphics.dispose();
        }
        return Picture.of(sheet);
    }

    private static void drawPicture(Graphics2D graphics, Picture picture, Layout layout, int x, int y) {
        Picture fitted = fit(picture, layout.cell());
        int left = x + (layout.cell().width() - fitted.width()) / 2;
        int top = y + (layout.cell().height() - fitted.height()) / 2;
        graphics.drawImage(fitted.toRgb().toBufferedImage(), left, top, null);
    }

    private static Picture fit(Picture picture, Size cell) {
        double room = Math.min((double) cell.width() / picture.width(), (double) cell.height() / picture.height());
        if (room < 1) {
            int width = Math.max(1, (int) Math.round(picture.width() * room));
            return picture.resize(new Size(width, Math.max(1, (int) Math.round(picture.height() * room))));
        }
        return enlarge(picture, (int) room);
    }

    private static Picture enlarge(Picture picture, int factor) {
        int width = picture.width() * factor;
        int height = picture.height() * factor;
        byte[] pixels = new byte[picture.channels() * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / width % height;
            pixels[i] = (byte) picture.at(i / width / height, y / factor, i % width / factor);
        }
        return new Picture(picture.channels(), height, width, pixels);
    }

    private void drawTitles(Graphics2D graphics, Layout layout) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        if (rowTitles.isEmpty() && columnTitles.isEmpty()) {
            return;
        }
        try {
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
            FontMetrics metrics = graphics.getFontMetrics();
            for (int r = 0; r < Math.min(rows.size(), rowTitles.size()); r++) {
                String title = shortened(rowTitles.get(r), metrics, layout.titleWidth());
                int middle = layout.y(r) + layout.cell().height() / 2;
                graphics.drawString(title, MARGIN, middle + metrics.getAscent() / 2);
            }
            for (int c = 0; c < Math.min(layout.columns(), columnTitles.size()); c++) {
                String title =
                        shortened(columnTitles.get(c), metrics, layout.cell().width() + GAP);
                int indent = (layout.cell().width() - metrics.stringWidth(title)) / 2;
                graphics.drawString(title, layout.x(c) + indent, MARGIN + metrics.getAscent());
            }
        } catch (LinkageError | InternalError noFonts) {
            // A machine without any font (slim containers) cannot draw text; the sheet is worth having without it.
            return;
        }
    }

    private static String shortened(String text, FontMetrics metrics, int width) {
        String result = text;
        for (int end = text.length() - 1; end > 0 && metrics.stringWidth(result) > width; end--) {
            result = text.substring(0, end) + "…";
        }
        return result;
    }

    private Layout layout() {
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        List<Picture> all = rows.stream().flatMap(List::stream).toList();
        int width = all.stream().mapToInt(Picture::width).max().orElseThrow();
        int height = all.stream().mapToInt(Picture::height).max().orElseThrow();
        int room = Math.max(MIN_CELL, SHEET_WIDTH / columns);
        int side = Math.max(width, height);
        double scale =
                side > room ? (double) room / side : Math.max(1, Math.min(room / side, (MIN_CELL - 1) / side + 1));
        Size cell =
                new Size(Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)));
        int longest = rowTitles.stream().mapToInt(String::length).max().orElse(0);
        return new Layout(
                cell,
                columns,
                rows.size(),
                Math.min(MAX_ROW_TITLE, LETTER * longest),
                columnTitles.isEmpty() ? 0 : LINE);
    }

    /** Where things are, in pixels. */
    private record Layout(Size cell, int columns, int rows, int titleWidth, int titleHeight) {

        int x(int column) {
            return MARGIN + (titleWidth == 0 ? 0 : titleWidth + GAP) + column * (cell.width() + GAP);
        }

        int y(int row) {
            return MARGIN + titleHeight + row * (cell.height() + GAP);
        }

        int width() {
            return x(columns) - GAP + MARGIN;
        }

        int height() {
            return y(rows) - GAP + MARGIN;
        }
    }
}
