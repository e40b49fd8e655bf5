package io.diabolo.jobs;

import io.diabolo.error.DiaboloException;
import io.diabolo.error.OutputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Goes through files, one after the other. */
final class FileLoop {

    private FileLoop() {}

    /**
     * Does them in order. One that fails does not stop the others, unless no result can be written.
     *
     * @param name of an item, for progress and failures
     * @param control told of each item, and may stop before the next, or within one that asks
     */
    static <T> FilesEnding each(List<T> items, Function<T, String> name, JobControl control, Consumer<T> action) {
        List<FilesEnding.Failure> failures = new ArrayList<>();
        int done = 0;
        for (T item : items) {
            if (control.stop().getAsBoolean()) {
                return new FilesEnding(items.size(), done, failures, true);
            }
            String shown = name.apply(item);
            control.files().accept(new FileProgress(done + failures.size() + 1, items.size(), shown));
            try {
                action.accept(item);
                done++;
            } catch (CancellationException e) {
                return new FilesEnding(items.size(), done, failures, true); // within one, which has no result then
            } catch (DiaboloException e) {
                failures.add(new FilesEnding.Failure(shown, String.valueOf(e.getMessage()), e));
                if (e instanceof OutputException) {
                    break;
                }
            } catch (OutOfMemoryError e) {
                failures.add(new FilesEnding.Failure(
                        shown,
                        "%s does not fit into memory: Java may use %,d MiB here; DIABOLO_JAVA_OPTS=-Xmx%dg gives it %d GiB"
                                .formatted(
                                        shown,
                                        JavaHeap.mebibytes(),
                                        JavaHeap.moreGibibytes(),
                                        JavaHeap.moreGibibytes()),
                        e));
            }
        }
        return new FilesEnding(items.size(), done, failures, false);
    }
}
