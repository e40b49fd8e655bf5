package io.diabolo.codec.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of pictures in an archive: relative paths with {@code /} between their parts. A name that could lead out of the
 * folder it is extracted into, on any operating system, or that a terminal could not show, is none.
 */
public final class EntryNames {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
    private static final int SHOWN = 80;

    private EntryNames() {}

    /** Why it is no name; empty if it is one. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > ArchiveFormat.MAX_NAME_BYTES) {
            return Optional.of("is longer than %d bytes".formatted(ArchiveFormat.MAX_NAME_BYTES));
        }
        if (name.codePoints().anyMatch(EntryNames::isHidden)) {
            return Optional.of("has a control character");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("has a backslash");
        }
        if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            return Optional.of("is an absolute path");
        }
        for (String part : name.split("/", -1)) {
            // Windows drops dots and spaces at the end of a name.
            if (part.replaceAll("[. ]+$", "").isEmpty()) {
                return Optional.of("has an empty part, or one of dots alone, such as '..'");
            }
        }
        return Optional.empty();
    }

    /** A name as messages show it: of one line, not longer than 80 characters. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder("'");
        name.codePoints().limit(SHOWN).forEach(c -> shown.appendCodePoint(isHidden(c) ? '?' : c));
        return shown.append(name.codePointCount(0, name.length()) > SHOWN ? "...'" : "'")
                .toString();
    }

    /** The text of bytes that are UTF-8; empty if they are not. */
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Control characters, line ends, and marks that turn the direction of what follows. */
    private static boolean isHidden(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
