package io.diabolo.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Something that is summed up over the rows of a frame, in one pass: by partitions, then by groups of partitions, then by the driver,
 * always in their order, so that rounding does the same every time. In memory a task has two sums at once, the driver one for each group.
 */
final class InParts {

    private InParts() {}

    /** What a partition's rows give. */
    interface Work<S> extends Serializable {

        /** @param number of the partition, from 0 */
        S of(int number, Iterator<Row> rows);
    }

    /** Adds the second sum to the first, and returns that. */
    interface Merge<S> extends Serializable {

        S of(S first, S second);
    }

    /** @param nothing the sum over no row */
    static <S extends Serializable> S sum(Dataset<Row> rows, S nothing, Work<S> work, Merge<S> merge) {
        JavaRDD<Row> parts = rows.javaRDD();
        int count = parts.getNumPartitions();
        if (count == 0) {
            return nothing;
        }
        JavaPairRDD<Integer, S> sums = parts.mapPartitionsWithIndex(
                        (number, all) -> List.of(new Tuple2<>(number, work.of(number, all)))
                                .iterator(),
                        false)
                .mapToPair(sum -> sum);
        List<S> groups = new ArrayList<>(sums.repartitionAndSortWithinPartitions(new Groups(count))
                .mapPartitions(group -> merged(group, merge))
                .collect());
        return groups.stream().reduce(merge::of).orElse(nothing);
    }

    private static <S> Iterator<S> merged(Iterator<Tuple2<Integer, S>> group, Merge<S> merge) {
        S sum = group.next()._2();
        while (group.hasNext()) {
            sum = merge.of(sum, group.next()._2());
        }
        return List.of(sum).iterator();
    }

    /** As many partitions in a group as there are groups, next to each other. */
    private static final class Groups extends Partitioner {

        private static final long serialVersionUID = 1;

        private final int size;
        private final int groups;

        Groups(int partitions) {
            size = (int) Math.ceil(Math.sqrt(partitions));
            groups = (partitions + size - 1) / size;
        }

        @Override
        public int numPartitions() {
            return groups;
        }

        @Override
        public int getPartition(Object number) {
            return (Integer) number / size;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Groups same && same.size == size && same.groups == groups;
        }

        @Override
        public int hashCode() {
            return 31 * size + groups;
        }
    }
}
