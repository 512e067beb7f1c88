package dev.rollcall.server.client;

/**
 * One event of a stream.
 *
 * @param id what to resume after; empty when no event of the stream had one yet
 * @param name {@code message} when it has no other
 * @param data its lines, joined by line feeds
 */
public record ServerEvent(String id, String name, String data) {}
