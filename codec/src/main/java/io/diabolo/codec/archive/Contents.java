package io.diabolo.codec.archive;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in an archive: what its index says; or, where that is missing because a writer was killed or the file is cut off, what
 * a walk over the blocks from the first one finds.
 *
 * @param header of the archive
 * @param firstBlock where the blocks start
 * @param pictures by their names, in the order of the file
 * @param problems a line for each thing that is lost or refused
 * @param indexed whether the file ends with its index
 * @param damaged whether something else than the end is missing
 * @param end where the next block goes: behind the last whole one
 * @param lastIndex where the index starts that the next one follows; 0 for none
 * @param tail what is behind the last whole block
 */
record Contents(
        ArchiveHeader header,
        long firstBlock,
        Map<String, Located> pictures,
        List<String> problems,
        boolean indexed,
        boolean damaged,
        long end,
        long lastIndex,
        Tail tail) {

    /**
     * What the end of the file tells of what is not there.
     *
     * @param unfinished whether an addition that was killed explains it: all that an index had named is there
     * @param torn the name of the picture that is there in part; empty for none
     */
    record Tail(boolean unfinished, String torn) {}

    private static final int SHORTEST_INDEX = 40;

    static Contents of(ArchiveBytes in) {
        List<IndexBytes> indexes = indexes(in);
        ArchiveHeader header;
        boolean whole = true;
        try {
            header = ArchiveHeader.read(in.read(0, (int) Math.min(ArchiveHeader.MAX_BYTES, in.length())));
        } catch (CorruptFileException e) {
            // The index has a copy.
            if (indexes.isEmpty()) {
                throw e;
            }
            header = indexes.get(0).header();
            whole = false;
        }
        return indexes.isEmpty() ? new Walk(in, header).walk() : ofIndexes(in, header, whole, indexes);
    }

    private static Contents ofIndexes(
            ArchiveBytes in, ArchiveHeader header, boolean wholeHeader, List<IndexBytes> indexes) {
        Map<String, Located> pictures = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        if (!wholeHeader) {
            problems.add("its header is damaged: the copy in its index is used");
        }
        for (IndexBytes index : indexes) {
            for (Located picture : index.pictures()) {
                add(picture, pictures, problems);
            }
        }
        long lastIndex = endOfFile(in);
        return new Contents(
                header,
                header.bytes().length,
                pictures,
                problems,
                true,
                false,
                in.length(),
                lastIndex,
                new Tail(problems.isEmpty(), ""));
    }

    /** Takes in a picture with a good name of its own; others are refused by name. */
    private static void add(Located picture, Map<String, Located> pictures, List<String> problems) {
        EntryNames.problem(picture.name())
                .map(problem -> "refused: the name %s %s".formatted(EntryNames.shown(picture.name()), problem))
                .or(() -> java.util.Optional.ofNullable(pictures.putIfAbsent(picture.name(), picture))
                        .map(first -> "refused: the name %s is there twice, the first one counts"
                                .formatted(EntryNames.shown(picture.name()))))
                .ifPresent(problems::add);
    }

    /** All indexes, the first one first; none if one of them is not whole. */
    private static List<IndexBytes> indexes(ArchiveBytes in) {
        List<IndexBytes> indexes = new ArrayList<>();
        try {
            long at = endOfFile(in);
            long limit = in.length();
            long pictures = 0;
            while (at > 0) {
                Block block = Block.require(in, at, ArchiveFormat.INDEX);
                // Each in front of the next one, so that all together are not longer than the file.
                ByteCursor.require(block.end() <= limit, "has indexes that overlap");
                IndexBytes index = IndexBytes.read(block.intactContent(in), in.length());
                pictures += index.pictures().size();
                ByteCursor.require(
                        pictures <= ArchiveFormat.MAX_ENTRIES
                                && pictures <= in.length() / ArchiveFormat.MIN_ENTRY_BYTES,
                        "has more pictures in its indexes than it can hold");
                indexes.add(0, index);
                limit = at;
                at = index.previous();
            }
        } catch (CorruptFileException | UnsupportedFormatException e) {
            return List.of();
        }
        return indexes;
    }

    /** Where the last index is, as the end of the file says; 0 if it does not. */
    private static long endOfFile(ArchiveBytes in) {
        long at = in.length() - ArchiveFormat.END_BYTES;
        Block block = at < SHORTEST_INDEX ? null : Block.at(in, at);
        if (block == null || block.kind() != ArchiveFormat.END || block.end() != in.length() || !block.intact(in)) {
            return 0;
        }
        long index = new ByteCursor(block.content(in)).i64();
        return index > 0 && index < at ? index : 0;
    }

    /** From block to block. */
    private static final class Walk {

        private final ArchiveBytes in;
        private final ArchiveHeader header;
        private final Map<String, Located> pictures = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();
        private boolean damaged;
        private boolean refused;
        private boolean listed;
        private String torn = "";

        Walk(ArchiveBytes in, ArchiveHeader header) {
            this.in = in;
            this.header = header;
        }

        Contents walk() {
            long first = header.bytes().length;
            long at = first;
            long length = in.length();
            while (at < length) {
                Block block = Block.at(in, at);
                // The first index names all pictures in front of it; it is there even where it is torn itself.
                listed |= block != null && isOfIndex(block);
                if (block == null || !block.fits(in)) {
                    problems.add("its last %d bytes are no whole block%s".formatted(length - at, torn(block)));
                    damaged |= holdsAnEnd(at) || (block == null && !isZero(at));
                    break;
                }
                if (block.kind() == ArchiveFormat.ENTRY) {
                    entry(block);
                } else if (!block.intact(in)) {
                    other(block);
                }
                at = block.end();
            }
            problems.add(
                    0,
                    "its index is missing or damaged: %,d pictures were found without it".formatted(pictures.size()));
            return new Contents(
                    header, first, pictures, problems, false, damaged, at, 0, new Tail(listed && !refused, torn));
        }

        private void entry(Block block) {
            boolean intact = block.intact(in);
            String name = "";
            try {
                EntryHead head = EntryHead.read(block.start(in, ArchiveFormat.MAX_HEAD), block.contentBytes(), header);
                name = " (%s)".formatted(EntryNames.shown(head.name()));
                if (!intact) {
                    damaged = true;
                    EntryBytes.read(block.content(in), head, false);
                }
                byte[] sha256 = header.hashes() ? block.sha256(in) : new byte[0];
                int before = problems.size();
                add(new Located(head.name(), block.at(), sha256), pictures, problems);
                refused |= problems.size() > before;
            } catch (CorruptFileException | UnsupportedFormatException e) {
                damaged = true;
                problems.add("lost: the picture at byte %d%s: %s".formatted(block.at(), name, e.getMessage()));
            }
        }

        /** A damaged index can be written anew; what another block was, nobody knows. */
        private void other(Block block) {
            boolean index = isOfIndex(block);
            damaged |= !index;
            problems.add("lost: %s at byte %d does not agree with its checksum"
                    .formatted(index ? "the index" : "what is", block.at()));
        }

        private static boolean isOfIndex(Block block) {
            return block.kind() == ArchiveFormat.INDEX || block.kind() == ArchiveFormat.END;
        }

        /** The name of the picture that was being written. */
        private String torn(@Nullable Block block) {
            if (block == null || block.kind() != ArchiveFormat.ENTRY || block.contentAt() >= in.length()) {
                return "";
            }
            try {
                EntryHead head = EntryHead.read(block.start(in, ArchiveFormat.MAX_HEAD), block.contentBytes(), header);
                torn = head.name();
                return ": lost: the picture " + EntryNames.shown(torn);
            } catch (CorruptFileException | UnsupportedFormatException e) {
                return "";
            }
        }

        /**
         * Whether a writer finished behind this place: then no picture was torn here, but a length is wrong, and what follows may
         * be whole.
         */
        private boolean holdsAnEnd(long from) {
            int overlap = ArchiveFormat.END_BYTES - 1;
            for (long at = from; at + overlap < in.length(); at += 1 << 16) {
                byte[] piece = in.read(at, (int) Math.min((1 << 16) + overlap, in.length() - at));
                for (int i = 0; i + overlap < piece.length; i++) {
                    if (piece[i] == ArchiveFormat.END && piece[i + 1] == ArchiveFormat.END_CONTENT) {
                        int checksum = ArchiveFormat.checksum(piece, 0, piece, i, 2 + ArchiveFormat.END_CONTENT);
                        int stored = i + 2 + ArchiveFormat.END_CONTENT;
                        if (new ByteCursor(Arrays.copyOfRange(piece, stored, stored + 4)).i32() == checksum) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }

        /** What a file system leaves that had made room and not written yet. */
        private boolean isZero(long from) {
            for (long at = from; at < in.length(); at += 1 << 16) {
                for (byte b : in.read(at, (int) Math.min(1 << 16, in.length() - at))) {
                    if (b != 0) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
