package io.diabolo.codec.archive;

/**
 * Where a picture is.
 *
 * @param at where its block starts in the file
 * @param sha256 of its block without the checksum; empty in an archive without them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Located(String name, long at, byte[] sha256) {}
