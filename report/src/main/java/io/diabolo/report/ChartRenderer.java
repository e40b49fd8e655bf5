package io.diabolo.report;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Charts as SVG and PNG. */
public final class ChartRenderer {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int PNG_SCALE = 3;
    /** Hundredths of a pixel are enough for the eye, and keep the file small. */
    private static final int DECIMALS = 2;

    private ChartRenderer() {}

    /** A whole SVG document without XML declaration, with its title; numbers on its axes follow {@code locale}. */
    public static String svg(Chart chart, Theme theme, Locale locale) {
        return svg(chart, new ChartPainter(chart, theme, locale, true));
    }

    /** The same for a page that shows the title as text. */
    static String untitledSvg(Chart chart, Theme theme, Locale locale) {
        return svg(chart, new ChartPainter(chart, theme, locale, false));
    }

    /** A PNG file, light and with its title, of 3 pixels for each unit of the SVG: 1440 wide. */
    public static byte[] png(Chart chart, Locale locale) {
        ChartPainter painter = new ChartPainter(chart, Theme.LIGHT, locale, true);
        BufferedImage image = new BufferedImage(
                PNG_SCALE * ChartPainter.WIDTH, PNG_SCALE * painter.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(PNG_SCALE, PNG_SCALE);
        painter.paint(g);
        g.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG could not be written to memory", e);
        }
        return png.toByteArray();
    }

    private static String svg(Chart chart, ChartPainter painter) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptyDocument());
        context.setComment(null);
        context.setPrecision(DECIMALS);
        SVGGraphics2D g = new SVGGraphics2D(context, true);
        g.setSVGCanvasSize(new Dimension(ChartPainter.WIDTH, painter.height()));
        painter.paint(g);
        Element root = g.getRoot();
        root.setAttribute("viewBox", "0 0 " + ChartPainter.WIDTH + " " + painter.height());
        StringWriter svg = new StringWriter();
        try {
            g.stream(root, svg, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("chart %s could not be written to memory".formatted(chart.title()), e);
        }
        return compact(svg.toString());
    }

    /** Without what Batik says of fonts, which outlines have no use for, and its line breaks inside tags. */
    private static String compact(String svg) {
        return svg.replaceFirst("(?s)^.*?(?=<svg)", "")
                .replaceAll(" (?:font-\\w+|(?:text|image|shape|color)-(?:rendering|interpolation))=\"[^\"]*\"", "")
                .replaceAll("\\s+(/?>)", "$1");
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML parser could not be made", e);
        }
    }
}
