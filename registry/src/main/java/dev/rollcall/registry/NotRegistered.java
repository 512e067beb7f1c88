package dev.rollcall.registry;

/** No instance is registered under that key. */
public record NotRegistered() implements Amending, Removal {}
