package io.diabolo.table;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of separated values, gzipped or not, that can be read again and again.
 *
 * @param dialect how it is written
 */
record CsvFile(Path path, CsvDialect dialect) {

    /** The dialect is detected from so many bytes at the start. */
    private static final int HEAD_BYTES = 1 << 18;

    private static final int GZIP_MAGIC = 0x1f8b;

    /** Detects the dialect. */
    static CsvFile open(Path path, CsvOverrides overrides) {
        if (!Files.isRegularFile(path)) {
            throw new BadInputException(path + ": there is no such file; check the path");
        }
        byte[] head = head(path);
        boolean whole = head.length < HEAD_BYTES;
        TextEncoding encoding = TextEncoding.detect(head);
        int mark = encoding.mark().length;
        String text = new String(head, mark, head.length - mark, encoding.charset());
        requireText(path, text);
        return new CsvFile(path, new DialectDetector(text, whole, encoding).detect(overrides));
    }

    /** The same file read with one byte a character. */
    CsvFile inSingleBytes() {
        return new CsvFile(path, dialect.withEncoding(TextEncoding.singleByte(head(path))));
    }

    /** Whether this file was taken for Unicode by its first bytes alone, without a mark. */
    boolean isGuessedUnicode() {
        return dialect.encoding() == TextEncoding.UTF_8;
    }

    /** The name for messages and tables. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * Gives all rows to {@code sink}, until it wants no more.
     *
     * @throws CharacterCodingException where the text is not in the dialect's encoding
     */
    void forEachRow(RowSink sink) throws CharacterCodingException {
        RecordHandler handler = new RecordHandler(path.toString(), dialect.header(), sink);
        try (InputStream in = open(path);
                CsvReader<Boolean> records = reader(dialect, handler, decoded(in))) {
            Iterator<Boolean> wantsMore = records.iterator();
            while (wantsMore.hasNext() && wantsMore.next()) {}
        } catch (CharacterCodingException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (UncheckedIOException | CsvParseException e) {
            rethrow(e, handler.line());
        }
    }

    /** A parser that leaves the width of rows to its handler. */
    static <T> CsvReader<T> reader(CsvDialect dialect, CsvCallbackHandler<T> handler, Reader text) {
        return CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .allowUnclosedQuote(false)
                .maxBufferSize(RecordHandler.LONGEST_LINE)
                .build(handler, text);
    }

    CorruptFileException notText(CharacterCodingException e) {
        return new CorruptFileException(
                "%s is not %s to its end; save it again as UTF-8".formatted(path, dialect.encoding()), e);
    }

    private Reader decoded(InputStream in) throws IOException {
        in.skipNBytes(dialect.encoding().mark().length);
        return new InputStreamReader(
                in,
                dialect.encoding()
                        .charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private void rethrow(RuntimeException e, long line) throws CharacterCodingException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DiaboloException known) {
                throw known;
            }
            if (cause instanceof HandlerFailure failure) {
                throw failure;
            }
            if (cause instanceof CharacterCodingException coding) {
                throw coding;
            }
            if (cause instanceof IOException io) {
                throw unreadable(path, io);
            }
        }
        throw new BadInputException(
                "%s, line %d or after: %s; a quote must be closed, and a line have at most %,d characters"
                        .formatted(path, Math.max(1, line), e.getMessage(), RecordHandler.LONGEST_LINE),
                e);
    }

    private static CorruptFileException unreadable(Path path, IOException e) {
        return new CorruptFileException(
                "%s cannot be read to its end (%s); it is cut off or damaged: copy it again"
                        .formatted(path, e.getMessage()),
                e);
    }

    private static byte[] head(Path path) {
        try (InputStream in = open(path)) {
            return in.readNBytes(HEAD_BYTES);
        } catch (EOFException | ZipException e) {
            throw unreadable(path, e);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read %s (%s); check the path and its permissions".formatted(path, e.getMessage()), e);
        }
    }

    private static InputStream open(Path path) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        try {
            in.mark(2);
            boolean gzipped = ((in.read() << 8) | in.read()) == GZIP_MAGIC;
            in.reset();
            return gzipped ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static void requireText(Path path, String head) {
        if (head.isBlank()) {
            throw new BadInputException(path + " is empty; a table needs at least one row");
        }
        long odd =
                head.chars().filter(c -> c < ' ' && "\t\r\n\f".indexOf(c) < 0).count();
        if (head.indexOf('\0') >= 0 || odd * 50 > head.length()) {
            throw new UnsupportedFormatException(path
                    + " holds binary data, not text; save the table as CSV (UTF-8, or UTF-16 with byte order mark)");
        }
    }
}
