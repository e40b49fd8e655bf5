package io.diabolo.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remembers why the answer could not be written: a {@code PrintWriter} says no more than that it could not. */
final class StandardOutput extends FilterOutputStream {

    private @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** Why not all was written; null where it was, or where the reader, {@code head} say, had seen enough. */
    @Nullable String problem() {
        IOException known = failure;
        if (known == null) {
            return null;
        }
        String message = String.valueOf(known.getMessage());
        // As Linux and macOS (broken pipe) and Windows (the pipe is being closed, has been ended) say it.
        return message.toLowerCase(Locale.ROOT).contains("pipe") ? null : message;
    }
}
