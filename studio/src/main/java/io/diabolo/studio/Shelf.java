package io.diabolo.studio;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Things in memory that pages ask for by an id; those that were asked for longest ago go when there is no more room.
 *
 * @param <T> what is kept
 */
final class Shelf<T> {

    private static final int ID_BYTES = 12;

    private final String what;
    private final long room;
    private final ToLongFunction<T> weight;
    private final Map<String, T> things = new LinkedHashMap<>(16, 0.75f, true);
    private final SecureRandom random = new SecureRandom();
    private long used;

    /**
     * @param what it keeps, for messages
     * @param room for so much weight
     */
    Shelf(String what, long room, ToLongFunction<T> weight) {
        this.what = what;
        this.room = room;
        this.weight = weight;
    }

    /** Keeps a thing; it is there at least until the next is put, however heavy. */
    synchronized String put(T thing) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        things.put(id, thing);
        used += weight.applyAsLong(thing);
        List<String> oldest = new ArrayList<>(things.keySet());
        for (int i = 0; used > room && i < oldest.size() - 1; i++) {
            T gone = things.remove(oldest.get(i));
            used -= gone == null ? 0 : weight.applyAsLong(gone);
        }
        return id;
    }

    /** @throws RequestException if it is gone, or was never there */
    synchronized T get(String id) {
        T thing = things.get(id);
        if (thing == null) {
            throw RequestException.notFound(
                    "the %s '%s' is no longer held: send it again".formatted(what, Text.shown(id)));
        }
        return thing;
    }
}
