package io.diabolo.studio;

import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Data that is sent, file by file, into a folder of its own in the root. What the other side calls its files is turned into letters,
 * digits and a known ending first; files are written beside and renamed.
 */
final class UploadApi {

    /** The folder in the root that holds all that was sent. */
    static final String FOLDER = "uploads";

    private static final int LONGEST = 64;
    private static final Set<String> ENDINGS = Set.of(
            "png", "jpg", "jpeg", "bmp", "gif", "pgm", "ppm", "tif", "tiff", "webp", "csv", "tsv", "gz", "npy", "npz");

    /** So much stays free on the disk, for models and for others. */
    private static final long LEAST_FREE = 1L << 30;

    private final Root root;
    private final Limits limits;
    private final AtomicLong files = new AtomicLong();
    private final Set<Path> reserved = new HashSet<>();

    UploadApi(Root root, Limits limits) {
        this.root = root;
        this.limits = limits;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/data", this::take));
    }

    private void take(Context request) {
        String set = part(Exchange.parameter(request, "set"), "set");
        String label = request.queryParam("label");
        String file = part(Exchange.parameter(request, "file"), "file");
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!ENDINGS.contains(ending)) {
            throw RequestException.bad("'%s' is no data that can be read: pictures, .csv, .tsv, .npy and .npz are"
                    .formatted(Text.shown(file)));
        }
        if (files.incrementAndGet() > limits.uploads().files()) {
            throw new RequestException(
                    RequestException.TOO_MANY,
                    "%,d files were sent, which is as many as are taken: put the data into the folder itself"
                            .formatted(limits.uploads().files()));
        }
        Path folder = folder(set, label == null || label.isEmpty() ? "" : part(label, "label"));
        Path target = reserve(folder, file);
        try {
            AtomicFiles.write(target, out -> Exchange.upload(request, out, limits));
        } finally {
            release(target);
        }
        Exchange.json(request, new Taken(root.name(root.folder().resolve(FOLDER).resolve(set)), root.name(target)));
    }

    /** A name that is one harmless part of a path. */
    private static String part(String name, String what) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[._-]+", "");
        String part = plain.length() <= LONGEST ? plain : plain.substring(plain.length() - LONGEST);
        if (part.isEmpty() || part.endsWith(".") || Root.isDevice(part)) {
            throw RequestException.bad(
                    "'%s' cannot be a %s: it has no letter or digit".formatted(Text.shown(name), what));
        }
        return part;
    }

    private Path folder(String set, String label) {
        Path folder = root.folder();
        try {
            if (Files.getFileStore(folder).getUsableSpace()
                    < LEAST_FREE + limits.uploads().bytes()) {
                throw new OutputException("the disk has less than 1 GB free: make room first");
            }
            for (String part : List.of(FOLDER, set, label)) {
                folder = folder.resolve(part);
                if (Files.isSymbolicLink(folder)) {
                    throw new RequestException(
                            RequestException.FORBIDDEN, "'%s' is a link: data is not sent through it".formatted(part));
                }
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new OutputException("%s cannot be made: %s".formatted(root.name(folder), e.getMessage()), e);
        }
        return folder;
    }

    /** Files whose names became the same get numbers. */
    private Path reserve(Path folder, String file) {
        int dot = file.lastIndexOf('.');
        synchronized (reserved) {
            Path target = folder.resolve(file);
            for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS) || reserved.contains(target); i++) {
                target = folder.resolve("%s-%d%s".formatted(file.substring(0, dot), i, file.substring(dot)));
            }
            reserved.add(target);
            return target;
        }
    }

    private void release(Path target) {
        synchronized (reserved) {
            reserved.remove(target);
        }
    }

    /**
     * A file that is there now.
     *
     * @param data the name of all the data that it belongs to
     * @param file its own name in the root
     */
    record Taken(String data, String file) {}
}
