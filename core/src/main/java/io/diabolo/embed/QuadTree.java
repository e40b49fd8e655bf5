package io.diabolo.embed;

/**
 * Points of a plane in nested squares, each with the centre and number of its points, so that the push of many points that are
 * far away is that of one.
 *
 * @source J. Barnes and P. Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324, 1986
 */
final class QuadTree {

    /** Squares are not halved more often; points closer than that share one. */
    private static final int DEEPEST = 48;

    /** Nodes a point takes, about; more are made where that does not do. */
    private static final int NODES_A_POINT = 3;

    private static final int NONE = -1;

    private final double[][] points;
    private final double half;
    private int nodes;
    /** [nodes * 4], the number of a child or {@link #NONE} */
    private int[] children;
    /** [nodes] of each */
    private int[] counts;

    private double[] centresX;
    private double[] centresY;
    /** [nodes], the only point of a leaf */
    private int[] members;

    /** @param points [N][2], N at least 1 */
    QuadTree(double[][] points) {
        this.points = points;
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (double[] point : points) {
            for (int d = 0; d < 2; d++) {
                low[d] = Math.min(low[d], point[d]);
                high[d] = Math.max(high[d], point[d]);
            }
        }
        half = Math.max(Math.max(high[0] - low[0], high[1] - low[1]) / 2, Double.MIN_NORMAL) * (1 + 1e-6);
        int capacity = NODES_A_POINT * points.length + 16;
        children = new int[4 * capacity];
        counts = new int[capacity];
        centresX = new double[capacity];
        centresY = new double[capacity];
        members = new int[capacity];
        double middleX = (low[0] + high[0]) / 2;
        double middleY = (low[1] + high[1]) / 2;
        node();
        for (int i = 0; i < points.length; i++) {
            insert(i, middleX, middleY);
        }
    }

    private int node() {
        if (nodes == counts.length) {
            int capacity = 2 * nodes;
            children = java.util.Arrays.copyOf(children, 4 * capacity);
            counts = java.util.Arrays.copyOf(counts, capacity);
            centresX = java.util.Arrays.copyOf(centresX, capacity);
            centresY = java.util.Arrays.copyOf(centresY, capacity);
            members = java.util.Arrays.copyOf(members, capacity);
        }
        java.util.Arrays.fill(children, 4 * nodes, 4 * nodes + 4, NONE);
        members[nodes] = NONE;
        return nodes++;
    }

    private void insert(int point, double rootX, double rootY) {
        double middleX = rootX;
        double middleY = rootY;
        double size = half;
        int at = 0;
        for (int depth = 0; ; depth++) {
            boolean empty = counts[at] == 0;
            add(at, point);
            if (empty) {
                members[at] = point;
                return;
            }
            if (depth == DEEPEST) {
                members[at] = NONE;
                return;
            }
            if (members[at] != NONE) {
                // A leaf no longer: its point goes down one square.
                int moved = members[at];
                members[at] = NONE;
                int child = child(at, quadrant(moved, middleX, middleY));
                add(child, moved);
                members[child] = moved;
            }
            int quadrant = quadrant(point, middleX, middleY);
            size /= 2;
            middleX += (quadrant & 1) == 0 ? -size : size;
            middleY += (quadrant & 2) == 0 ? -size : size;
            at = child(at, quadrant);
        }
    }

    private int child(int at, int quadrant) {
        int child = children[4 * at + quadrant];
        if (child == NONE) {
            child = node();
            children[4 * at + quadrant] = child;
        }
        return child;
    }

    private int quadrant(int point, double middleX, double middleY) {
        return (points[point][0] < middleX ? 0 : 1) + (points[point][1] < middleY ? 0 : 2);
    }

    private void add(int at, int point) {
        counts[at]++;
        centresX[at] += (points[point][0] - centresX[at]) / counts[at];
        centresY[at] += (points[point][1] - centresY[at]) / counts[at];
    }

    /**
     * How the other points push one away: the sums of {@code q^2 (y - y')} and of {@code q = 1 / (1 + |y - y'|^2)}.
     *
     * @param angle a square counts as one point where its side over its distance is smaller than this; 0 for exact sums
     * @param push [2] receives the first
     * @return the second
     */
    double push(int point, double angle, double[] push) {
        push[0] = 0;
        push[1] = 0;
        return push(0, half, point, angle * angle, push);
    }

    private double push(int at, double size, int point, double angleSquared, double[] push) {
        if (counts[at] == 0 || members[at] == point) {
            return 0;
        }
        double x = points[point][0] - centresX[at];
        double y = points[point][1] - centresY[at];
        double distance = x * x + y * y;
        boolean leaf = members[at] != NONE || isDeepest(at);
        if (leaf || 4 * size * size < angleSquared * distance) {
            double q = 1 / (1 + distance);
            double weight = counts[at] * q;
            push[0] += weight * q * x;
            push[1] += weight * q * y;
            return weight;
        }
        double sum = 0;
        for (int quadrant = 0; quadrant < 4; quadrant++) {
            int child = children[4 * at + quadrant];
            if (child != NONE) {
                sum += push(child, size / 2, point, angleSquared, push);
            }
        }
        return sum;
    }

    private boolean isDeepest(int at) {
        return children[4 * at] == NONE
                && children[4 * at + 1] == NONE
                && children[4 * at + 2] == NONE
                && children[4 * at + 3] == NONE;
    }
}
