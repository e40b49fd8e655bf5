package io.diabolo.studio;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The one folder that is shown. Others name what is in it by relative names with {@code /}; a name that leads out of it, by
 * {@code ..}, as an absolute path or through a link, is refused.
 */
final class Root {

    /** Where the studio keeps its own files, below the root. */
    static final String OWN = ".diabolo-studio";

    private static final int LONGEST = 1_000;
    private static final Pattern NEW_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Windows' own words, which are no names of folders there. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private final Path folder;

    private Root(Path folder) {
        this.folder = folder;
    }

    /** @throws BadInputException if it is no folder that can be read */
    static Root of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("%s: no such folder".formatted(folder));
        }
        try {
            return new Root(folder.toRealPath());
        } catch (IOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Without links. */
    Path folder() {
        return folder;
    }

    /** Where the studio keeps its own files; made when something is written into it. */
    Path own() {
        return folder.resolve(OWN);
    }

    /**
     * What a name stands for.
     *
     * @return a path without links, in the root
     * @throws RequestException if there is nothing of that name, or it leads elsewhere
     */
    Path existing(String name) {
        requireRelative(name);
        try {
            Path real = folder.resolve(name).toRealPath();
            if (!holds(real)) {
                throw leadsOut(name);
            }
            return real;
        } catch (InvalidPathException e) {
            throw leadsOut(name);
        } catch (IOException e) {
            throw RequestException.notFound("'%s': no such file or folder here".formatted(Text.shown(name)));
        }
    }

    private static void requireRelative(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.indexOf('\0') >= 0) {
            throw RequestException.bad("a name has 1 to 1,000 characters");
        }
        if (name.indexOf('\\') >= 0 || name.startsWith("/") || name.indexOf(':') >= 0) {
            throw leadsOut(name);
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".")) {
                throw leadsOut(name);
            }
        }
    }

    private static RequestException leadsOut(String name) {
        return new RequestException(
                RequestException.FORBIDDEN,
                "'%s' is not in the folder that is shown: names are relative, without '..' and hidden folders"
                        .formatted(Text.shown(name)));
    }

    /** Whether a path, once its links are followed, lies in the root. */
    boolean holds(Path path) {
        try {
            return path.toRealPath().startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The folder of something new.
     *
     * @param name letters, digits, {@code . _ -}
     */
    Path fresh(String name) {
        if (!NEW_NAME.matcher(name).matches() || name.endsWith(".") || isDevice(name)) {
            throw RequestException.bad("'%s' cannot name a model: use up to 64 letters, digits, '.', '_' and '-'"
                    .formatted(Text.shown(name)));
        }
        Path path = folder.resolve(name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !holds(path)) {
            throw leadsOut(name);
        }
        return path;
    }

    /** Whether Windows would take a name for a device. */
    static boolean isDevice(String name) {
        return DEVICE.matcher(name).matches();
    }

    /** The name of a path in the root. */
    String name(Path path) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        return name.isEmpty() ? "." : name;
    }

    /** A message with names in the place of whole paths. */
    String relative(String message) {
        return message.replace(folder + java.io.File.separator, "").replace(folder.toString(), ".");
    }

    /** Makes the folder for the studio's own files. */
    Path makeOwn() {
        try {
            return Files.createDirectories(own());
        } catch (IOException e) {
            throw new OutputException("%s cannot be made: %s".formatted(own(), e.getMessage()), e);
        }
    }
}
