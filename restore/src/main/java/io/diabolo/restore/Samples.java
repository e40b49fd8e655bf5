package io.diabolo.restore;

/** What a network sees of a picture: values 0 to 1, wherever they come from. Read by several threads at once. */
@FunctionalInterface
interface Samples {
    float at(int channel, int y, int x);
}
