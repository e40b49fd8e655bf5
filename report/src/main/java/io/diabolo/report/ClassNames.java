package io.diabolo.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The names of many classes on the chart itself, each at the median of its points, or as near to it as there is room: no
 * legend of more than ten colours can be read.
 */
final class ClassNames {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final double LONGEST = 90;
    private static final double HEIGHT = 16;
    private static final float HALO = 3.5f;
    /** Places that are tried lie on a spiral round the median. */
    private static final int MOST_TRIES = 2_000;

    private static final double TURN = 0.7;
    private static final double GROWTH = 3;

    private final List<Name> names = new ArrayList<>();
    private final Theme theme;

    ClassNames(ScatterChart chart, Theme theme) {
        this.theme = theme;
        for (int i = 0; i < chart.classNames().size(); i++) {
            int index = i;
            List<ScatterChart.Point> own =
                    chart.points().stream().filter(p -> p.classIndex() == index).toList();
            if (!own.isEmpty()) {
                names.add(new Name(
                        OutlinedText.fit(chart.classNames().get(i), FONT, LONGEST),
                        i,
                        own.size(),
                        median(own.stream().map(ScatterChart.Point::x).toList()),
                        median(own.stream().map(ScatterChart.Point::y).toList())));
            }
        }
        // The larger classes have the first choice.
        names.sort(Comparator.comparingInt((Name name) -> -name.points).thenComparingInt(name -> name.index));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Paints over the points, which lie where the functions say. */
    void paint(Graphics2D g, DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
        List<Rectangle2D> places = places(toX, toY);
        for (int i = 0; i < places.size(); i++) {
            Rectangle2D place = places.get(i);
            Shape letters = OutlinedText.outline(names.get(i).text, FONT, place.getX(), place.getMaxY() - HEIGHT / 4);
            g.setColor(theme.ground());
            g.setStroke(new BasicStroke(HALO, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(letters);
            g.setColor(theme.ink());
            g.fill(letters);
        }
    }

    /** Where the names stand, the largest class first. */
    List<Rectangle2D> places(DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
        List<Rectangle2D> places = new ArrayList<>();
        for (Name name : names) {
            places.add(place(name, toX.applyAsDouble(name.x), toY.applyAsDouble(name.y), places));
        }
        return places;
    }

    private static Rectangle2D place(Name name, double x, double y, List<Rectangle2D> taken) {
        double width = OutlinedText.width(name.text, FONT);
        Rectangle2D wanted = new Rectangle2D.Double(x - width / 2, y - HEIGHT / 2, width, HEIGHT);
        for (int i = 0; i < MOST_TRIES; i++) {
            double angle = TURN * i;
            double radius = GROWTH * Math.sqrt(i);
            Rectangle2D place = new Rectangle2D.Double(
                    wanted.getX() + radius * Math.cos(angle), wanted.getY() + radius * Math.sin(angle), width, HEIGHT);
            if (taken.stream().noneMatch(place::intersects)) {
                return place;
            }
        }
        return wanted;
    }

    /** @param points how many there are of the class, around (x, y) */
    private record Name(String text, int index, int points, double x, double y) {}
}
