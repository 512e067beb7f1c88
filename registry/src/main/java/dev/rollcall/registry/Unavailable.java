package dev.rollcall.registry;

/**
 * The registry could not carry it out now; trying again is safe.
 *
 * @param reason why, as a phrase for users
 */
public record Unavailable(String reason)
    implements Registration, Amending, Removal, Renewal, Merging, Settling, SettingsRemoval {}
