package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/** Who does the work on pictures that takes a codec: this process, or the machines of a cluster. */
public interface PictureCoding {

    /**
     * Begins with items; all may be worked on at once.
     *
     * @return what comes of each, asked for in the order of the items
     */
    <T extends Serializable, R extends Serializable> Results<T, R> begin(List<T> items, Work<T, R> work);

    /** In this process, each item alone, when it is asked for. */
    static PictureCoding here(Codec codec) {
        return new PictureCoding() {
            @Override
            public <T extends Serializable, R extends Serializable> Results<T, R> begin(
                    List<T> items, Work<T, R> work) {
                return (item, notes) -> work.of(item, codec, notes);
            }
        };
    }

    /** What is done to an item, on whichever machine. It may be done twice, of which one result counts. */
    interface Work<T, R> extends Serializable {

        /** @param notes learns what a user should know, one line each */
        R of(T item, Codec codec, Consumer<String> notes);

        /** The heap that it takes, in bytes: so much may be kept free for it. */
        default long heap(T item) {
            return 0;
        }
    }

    /** What comes of items. */
    interface Results<T, R> {

        /**
         * Waits for an item; items that came before it need not have been asked for.
         *
         * @param notes learns what was remarked of it
         * @throws io.diabolo.error.DiaboloException what the work threw
         */
        R of(T item, Consumer<String> notes);
    }

    /** On a cluster, from the first item until it is closed. */
    interface OnCluster extends PictureCoding, AutoCloseable {

        @Override
        void close();
    }
}
