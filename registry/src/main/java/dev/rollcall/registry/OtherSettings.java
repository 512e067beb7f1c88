package dev.rollcall.registry;

import dev.rollcall.registry.service.SettingsEntry;
import java.util.Optional;

/**
 * What had to be there was not, so nothing was changed.
 *
 * @param current what is there; empty when there never was anything
 */
public record OtherSettings(Optional<SettingsEntry> current) implements Settling, SettingsRemoval {}
