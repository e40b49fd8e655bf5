package io.diabolo.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The different texts of a column, found without making a string of each cell. */
final class Levels {

    /** The largest number of categories. */
    static final int MOST = 1_000;

    /** Characters of a category's name at most; a longer text is no category. */
    static final int LONGEST = 200;

    /** What {@link #find} gives for a text that is none of these. */
    static final int NONE = -1;

    /** Texts kept over all columns of a table, at about 100 bytes each. */
    private static final int MOST_IN_ALL = 2_000_000;

    /** Numbers by value and before texts, texts by their characters. */
    static final Comparator<String> ORDER =
            Comparator.comparingDouble(Levels::number).thenComparing(name -> name);

    private String[] names = new String[4];
    private int[] hashes = new int[4];

    /** An open hash table of indices, counted from 1; twice as many slots as names at least. */
    private int[] slots = new int[16];

    private int size;

    /** How many texts a column of a table with so many columns may have. */
    static int limit(int columns) {
        return Math.min(MOST, MOST_IN_ALL / columns);
    }

    /** The levels in their final order. */
    static Levels of(List<String> names) {
        Levels levels = new Levels();
        for (String name : names) {
            levels.add(name.toCharArray(), 0, name.length());
        }
        return levels;
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    /** All names, sorted by {@link #ORDER}. */
    List<String> sorted() {
        return Arrays.stream(names, 0, size).sorted(ORDER).toList();
    }

    /** The index of a text, in the order of adding, or {@link #NONE}. */
    int find(char[] text, int start, int length) {
        return slots[slot(text, start, length, hash(text, start, length))] - 1;
    }

    /** Adds a text that is not there yet; its index is {@link #size()} before. */
    void add(char[] text, int start, int length) {
        if (size == names.length) {
            grow();
        }
        int hash = hash(text, start, length);
        names[size] = new String(text, start, length);
        hashes[size] = hash;
        slots[slot(text, start, length, hash)] = ++size;
    }

    private int slot(char[] text, int start, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && !holds(slots[slot] - 1, text, start, length, hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean holds(int index, char[] text, int start, int length, int hash) {
        String name = names[index];
        if (hashes[index] != hash || name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        names = Arrays.copyOf(names, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        slots = new int[4 * names.length];
        int mask = slots.length - 1;
        for (int index = 0; index < size; index++) {
            int slot = hashes[index] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = index + 1;
        }
    }

    private static int hash(char[] text, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + text[i];
        }
        return hash ^ (hash >>> 15);
    }

    private static double number(String name) {
        CellParser parser = new CellParser(false);
        boolean isNumber = parser.parse(name.toCharArray(), 0, name.length()) == CellParser.Kind.NUMBER;
        return isNumber ? parser.value() : Double.POSITIVE_INFINITY;
    }
}
