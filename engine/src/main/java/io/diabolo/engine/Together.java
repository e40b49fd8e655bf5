package io.diabolo.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that do the parts of a task at the same time. */
public interface Together {

    /** One part, by the thread that asks. */
    Together ALONE = new Together() {
        @Override
        public int parts() {
            return 1;
        }

        @Override
        public void runParts(IntConsumer part) {
            part.accept(0);
        }
    };

    /** How many parts a task has, at least 1. */
    int parts();

    /**
     * Does every part once, and returns when all are done.
     *
     * @param part takes the number of the part, counted from 0; each runs in a thread of its own
     */
    void runParts(IntConsumer part);

    /**
     * Where a part begins of things that are dealt out in their order; parts differ by one at most.
     *
     * @param count of the things
     * @param part 0 to {@code parts}, where the last one ends
     */
    static int begin(int count, int part, int parts) {
        return (int) ((long) count * part / parts);
    }

    /**
     * Deals tensors out to parts of about the same size: the largest first, each to the part that has the least. No tensor is
     * cut, so what is done to them has the same bits for any number of parts.
     *
     * @return the numbers of each part's tensors, in ascending order
     */
    static List<List<Integer>> deal(List<Tensor> tensors, int parts) {
        List<List<Integer>> dealt = new ArrayList<>();
        IntStream.range(0, parts).forEach(part -> dealt.add(new ArrayList<>()));
        long[] sizes = new long[parts];
        IntStream.range(0, tensors.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> -tensors.get(i).shape().elements()))
                .forEach(i -> {
                    int least = IntStream.range(0, parts)
                            .boxed()
                            .min(Comparator.comparingLong(part -> sizes[part]))
                            .orElseThrow();
                    dealt.get(least).add(i);
                    sizes[least] += tensors.get(i).shape().elements();
                });
        dealt.forEach(part -> part.sort(Comparator.naturalOrder()));
        return dealt;
    }
}
