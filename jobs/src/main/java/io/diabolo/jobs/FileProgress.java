package io.diabolo.jobs;

/**
 * A job that goes through files begins with one.
 *
 * @param number of the file, from 1
 * @param count how many there are
 * @param file its path
 */
public record FileProgress(int number, int count, String file) {}
