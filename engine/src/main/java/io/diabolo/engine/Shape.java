package io.diabolo.engine;

import java.util.Arrays;

/** The sizes of a tensor's dimensions, outermost first; a scalar has none. */
public final class Shape {

    private final long[] sizes;

    private Shape(long[] sizes) {
        this.sizes = sizes;
    }

    /** @throws EngineException if a size is negative or the product overflows */
    public static Shape of(long... sizes) {
        long product = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new EngineException("a shape's sizes must be at least 0, was " + Arrays.toString(sizes));
            }
            product = Math.multiplyExact(product, size);
        }
        return new Shape(sizes.clone());
    }

    public int rank() {
        return sizes.length;
    }

    /** The size of a dimension; negative numbers count from the last one. */
    public long size(int dimension) {
        return sizes[dimension < 0 ? dimension + sizes.length : dimension];
    }

    /** The product of the sizes; 1 for a scalar. */
    public long elements() {
        long product = 1;
        for (long size : sizes) {
            product *= size;
        }
        return product;
    }

    public long[] toArray() {
        return sizes.clone();
    }

    /**
     * The shape of an element-wise result: dimensions are matched from the last, and a size 1 stretches.
     *
     * @throws EngineException if two sizes differ and neither is 1
     */
    Shape broadcast(Shape other, String operation) {
        long[] result = new long[Math.max(rank(), other.rank())];
        for (int i = 1; i <= result.length; i++) {
            long a = i <= rank() ? size(-i) : 1;
            long b = i <= other.rank() ? other.size(-i) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new EngineException("%s: shapes %s and %s do not match".formatted(operation, this, other));
            }
            result[result.length - i] = a == 1 ? b : a;
        }
        return new Shape(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
