package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.jobs.ClusterRequest;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The results of a request: each is written into a hidden folder beside its place and moved there when all are whole. What was
 * there before stays until then.
 */
final class Publishing implements AutoCloseable {

    private final FileSystem files;
    private final Path out;
    private final Path refused;
    private final Path hidden;

    private Publishing(FileSystem files, Path out, Path refused) {
        this.files = files;
        this.out = out;
        this.refused = refused;
        hidden = new Path(out.getParent(), ".%s.%s.partial".formatted(out.getName(), UUID.randomUUID()));
    }

    /** @throws BadInputException where a result exists and is not to be replaced */
    static Publishing of(ClusterRequest request, Configuration settings) {
        try {
            Path asked = new Path(request.out());
            FileSystem files = asked.getFileSystem(settings);
            Publishing result = new Publishing(
                    files, files.makeQualified(asked), files.makeQualified(new Path(request.refusedOut())));
            for (String name : new String[] {request.out(), request.refusedOut()}) {
                if (!request.replace() && files.exists(new Path(name))) {
                    throw new BadInputException("%s exists: choose another name, or have it replaced".formatted(name));
                }
            }
            return result;
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException("%s: no place for a result (%s)".formatted(request.out(), e.getMessage()), e);
        }
    }

    /** Where the result is to be written. */
    String resultFolder() {
        return new Path(hidden, "result").toString();
    }

    /** Where the rows that were refused are to be written. */
    String refusedFolder() {
        return new Path(hidden, "refused").toString();
    }

    /** Moves what was written into its place, the result last. Of rows that were refused before nothing is left. */
    void publish() {
        try {
            move(new Path(refusedFolder()), refused);
            move(new Path(resultFolder()), out);
        } catch (IOException e) {
            throw new OutputException("%s cannot be written: %s".formatted(out, e.getMessage()), e);
        }
    }

    private void move(Path from, Path to) throws IOException {
        Path before = new Path(hidden, "before-" + from.getName());
        boolean replaced = files.exists(to);
        if (replaced) {
            rename(to, before);
        }
        try {
            if (files.exists(from)) {
                rename(from, to);
            }
        } catch (IOException e) {
            if (replaced) {
                rename(before, to);
            }
            throw e;
        }
    }

    private void rename(Path from, Path to) throws IOException {
        // Into a folder that came meanwhile it would be moved, and be found nowhere.
        if (files.exists(to) || !files.rename(from, to)) {
            throw new IOException("%s cannot be moved to %s".formatted(from, to));
        }
    }

    @Override
    public void close() {
        try {
            files.delete(hidden, true);
        } catch (IOException e) {
            // A hidden folder stays, which harms nobody; what was asked for is there, or was said to be missing.
        }
    }
}
