package io.diabolo.studio;

/**
 * Something that a training tells.
 *
 * @param type its name in the stream
 * @param data as JSON
 */
record Event(String type, Object data) {}
