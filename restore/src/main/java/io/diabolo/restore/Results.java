package io.diabolo.restore;

/** Takes what a network makes of a picture, each value once, from several threads. */
@FunctionalInterface
interface Results {

    /** @param value 0 to 1, or a difference of such values; not limited */
    void set(int channel, int y, int x, float value);
}
