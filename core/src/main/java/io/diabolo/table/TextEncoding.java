package io.diabolo.table;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How a text file's characters are bytes. */
public enum TextEncoding {
    UTF_8("UTF-8", StandardCharsets.UTF_8, false),
    UTF_8_MARKED("UTF-8 with byte order mark", StandardCharsets.UTF_8, true),
    UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE, true),
    UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE, true),
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"), false),
    /** Where a byte is none of windows-1252. */
    ISO_8859_1("ISO-8859-1", StandardCharsets.ISO_8859_1, false);

    private final String label;
    private final Charset charset;
    private final boolean marked;

    TextEncoding(String label, Charset charset, boolean marked) {
        this.label = label;
        this.charset = charset;
        this.marked = marked;
    }

    public Charset charset() {
        return charset;
    }

    /** The bytes in front of the text: a byte order mark (UTF-16 always has one here), or none. */
    public byte[] mark() {
        return marked ? "\uFEFF".getBytes(charset) : new byte[0];
    }

    /** By the byte order mark; else UTF-8 where the bytes are that, the last character possibly cut; else one byte a character. */
    static TextEncoding detect(byte[] head) {
        for (TextEncoding marked : new TextEncoding[] {UTF_8_MARKED, UTF_16LE, UTF_16BE}) {
            if (marked.marks(head)) {
                return marked;
            }
        }
        return UTF_8.decodes(head) ? UTF_8 : singleByte(head);
    }

    /** The encoding of text that is not Unicode. */
    static TextEncoding singleByte(byte[] head) {
        return WINDOWS_1252.decodes(head) ? WINDOWS_1252 : ISO_8859_1;
    }

    private boolean marks(byte[] head) {
        byte[] mark = mark();
        return head.length >= mark.length
                && ByteBuffer.wrap(head, 0, mark.length).equals(ByteBuffer.wrap(mark));
    }

    private boolean decodes(byte[] head) {
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false);
        return !result.isError();
    }

    @Override
    public String toString() {
        return label;
    }
}
